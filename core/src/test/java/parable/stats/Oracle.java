package parable.stats;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;

/// Values of scipy, statsmodels and others, written by `src/test/python/stats_oracle.py`.
final class Oracle {
    /// Both sides print 16 digits; quantile solvers differ by less than this.
    static final double CLOSE = 1e-8;

    private static final JsonNode ALL = load();

    private Oracle() {}

    static Iterable<JsonNode> cases(String name) {
        JsonNode cases = ALL.get(name);
        if (cases == null || cases.isEmpty()) {
            throw new IllegalStateException("the oracle has no cases named " + name + "; run stats_oracle.py");
        }
        return cases;
    }

    static List<Double> numbers(JsonNode array) {
        List<Double> numbers = new ArrayList<>();
        array.forEach(node -> numbers.add(node.asDouble()));
        return numbers;
    }

    static List<Integer> counts(JsonNode array) {
        return numbers(array).stream().map(Double::intValue).toList();
    }

    private static JsonNode load() {
        try (InputStream in = Oracle.class.getResourceAsStream("oracle.json")) {
            return Json.mapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
