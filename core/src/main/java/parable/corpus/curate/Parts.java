package parable.corpus.curate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parable.ground.Disk;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;

/// Which parts of a corpus lie in the folder of a run.
public final class Parts {
    private Parts() {}

    /// The folders of a corpus all of whose parts are done.
    ///
    /// @throws StudyException naming what is missing
    static List<Path> complete(Curation curation) {
        List<String> faults = new ArrayList<>();
        for (Map.Entry<Integer, List<String>> dealt : missing(curation).entrySet()) {
            if (dealt.getValue().isEmpty()) {
                return folders(curation, dealt.getKey());
            }
            faults.add("of %d parts %s".formatted(dealt.getKey(), brief(dealt.getValue())));
        }
        throw new StudyException(
                Category.STORAGE,
                "%s cannot be put together yet: %s. Run those parts with --shard, then repeat this command.",
                curation.folder(),
                faults.isEmpty() ? "no part was read" : String.join("; ", faults));
    }

    /// What is missing, by the number of parts into which the corpus was dealt out; empty where nothing was begun.
    public static Map<Integer, List<String>> missing(Curation curation) {
        Map<Integer, List<String>> missing = new TreeMap<>();
        for (int count : counts(curation.parts())) {
            missing.put(
                    count,
                    IntStream.rangeClosed(1, count)
                            .filter(number -> !isDone(curation, new Shard(number, count)))
                            .mapToObj(number -> number + "/" + count)
                            .toList());
        }
        return missing;
    }

    private static List<Path> folders(Curation curation, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> curation.part(new Shard(number, count)))
                .toList();
    }

    private static boolean isDone(Curation curation, Shard shard) {
        Path folder = curation.part(shard);
        return PartFolder.read(folder)
                .filter(mark -> {
                    Curation.requireSame(folder, mark.identity(), curation.identity());
                    return mark.isDone();
                })
                .isPresent();
    }

    private static List<Integer> counts(Path parts) {
        if (!Files.isDirectory(parts)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(parts)) {
            return folders.map(folder -> String.valueOf(folder.getFileName()))
                    .filter(name -> name.matches("\\d+-of-\\d+"))
                    .map(name -> Integer.parseInt(name.substring(name.lastIndexOf('-') + 1)))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw Disk.refusal(parts, e);
        }
    }

    private static String brief(List<String> shards) {
        String first = shards.stream().limit(8).collect(Collectors.joining(", "));
        return shards.size() > 8
                ? first + " and %d more are missing".formatted(shards.size() - 8)
                : first + " are missing";
    }
}
