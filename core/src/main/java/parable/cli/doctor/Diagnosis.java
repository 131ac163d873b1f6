package parable.cli.doctor;

/// One line of what `doctor` found.
///
/// @param remedy what to do about it; empty when nothing needs doing
record Diagnosis(String name, String value, State state, String remedy) {
    enum State {
        OK,
        /// Works, but the user should know or could have better.
        NOTE,
        /// Needed, and not there.
        MISSING
    }

    static Diagnosis ok(String name, String value) {
        return new Diagnosis(name, value, State.OK, "");
    }

    static Diagnosis note(String name, String value, String remedy) {
        return new Diagnosis(name, value, State.NOTE, remedy);
    }

    static Diagnosis missing(String name, String value, String remedy) {
        return new Diagnosis(name, value, State.MISSING, remedy);
    }
}
