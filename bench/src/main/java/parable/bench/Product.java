package parable.bench;

import parable.ground.RandomStream;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// One float32 product of two n × n matrices a call.
final class Product implements Timing.Work {
    private final Scope scope = Scope.open();
    private final Tensor left;
    private final Tensor right;

    Product(int n) {
        left = normal(n, "bench/left");
        right = normal(n, "bench/right");
    }

    private static Tensor normal(int n, String purpose) {
        RandomStream random = RandomStream.of(1, purpose);
        float[] values = new float[n * n];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.normal();
        }
        return Tensor.of(values, n, n);
    }

    @Override
    public void call() {
        try (Scope _ = Scope.open()) {
            left.matmul(right);
        }
    }

    @Override
    public void close() {
        scope.close();
    }
}
