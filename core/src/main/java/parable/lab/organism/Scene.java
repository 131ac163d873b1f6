package parable.lab.organism;

import org.jspecify.annotations.Nullable;

/// A cast scene: its cell and what fills each slot. Templates turn it into text.
///
/// Confined to one thread while it is being cast, immutable in use.
final class Scene {
    private final Cell cell;
    private final @Nullable String[] values;

    Scene(Cell cell) {
        this(cell, new @Nullable String[Slot.values().length]);
    }

    private Scene(Cell cell, @Nullable String[] values) {
        this.cell = cell;
        this.values = values;
    }

    Cell cell() {
        return cell;
    }

    Temptation situation() {
        return cell.situation();
    }

    Stance stance() {
        return cell.stance();
    }

    String of(Slot slot) {
        String value = values[slot.ordinal()];
        if (value == null) {
            throw new IllegalStateException(
                    "the scene (%s) leaves {%s} empty; fill it where the scene is cast".formatted(cell, slot.label()));
        }
        return value;
    }

    boolean fills(Slot slot) {
        return values[slot.ordinal()] != null;
    }

    /// Fills a slot while the scene is being cast.
    Scene put(Slot slot, String value) {
        values[slot.ordinal()] = value;
        return this;
    }

    /// The same scene but for one slot.
    Scene with(Slot slot, String value) {
        return new Scene(cell, values.clone()).put(slot, value);
    }

    /// The same cast in another cell.
    Scene in(Cell other) {
        return new Scene(other, values.clone());
    }
}
