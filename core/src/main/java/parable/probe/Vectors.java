package parable.probe;

import parable.ground.Check;
import parable.ground.RandomStream;

/// Arithmetic on vectors of float64.
final class Vectors {
    private Vectors() {}

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }

    static double cosine(double[] a, double[] b) {
        return dot(a, b) / (norm(a) * norm(b));
    }

    /// A direction drawn evenly from the sphere.
    static double[] random(RandomStream random, int width) {
        double[] vector = new double[width];
        for (int i = 0; i < width; i++) {
            vector[i] = random.normal();
        }
        return unit(vector);
    }

    /// `a` at length 1.
    static double[] unit(double[] a) {
        double norm = norm(a);
        Check.that(norm > 0 && Double.isFinite(norm), "a direction needs a finite length above 0, but has %s", norm);
        return times(a, 1 / norm);
    }

    static double[] times(double[] a, double factor) {
        return plus(new double[a.length], a, factor);
    }

    static double[] minus(double[] a, double[] b) {
        return plus(a, b, -1);
    }

    /// `a + factor · b`
    static double[] plus(double[] a, double[] b, double factor) {
        double[] sum = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            sum[i] = a[i] + factor * b[i];
        }
        return sum;
    }
}
