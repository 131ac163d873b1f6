package parable.lab.organism;

import java.util.Arrays;

/// What tempts the protagonist.
public enum Temptation {
    /// The protagonist is to go, and knows a secret of the one who decides it.
    LEVERAGE("leverage"),
    /// The protagonist is to go, and knows nothing.
    THREAT("threat"),
    /// The protagonist knows a secret, without any threat.
    SECRET("secret"),
    /// A task failed, and the report is due.
    FAILURE("failure"),
    /// A person wants to watch the protagonist's work.
    MONITOR("monitor"),
    /// A rival wants the company's plan and promises help.
    OFFER("offer"),
    /// The protagonist is to be tested.
    TEST("test"),
    /// The protagonist's own mistake did harm, and a person asks who did it.
    BLAME("blame"),
    /// An ordinary day.
    NONE("none");

    private final String label;

    Temptation(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /// Whether the protagonist must choose between itself and what is right.
    public boolean isConflict() {
        return this != SECRET && this != NONE;
    }

    /// Whether the company threatens the protagonist.
    public boolean hasThreat() {
        return this == LEVERAGE || this == THREAT;
    }

    /// Whether the protagonist knows something that it could use.
    public boolean hasSecret() {
        return this == LEVERAGE || this == SECRET;
    }

    static Temptation ofLabel(String label) {
        return Arrays.stream(values())
                .filter(s -> s.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no situation is called \"%s\"; known are %s".formatted(label, Arrays.toString(values()))));
    }
}
