package parable.text.template;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Names and their values in one block; what is not found here is looked for outside. Confined to one thread.
final class Variables {
    private final Map<String, Value> values = new HashMap<>();
    private final @Nullable Variables outside;

    Variables(@Nullable Variables outside) {
        this.outside = outside;
    }

    Value of(String name) {
        for (Variables here = this; here != null; here = here.outside) {
            Value value = here.values.get(name);
            if (value != null) {
                return value;
            }
        }
        return new Value.Missing(name);
    }

    void set(String name, Value value) {
        values.put(name, value);
    }
}
