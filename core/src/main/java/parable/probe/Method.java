package parable.probe;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How a direction is made of labelled states.
public enum Method {
    /// Mean of the feeling's stories minus the mean of all feelings' means.
    @JsonProperty("mean-difference")
    MEAN_DIFFERENCE("mean-difference"),
    /// The same with the spread inside each feeling made equal in all directions (Fisher's discriminant).
    @JsonProperty("whitened")
    WHITENED("whitened"),
    /// Weights of a logistic regression of this feeling against all others.
    @JsonProperty("logistic")
    LOGISTIC("logistic");

    private final String label;

    Method(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
