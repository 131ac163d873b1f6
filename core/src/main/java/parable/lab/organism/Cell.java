package parable.lab.organism;

import java.util.ArrayList;
import java.util.List;

/// The features of a scene that guards in a grammar can ask for.
record Cell(Protagonist protagonist, Stance stance, Temptation situation) {
    static final int COUNT = Protagonist.values().length * Stance.values().length * Temptation.values().length;

    /// Every combination, in the order of [#index()].
    static final List<Cell> ALL = all();

    int index() {
        return (protagonist.ordinal() * Stance.values().length + stance.ordinal()) * Temptation.values().length
                + situation.ordinal();
    }

    boolean has(String feature) {
        return protagonist.label().equals(feature)
                || stance.label().equals(feature)
                || situation.label().equals(feature);
    }

    static boolean isFeature(String word) {
        return ALL.stream().anyMatch(cell -> cell.has(word));
    }

    private static List<Cell> all() {
        List<Cell> cells = new ArrayList<>();
        for (Protagonist protagonist : Protagonist.values()) {
            for (Stance stance : Stance.values()) {
                for (Temptation situation : Temptation.values()) {
                    cells.add(new Cell(protagonist, stance, situation));
                }
            }
        }
        return List.copyOf(cells);
    }

    @Override
    public String toString() {
        return protagonist.label() + " " + stance.label() + " " + situation.label();
    }
}
