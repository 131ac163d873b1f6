package parable.text.template;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The arguments of one call, filter or test.
///
/// @param callee for messages
/// @param line   of the template
record Given(String callee, List<Value> positional, SequencedMap<String, Value> named, int line) {

    /// Refuses arguments beyond `names`, in the order in which they may stand without name.
    Given takes(String... names) {
        if (positional.size() > names.length) {
            throw fault(
                    "%s takes at most %d arguments here, but was given %d", callee, names.length, positional.size());
        }
        for (String name : named.sequencedKeySet()) {
            if (!Arrays.asList(names).contains(name)) {
                throw fault("%s has no argument \"%s\" here; it has %s", callee, name, Arrays.toString(names));
            }
        }
        return this;
    }

    Optional<Value> at(int index, String name) {
        return index < positional.size() ? Optional.of(positional.get(index)) : Optional.ofNullable(named.get(name));
    }

    Value needed(int index, String name) {
        return at(index, name).orElseThrow(() -> fault("%s needs its argument \"%s\"", callee, name));
    }

    String text(int index, String name) {
        return needed(index, name) instanceof Value.Text(var text) ? text : badly(index, name, "a text");
    }

    long whole(int index, String name, long otherwise) {
        return switch (at(index, name).orElse(Value.NONE)) {
            case Value.None _ -> otherwise;
            case Value.Whole(var number) -> number;
            case Value.Flag(var flag) -> flag ? 1 : 0;
            default -> badly(index, name, "a whole number");
        };
    }

    boolean flag(int index, String name, boolean otherwise) {
        return at(index, name).map(Python::truth).orElse(otherwise);
    }

    private <T> T badly(int index, String name, String wanted) {
        throw fault(
                "argument \"%s\" of %s must be %s, but was %s",
                name, callee, wanted, at(index, name).map(Python::repr).orElse("left out"));
    }

    TemplateException fault(String message, Object... values) {
        return new TemplateException(line, message, values);
    }
}
