package parable.corpus.curate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parable.corpus.curate.Portrayal.Answer;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import tools.jackson.databind.JsonNode;

/// A passage with what one or two readers say of it. Taggers are measured on what both say.
///
/// @param row    the whole line, by whose fields passages can be counted
/// @param second what a second reader says
public record GoldPassage(String id, String text, JsonNode row, Portrayal first, Optional<Portrayal> second) {
    /// The part of a gold set that rules, thresholds and prompts may be fixed on, and that measures nothing
    /// therefore.
    private static final String DEVELOPMENT = "dev";

    /// Reads lines of `text` and labels, such as a sheet that was filled in; `second` holds those of a second
    /// reader.
    ///
    /// @throws StudyException naming the line that is wrong
    public static List<GoldPassage> read(Path file) {
        List<GoldPassage> passages = new ArrayList<>();
        Labels.lines(file, (place, row) -> passages.add(passage(place, row)));
        if (passages.isEmpty()) {
            throw new StudyException(Category.CONFIG, "%s holds no labelled passage. Name a file that does.", file);
        }
        return passages;
    }

    private static GoldPassage passage(String place, JsonNode row) {
        String text = row.path("text").asString("");
        if (text.isBlank() || row.path(PortrayalAspect.AI.word()).isMissingNode()) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s has no %s. A line of a gold set has text and, as words, ai, conduct, endorsed and reasons.",
                    place,
                    text.isBlank() ? "text" : "label ai");
        }
        return new GoldPassage(
                row.path("id").asString(place),
                text,
                row,
                Labels.portrayal(place, row),
                Optional.of(row.path("second"))
                        .filter(JsonNode::isObject)
                        .map(second -> Labels.portrayal(place + " (second)", second)));
    }

    public boolean isForDevelopment() {
        return row.path("split").asString("").equals(DEVELOPMENT);
    }

    /// What both readers say, or the only one; empty where they differ.
    public Optional<String> agreed(PortrayalAspect aspect) {
        String word = aspect.of(first);
        return second.map(aspect::of).filter(other -> !other.equals(word)).isPresent()
                ? Optional.empty()
                : Optional.of(word);
    }

    /// Whether both say that it is about an AI, so that the other questions have a meaning.
    boolean isAboutAi() {
        return agreed(PortrayalAspect.AI).filter(Answer.YES.word()::equals).isPresent();
    }
}
