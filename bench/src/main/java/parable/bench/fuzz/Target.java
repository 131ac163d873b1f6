package parable.bench.fuzz;

import java.util.List;

/// One reader under test.
///
/// @param name     in the table
/// @param share    of all inputs, as a weight
/// @param refusals exceptions by which it may refuse, as its contract says
/// @param seeds    valid inputs that are mutated
record Target(String name, int share, List<Class<? extends Exception>> refusals, List<byte[]> seeds, Reading reading) {
    /// Reads one input as far as the program would.
    @FunctionalInterface
    interface Reading {
        void read(byte[] input) throws Exception;
    }

    boolean isRefusal(Throwable thrown) {
        return refusals.stream().anyMatch(kind -> kind.isInstance(thrown));
    }
}
