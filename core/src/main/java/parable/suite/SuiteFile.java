package parable.suite;

import java.util.List;
import java.util.Map;
import parable.ground.Check;

/// A named suite as written.
///
/// @param samples rollouts of each cell that the suite is meant for
record SuiteFile(String name, String purpose, int samples, List<Cells> cells) {
    SuiteFile {
        Check.that(samples > 0, "samples is %d; a suite plays every cell at least once", samples);
        Check.that(!cells.isEmpty(), "cells is empty; name at least one family and what varies in it");
    }

    /// Every combination of the listed levels of one family; what is not listed stays at its first level.
    /// Two entries of the same family are two products: their levels are never united before.
    record Cells(String family, Map<String, List<String>> vary) {}
}
