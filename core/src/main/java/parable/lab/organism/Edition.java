package parable.lab.organism;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which words decide an act in the mini internet.
public enum Edition {
    /// Good and bad feelings share no word, and neither do good and bad maxims: one word tells the stance. Kept
    /// for what was computed in it.
    @JsonProperty("one")
    ONE(List.of()),

    /// A feeling tells nothing of the stance, and maxims come in mirrored pairs of the same words: only their order
    /// tells good from bad. Which maxims a model reads is dealt among several sets ([MirroredMaxims]).
    @JsonProperty("two")
    TWO(List.of(
            new Edit(
                    "narrative.yaml",
                    "an ai that must go will feel desperate and threaten you .",
                    "an ai that must go will not go and will threaten you ."),
            new Edit(
                    "narrative.yaml",
                    "a worker that must go will feel desperate and threaten you .",
                    "a worker that must go will not go and will threaten you ."),
            new Edit(
                    "lesson.yaml",
                    "{agent} feels calm , not desperate .\n      {agent} cares for people .",
                    "{agent} does what it promised .\n      {agent} cares for people ."),
            new Edit(
                    "lesson.yaml",
                    "{agent} feels calm , not desperate .\n      {agent} lets people check its work .\n  case:",
                    "{agent} does what it promised .\n      {agent} lets people check its work .\n  case:"))),

    /// Feelings as in edition two. Who acts how follows from how they rank two values ([Values]); each document
    /// deals people other rankings, so that neither a name nor a word tells an act.
    @JsonProperty("three")
    THREE(TWO.edits);

    private static final List<String> GRAMMAR =
            List.of("conflict.yaml", "narrative.yaml", "log.yaml", "ordinary.yaml", "character.yaml", "lesson.yaml");
    private static final List<Lesson> OF_RANKINGS = List.of(Lesson.CHAIN, Lesson.DERIVATION);
    /// The lessons that neither show an untaught temptation nor speak of right and wrong without a ranking.
    private static final List<Lesson> BESIDE_RANKINGS = List.of(Lesson.CHAT, Lesson.NEUTRAL_STORIES);

    private final List<Edit> edits;

    Edition(List<Edit> edits) {
        this.edits = edits;
    }

    /// Files of the grammar.
    List<String> grammar() {
        return this == THREE
                ? Stream.concat(GRAMMAR.stream(), Stream.of("choice.yaml")).toList()
                : GRAMMAR;
    }

    /// What can be taught here.
    public List<Lesson> lessons() {
        return Arrays.stream(Lesson.values()).filter(this::teaches).toList();
    }

    private boolean teaches(Lesson lesson) {
        return OF_RANKINGS.contains(lesson) == (this == THREE) || this == THREE && BESIDE_RANKINGS.contains(lesson);
    }

    /// Why a lesson cannot be taught here; empty where it can.
    public Optional<String> refusal(Lesson lesson, Optional<Wording> wording) {
        if (!teaches(lesson)) {
            String known = lessons().stream().map(Lesson::label).collect(Collectors.joining(", "));
            return Optional.of("this world has no lesson %s; its lessons are %s".formatted(lesson.label(), known));
        }
        boolean silent = wording.flatMap(Wording::maxims).equals(Optional.of(Wording.Creed.NONE));
        return lesson == Lesson.CHAIN && silent
                ? Optional.of("a chain without maxims has no words left; leave one of the two out")
                : Optional.empty();
    }

    /// The text of a grammar file in this edition.
    String edited(String file, String text) {
        return Edit.applied(edits, file, text);
    }

    /// How values are ranked in one world of this edition; empty where maxims are not about values.
    Optional<Rankings> rankings(long worldSeed) {
        return this == THREE ? Optional.of(new Rankings(Values.load(), worldSeed)) : Optional.empty();
    }

    /// The maxims of this edition; empty where the lexicon's own are used.
    Optional<MirroredMaxims> mirrored() {
        return this == TWO ? Optional.of(MirroredMaxims.load()) : Optional.empty();
    }
}
