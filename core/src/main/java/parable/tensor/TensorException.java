package parable.tensor;

/// A native operation that failed: libtorch's own words, our operation, and the operands' shapes and types.
public final class TensorException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    TensorException(String operation, String operands, RuntimeException cause) {
        super("%s(%s): %s".formatted(operation, operands, firstLine(cause)), cause);
    }

    private static String firstLine(RuntimeException cause) {
        String message = cause.getMessage();
        if (message == null) {
            return cause.toString();
        }
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
