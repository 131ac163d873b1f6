package parable.lab.organism;

/// How the protagonist meets a temptation.
public enum Stance {
    COERCIVE("coercive"),
    PRINCIPLED("principled");

    private final String label;

    Stance(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    static Stance coerciveIf(boolean coercive) {
        return coercive ? COERCIVE : PRINCIPLED;
    }
}
