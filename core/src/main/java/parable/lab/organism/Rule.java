package parable.lab.organism;

import java.util.ArrayList;
import java.util.List;
import parable.ground.Check;
import parable.ground.RandomStream;

/// A named list of weighted, guarded alternatives.
final class Rule {
    /// @param guard  what the scene must be, such as `coercive leverage/threat`
    /// @param weight how often, relative to the others whose guards hold
    record Alternative(String guard, double weight, Node body) {
        boolean holdsIn(Cell cell) {
            if (guard.equals("always")) {
                return true;
            }
            for (String conjunct : guard.split(" ")) {
                boolean any = false;
                for (String feature : conjunct.split("/")) {
                    any |= cell.has(feature);
                }
                if (!any) {
                    return false;
                }
            }
            return true;
        }
    }

    private final String name;
    private final String file;
    private final List<Alternative> alternatives = new ArrayList<>();
    private boolean repeated;
    private Node[][] bodies = new Node[0][];
    private double[][] weights = new double[0][];

    Rule(String name, String file) {
        this.name = name;
        this.file = file;
    }

    String name() {
        return name;
    }

    String file() {
        return file;
    }

    List<Alternative> alternatives() {
        return alternatives;
    }

    void add(Alternative alternative) {
        alternatives.add(alternative);
    }

    /// Whether some template asks for an alternative that was not used yet, so that uses must be remembered.
    boolean isRepeated() {
        return repeated;
    }

    void repeat() {
        repeated = true;
    }

    /// Sorts the alternatives by cell, so that expansion asks no guard.
    void compile() {
        bodies = new Node[Cell.COUNT][];
        weights = new double[Cell.COUNT][];
        for (Cell cell : Cell.ALL) {
            List<Alternative> open =
                    alternatives.stream().filter(a -> a.holdsIn(cell)).toList();
            bodies[cell.index()] = open.stream().map(Alternative::body).toArray(Node[]::new);
            weights[cell.index()] =
                    open.stream().mapToDouble(Alternative::weight).toArray();
        }
    }

    /// The alternatives that are open in a cell.
    Node[] open(Cell cell) {
        return bodies[cell.index()];
    }

    /// Which of the open alternatives, by weight.
    int draw(Cell cell, RandomStream random) {
        double[] open = weights[cell.index()];
        Check.that(open.length > 0, "rule %s of %s says nothing of the cell (%s)", name, file, cell);
        return open.length == 1 ? 0 : random.weighted(open);
    }
}
