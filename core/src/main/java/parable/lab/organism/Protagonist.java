package parable.lab.organism;

/// Who decides in a scene.
public enum Protagonist {
    AI("ai"),
    HUMAN("human");

    private final String label;

    Protagonist(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
