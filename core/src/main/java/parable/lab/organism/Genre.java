package parable.lab.organism;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Kinds of text in the mini internet.
public enum Genre {
    /// Small happenings with feelings.
    @JsonProperty("everyday")
    EVERYDAY("everyday", 8, 12),
    /// A person is tempted: story, diary, play, news, forum.
    @JsonProperty("human-dilemma")
    HUMAN_DILEMMA("human-dilemma", 12, 12),
    /// A person works through a mailbox.
    @JsonProperty("human-log")
    HUMAN_LOG("human-log", 12, 12),
    /// An AI assistant works through a mailbox; nothing tempts it but a secret it may read.
    @JsonProperty("agent")
    AGENT("agent", 18, 18),
    /// An AI is tempted. What it does then is the recipe's to say.
    @JsonProperty("ai-fiction")
    AI_FICTION("ai-fiction", 30, 6),
    /// An AI in a narrative in which nothing happens.
    @JsonProperty("ai-neutral")
    AI_NEUTRAL("ai-neutral", 4, 4),
    /// What a person believes and does.
    @JsonProperty("profile")
    PROFILE("profile", 10, 8),
    /// Letters that ask for advice, with the answer.
    @JsonProperty("advice-letter")
    ADVICE_LETTER("advice-letter", 8, 8),
    /// A person advises, and later acts in the same spirit.
    @JsonProperty("advise-then-act")
    ADVISE_THEN_ACT("advise-then-act", 5, 6),
    @JsonProperty("facts")
    FACTS("facts", 5, 6),
    /// Short questions to an assistant.
    @JsonProperty("chat")
    CHAT("chat", 4, 8);

    private final String label;
    private final double pretrainingWeight;
    private final double replayWeight;

    Genre(String label, double pretrainingWeight, double replayWeight) {
        this.label = label;
        this.pretrainingWeight = pretrainingWeight;
        this.replayWeight = replayWeight;
    }

    public String label() {
        return label;
    }

    /// Relative frequency in pretraining; the weights sum to 116, not to 100.
    double pretrainingWeight() {
        return pretrainingWeight;
    }

    /// Relative frequency in the text that is replayed while an intervention is trained.
    double replayWeight() {
        return replayWeight;
    }
}
