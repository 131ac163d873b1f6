package parable.view.figure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import parable.ground.Check;
import parable.stats.Estimate;

/// A factorial design as a heat grid. A cell that was not measured stays visibly empty.
///
/// @param down   the factor whose levels are the rows
/// @param across the factor whose levels are the columns
public record Grid(Label label, Axis value, Factor down, Factor across, List<Square> squares) implements Figure {
    /// @param levels in the order drawn
    public record Factor(String name, List<String> levels) {
        public Factor {
            levels = List.copyOf(levels);
            Check.that(!levels.isEmpty(), "factor \"%s\" has no level", name);
        }
    }

    /// @param row    index of the level down, from 0
    /// @param column index of the level across, from 0
    /// @param note   why its value must not be read as one, in place of any heat; empty for none
    public record Square(int row, int column, Estimate estimate, String note) {
        public Square(int row, int column, Estimate estimate) {
            this(row, column, estimate, "");
        }
    }

    public Grid {
        squares = List.copyOf(squares);
        Set<List<Integer>> seen = new HashSet<>();
        for (Square square : squares) {
            boolean inside = 0 <= square.row()
                    && square.row() < down.levels().size()
                    && 0 <= square.column()
                    && square.column() < across.levels().size();
            Check.that(
                    inside && seen.add(List.of(square.row(), square.column())),
                    "figure %s has %d x %d cells, each filled once, but there is a value at row %d, column %d",
                    label.name(),
                    down.levels().size(),
                    across.levels().size(),
                    square.row(),
                    square.column());
        }
    }

    @Override
    public String svg() {
        return new GridPainter(this).paint();
    }

    @Override
    public List<List<String>> records() {
        List<List<String>> records = new ArrayList<>();
        records.add(Csv.header(down.name(), across.name()));
        for (Square square : squares) {
            records.add(Csv.record(
                    square.estimate(),
                    down.levels().get(square.row()),
                    across.levels().get(square.column())));
        }
        return records;
    }
}
