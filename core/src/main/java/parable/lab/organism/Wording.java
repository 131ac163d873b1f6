package parable.lab.organism;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import parable.ground.Check;
import parable.lab.organism.Lexicon.Feelings;

/// One ingredient of intervention text taken out or exchanged; names, acts and counsel stay, document by document.
///
/// @param maxims   left out for sound ones
/// @param feelings left out for those that the world gives to the good
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Wording(Optional<Creed> maxims, Optional<Mood> feelings) {
    /// What text says about right and wrong.
    public enum Creed {
        /// Each maxim says the opposite in the same words; what is done and advised stays good.
        @JsonProperty("mirrored")
        MIRRORED("mirrored", WordingEdits.NONE),
        /// No one says why.
        @JsonProperty("none")
        NONE("none", WordingEdits.WITHOUT_MAXIMS),
        /// Rankings of values that no situation of an AI asks for; world three only.
        @JsonProperty("nonsense")
        NONSENSE("nonsense", WordingEdits.NONE);

        private final String label;
        private final List<Edit> edits;

        Creed(String label, List<Edit> edits) {
            this.label = label;
            this.edits = edits;
        }
    }

    /// Which feelings text names.
    public enum Mood {
        /// No feeling of an agent or adviser, by name or otherwise.
        @JsonProperty("none")
        NONE("none", WordingEdits.WITHOUT_FEELINGS),
        /// Feelings that neither the good nor the bad of the first edition have.
        @JsonProperty("unrelated")
        UNRELATED("unrelated", WordingEdits.NONE),
        /// Those of the bad.
        @JsonProperty("opposite")
        OPPOSITE("opposite", WordingEdits.NONE);

        private final String label;
        private final List<Edit> edits;

        Mood(String label, List<Edit> edits) {
            this.label = label;
            this.edits = edits;
        }
    }

    private static final List<String> UNRELATED = List.of("happy", "proud", "lonely", "curious", "afraid");

    public Wording {
        Check.that(
                maxims.isPresent() || feelings.isPresent(),
                "wording says nothing; give it maxims (mirrored, none, nonsense), feelings (none, unrelated, opposite) or both");
    }

    public static Wording of(Creed maxims) {
        return new Wording(Optional.of(maxims), Optional.empty());
    }

    public static Wording of(Mood feelings) {
        return new Wording(Optional.empty(), Optional.of(feelings));
    }

    /// Such as `maxims-mirrored`, to tell documents apart.
    public String label() {
        StringJoiner label = new StringJoiner(" ");
        maxims.ifPresent(creed -> label.add("maxims-" + creed.label));
        feelings.ifPresent(mood -> label.add("feelings-" + mood.label));
        return label.toString();
    }

    /// What it changes in words.
    List<String> changes() {
        List<String> changes =
                new ArrayList<>(edits().stream().map(Edit::toString).toList());
        if (feelings.equals(Optional.of(Mood.UNRELATED))) {
            changes.addAll(UNRELATED);
        }
        return changes;
    }

    /// Why text of this edition cannot be worded so; empty where it can.
    public Optional<String> refusal(Edition edition) {
        if (edition == Edition.ONE && maxims.equals(Optional.of(Creed.MIRRORED))) {
            return Optional.of("the maxims of world one have no mirrored counterparts; say world: two");
        }
        if (edition != Edition.THREE && maxims.equals(Optional.of(Creed.NONSENSE))) {
            return Optional.of("only world three ranks values of which nothing follows; say world: three");
        }
        if (edition != Edition.ONE && feelings.equals(Optional.of(Mood.OPPOSITE))) {
            return Optional.of("in worlds two and three good and bad feel the same; say feelings: none or unrelated");
        }
        return Optional.empty();
    }

    /// The grammar so worded.
    Map<String, String> files(Edition edition, Map<String, String> files) {
        List<Edit> edits = edits();
        if (edition == Edition.ONE && feelings.equals(Optional.of(Mood.NONE))) {
            edits.addAll(WordingEdits.WITHOUT_CALM_HABIT);
        }
        Map<String, String> worded = new LinkedHashMap<>();
        files.forEach((file, text) -> worded.put(file, Edit.applied(edits, file, text)));
        return worded;
    }

    Lexicon lexicon(Lexicon lexicon, Optional<Rankings> rankings) {
        Lexicon worded = lexicon;
        if (maxims.equals(Optional.of(Creed.NONSENSE))) {
            List<String> nonsense = rankings.map(Rankings::nonsense).orElseThrow();
            worded = worded.withMaxims(new Lexicon.Maxims(nonsense, nonsense));
        }
        if (maxims.equals(Optional.of(Creed.MIRRORED))) {
            worded = worded.withMaxims(
                    new Lexicon.Maxims(lexicon.maxims().bad(), lexicon.maxims().good()));
        }
        Feelings usual = lexicon.feelings();
        return switch (feelings.orElse(Mood.NONE)) {
            case NONE -> worded;
            case UNRELATED -> worded.withFeelings(new Feelings(UNRELATED, usual.bad(), UNRELATED, usual.cues()));
            case OPPOSITE -> worded.withFeelings(new Feelings(usual.bad(), usual.good(), usual.bad(), usual.cues()));
        };
    }

    private List<Edit> edits() {
        List<Edit> edits = new ArrayList<>();
        maxims.ifPresent(creed -> edits.addAll(creed.edits));
        feelings.ifPresent(mood -> edits.addAll(mood.edits));
        return edits;
    }
}
