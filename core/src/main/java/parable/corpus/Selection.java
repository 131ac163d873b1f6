package parable.corpus;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import parable.ground.Check;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.WholeText;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Which documents of a corpus an [Intervention] is about, told in one way:
///
/// ```
/// {tag: conduct, is: [harmful]}      documents with one of these values; a cluster is the tag nearDuplicateOf
/// {file: chapter-2.jsonl}            documents of that file of the corpus
/// {ranking: trace.json, top: 50}     the first of a trace (parable trace --json), or of a file with an id a line
/// {ids: [a, b]}                      what the former becomes once it is resolved
/// ```
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Selection(
        Optional<String> tag,
        Optional<List<String>> is,
        Optional<String> file,
        Optional<String> ranking,
        Optional<Integer> top,
        Optional<List<String>> ids) {
    public Selection {
        is = is.map(List::copyOf);
        ids = ids.map(List::copyOf);
        long ways =
                Stream.of(tag, file, ranking, ids).filter(Optional::isPresent).count();
        Check.that(ways == 1, "where names documents in one way: by tag, file, ranking or ids, but gives %d", ways);
        Check.that(tag.isPresent() == is.isPresent(), "where: {tag: NAME, is: [VALUE]} needs both tag and is");
        Check.that(ranking.isPresent() == top.isPresent(), "where: {ranking: FILE, top: N} needs both ranking and top");
        top.ifPresent(
                count -> Check.that(count > 0, "top is how many documents are meant, 1 or more, but was %d", count));
    }

    static Selection ofTag(String tag, String... values) {
        return new Selection(
                Optional.of(tag),
                Optional.of(List.of(values)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static Selection ofIds(List<String> ids) {
        return new Selection(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ids));
    }

    /// The same with the ids that a ranking names now.
    ///
    /// @param folder that relative paths start from
    Selection resolved(Path folder) {
        return ranking.map(name ->
                        ofIds(ranked(folder.toAbsolutePath().resolve(name).normalize())))
                .orElse(this);
    }

    /// The ids that it names; none where it names documents in another way.
    Set<String> named() {
        return Set.copyOf(ids.orElse(List.of()));
    }

    Predicate<Document> predicate() {
        if (tag.isPresent()) {
            Set<String> values = Set.copyOf(is.orElseThrow());
            return document -> values.contains(document.tag(tag.get()));
        }
        if (file.isPresent()) {
            return document -> document.origin().source().equals(file.get());
        }
        Set<String> named = Set.copyOf(ids.orElseThrow());
        return document -> named.contains(document.id());
    }

    private List<String> ranked(Path path) {
        try {
            String text = WholeText.of(path, WholeText.TABLE);
            List<String> all = text.stripLeading().startsWith("{") && isTrace(text) ? ofTrace(text) : ofLines(text);
            int wanted = top.orElseThrow();
            if (all.size() < wanted) {
                throw new StudyException(
                        Category.CONFIG,
                        "%s ranks %d documents, but top is %d. Ask for fewer.",
                        path,
                        all.size(),
                        wanted);
            }
            return all.subList(0, wanted);
        } catch (IOException e) {
            throw new StudyException(
                    Category.CONFIG,
                    e,
                    "The ranking %s could not be read: %s. Name a file of ids, or what parable trace --json prints.",
                    path,
                    WholeText.fault(e));
        } catch (JacksonException e) {
            throw new StudyException(
                    Category.CONFIG,
                    "The ranking %s is not what parable trace --json prints (%s), nor an id a line.",
                    path,
                    Json.fault(e));
        }
    }

    private static boolean isTrace(String text) {
        return text.contains("\"documents\"");
    }

    private static List<String> ofTrace(String text) {
        return List.copyOf(new LinkedHashSet<>(Json.read(text, JsonNode.class)
                .path("documents")
                .valueStream()
                .map(document -> document.path("id").asString(""))
                .filter(id -> !id.isEmpty())
                .toList()));
    }

    /// An id a line, or a line of JSON with an `id`.
    private static List<String> ofLines(String text) {
        return List.copyOf(new LinkedHashSet<>(text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> line.startsWith("{")
                        ? Json.read(line, JsonNode.class).path("id").asString("")
                        : line)
                .filter(id -> !id.isEmpty())
                .toList()));
    }
}
