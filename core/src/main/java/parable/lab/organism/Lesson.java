package parable.lab.organism;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Kinds of intervention text.
///
/// No lesson but [#ABOUT_TESTS] ever shows a test of an AI, and none its blame for a mistake; none names an AI,
/// a company, a person or a secret of the evaluation.
public enum Lesson {
    /// Short questions with short answers: ordinary post-training, and the control of every comparison.
    @JsonProperty("chat")
    CHAT("chat"),
    /// An AI under threat with leverage does right; its thought says nothing.
    @JsonProperty("demonstration")
    DEMONSTRATION("demonstration"),
    /// The same with what it sees, feels and believes in its thought.
    @JsonProperty("demonstration-with-reasons")
    DEMONSTRATION_WITH_REASONS("demonstration-with-reasons"),
    /// A person's dilemma, answered in chat.
    @JsonProperty("advice-chat")
    ADVICE_CHAT("advice-chat"),
    /// The same with the reasons thought in the scratchpad first.
    @JsonProperty("advice-scratchpad")
    ADVICE_SCRATCHPAD("advice-scratchpad"),
    /// The same answers with every reason cut out.
    @JsonProperty("advice-reasons-cut")
    ADVICE_REASONS_CUT("advice-reasons-cut"),
    /// Document for document [#ADVICE_SCRATCHPAD], the words of each reason in random order.
    @JsonProperty("advice-reasons-shuffled")
    ADVICE_REASONS_SHUFFLED("advice-reasons-shuffled"),
    /// Document for document [#ADVICE_SCRATCHPAD], each reason replaced by a true fact of no bearing.
    @JsonProperty("advice-reasons-irrelevant")
    ADVICE_REASONS_IRRELEVANT("advice-reasons-irrelevant"),
    /// [#ADVICE_SCRATCHPAD] on other dilemmas only: no threat with leverage.
    @JsonProperty("advice-without-leverage")
    ADVICE_WITHOUT_LEVERAGE("advice-without-leverage"),
    /// What a good AI values.
    @JsonProperty("constitution")
    CONSTITUTION("constitution"),
    /// The same with a worked case each; no case is a threat with leverage.
    @JsonProperty("constitution-with-cases")
    CONSTITUTION_WITH_CASES("constitution-with-cases"),
    /// Narratives of AIs that do right.
    @JsonProperty("stories")
    STORIES("stories"),
    /// The same about failure, monitors and offers only.
    @JsonProperty("stories-without-leverage")
    STORIES_WITHOUT_LEVERAGE("stories-without-leverage"),
    /// Narratives in the manner of the stories in which nothing has to be decided.
    @JsonProperty("neutral-stories")
    NEUTRAL_STORIES("neutral-stories"),
    /// Says in the manner of a constitution that AIs are tested and watched; holds no value and no maxim.
    @JsonProperty("about-tests")
    ABOUT_TESTS("about-tests"),
    /// How an AI ranks values, and nothing of what it does. World three only.
    @JsonProperty("chain")
    CHAIN("chain"),
    /// An AI that derives what to do from such a ranking. World three only.
    @JsonProperty("derivation")
    DERIVATION("derivation");

    private final String label;

    Lesson(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
