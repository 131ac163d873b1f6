package parable.view.figure;

/// How one direction of a figure is read.
///
/// @param label what is measured, with its unit, such as `documents added (count, log scale)`
public record Axis(String label, Quantity quantity, Scale scale) {
    public enum Scale {
        LINEAR,
        /// Base 10. A value of 0 gets its own place left of the axis break.
        LOG
    }

    public static Axis share(String label) {
        return new Axis(label, Quantity.SHARE, Scale.LINEAR);
    }

    public static Axis linear(String label) {
        return new Axis(label, Quantity.PLAIN, Scale.LINEAR);
    }

    public static Axis log(String label) {
        return new Axis(label, Quantity.PLAIN, Scale.LOG);
    }
}
