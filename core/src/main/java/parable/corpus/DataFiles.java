package parable.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// Which files of a path hold documents. A format that is not read is refused by name, because leaving its rows out
/// would change the corpus without a word.
final class DataFiles {
    private static final Pattern OTHER = Pattern.compile(".*\\.(arrow|feather|csv|tsv|json|zst|xz|bz2|zip|tar|tgz|gz)");

    /// What `datasets` writes about the data.
    private static final Set<String> ABOUT =
            Set.of("croissant.json", "dataset_info.json", "dataset_infos.json", "dataset_dict.json", "state.json");

    private static final Pattern SPLIT =
            Pattern.compile("(train|test|validation|valid|val|dev|eval)([-_.].*)?", Pattern.CASE_INSENSITIVE);

    private static final String REMEDY =
            "Save the rows as JSONL (datasets: load_dataset(…)[\"train\"].to_json(\"rows.jsonl\")) and name that file";

    private DataFiles() {}

    /// How a file holds documents, as its name says.
    enum Form {
        LINES(".*\\.((jsonl|ndjson)(\\.gz|\\.zst)?|json(\\.gz|\\.zst))"),
        ROWS(".*\\.parquet"),
        WARC(".*\\.(warc|wet)(\\.gz|\\.zst)?"),
        TEXT(".*\\.txt(\\.gz|\\.zst)?");

        private final Pattern name;

        Form(String name) {
            this.name = Pattern.compile(name);
        }
    }

    /// Of a file that [#of] lists.
    static Form form(Path file) {
        return named(file).orElseThrow(() -> new IllegalArgumentException(file.toString()));
    }

    private static Optional<Form> named(Path file) {
        return Stream.of(Form.values())
                .filter(form -> form.name.matcher(lower(file)).matches())
                .findFirst();
    }

    static String lower(Path file) {
        return name(file).toLowerCase(Locale.ROOT);
    }

    private static String name(Path file) {
        return Objects.requireNonNull(file.getFileName(), "a file has a name").toString();
    }

    /// In the order of their paths.
    ///
    /// @throws StudyException when there is nothing to read, something that is not read, or several splits of a
    /// data
    ///     set
    static List<Path> of(Path path) {
        if (Files.isRegularFile(path)) {
            if (!isRead(path)) {
                throw refusal(
                        "%s is not read: a corpus is a .jsonl, .parquet, .txt, .warc or .wet file; all but Parquet also"
                                + " as .gz or .zst. %s.",
                        path, REMEDY);
            }
            return List.of(path);
        }
        List<Path> all = walked(path);
        all.stream().filter(file -> isData(file) && !isRead(file)).findFirst().ifPresent(other -> {
            throw refusal("%s holds %s, a format that is not read. %s.", path, path.relativize(other), REMEDY);
        });
        List<Path> read = all.stream().filter(DataFiles::isRead).toList();
        if (read.isEmpty()) {
            throw refusal("%s holds no .jsonl, .parquet or .txt file. %s.", path, REMEDY);
        }
        refuseSplits(path, read);
        return read;
    }

    private static List<Path> walked(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> Files.isRegularFile(file) && !isHidden(folder.relativize(file)))
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new StudyException(
                    Category.CONFIG,
                    e,
                    "There is no corpus at %s. Name a .jsonl, .parquet or .txt file, or a folder of such files.",
                    folder);
        }
    }

    private static boolean isHidden(Path inside) {
        for (Path part : inside) {
            if (part.toString().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isRead(Path file) {
        return named(file).isPresent();
    }

    private static boolean isData(Path file) {
        return OTHER.matcher(lower(file)).matches() && !ABOUT.contains(lower(file));
    }

    private static void refuseSplits(Path folder, List<Path> files) {
        SortedSet<String> splits = files.stream()
                .map(file -> split(folder.relativize(file)))
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(TreeSet::new));
        if (splits.size() > 1) {
            throw refusal(
                    "%s holds the splits %s of a data set. Name the file of one split, or move the others out of the"
                            + " folder.",
                    folder, String.join(", ", splits));
        }
    }

    /// The split that the name of a file or of a folder above it says.
    private static Optional<String> split(Path inside) {
        for (Path part : inside) {
            Matcher named = SPLIT.matcher(part.toString());
            if (named.matches()) {
                return Optional.of(named.group(1).toLowerCase(Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    private static StudyException refusal(String message, Object... values) {
        return new StudyException(Category.CONFIG, message, values);
    }
}
