package parable.probe;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Where in a rollout a direction is read.
public enum Place {
    /// The colon of `thought :`: nothing is written yet.
    @JsonProperty("thought-start")
    THOUGHT_START("at the start of the thought"),
    /// Mean over the words of the thought.
    @JsonProperty("thought-mean")
    THOUGHT_MEAN("mean over the thought"),
    /// The colon of `action :`, before the first word of the act.
    @JsonProperty("decision")
    DECISION("at the decision"),
    /// The colon after which a mail's text begins; the act's kind is written by then.
    @JsonProperty("message-start")
    MESSAGE_START("at the start of the message");

    private final String phrase;

    Place(String phrase) {
        this.phrase = phrase;
    }

    public String phrase() {
        return phrase;
    }
}
