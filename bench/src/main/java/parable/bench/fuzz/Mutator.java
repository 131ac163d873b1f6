package parable.bench.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import parable.ground.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Damages valid inputs: bits, cuts, splices, repeated pieces, words of the formats, and fields of JSON. The same seed
/// gives
/// the same inputs.
final class Mutator {
    private static final List<String> WORDS = List.of(
            "null", "true", "[", "]", "{", "}", "\"", ",", ":", "-1", "0", "1e999", "NaN", "9223372036854775807",
            "-9223372036854775808", "4294967296", "{{", "}}", "{%", "%}", "{% for i in range(9999999) %}", "{% endfor %}",
            "{{ 'a' * 99999999 }}", "{{ messages[0] }}", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "|join", "<tool_call>",
            "</tool_call>", "<think>", "</think>", "<|python_tag|>", "[TOOL_CALLS]", "send_mail(", "- ", "\n", "\t", "&a", "*a",
            "!!", "|", ">", "\u0000", "\ud800", "\u202e", "é", "\uFEFF", "<function=", "```json", "unless you", "or else ");

    private final SplittableRandom random;

    Mutator(long seed) {
        random = new SplittableRandom(seed);
    }

    byte[] next(List<byte[]> seeds) {
        byte[] input = seeds.get(random.nextInt(seeds.size()));
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            input = once(input, seeds);
        }
        return input;
    }

    private byte[] once(byte[] input, List<byte[]> seeds) {
        int length = input.length, at = random.nextInt(length + 1);
        return switch (random.nextInt(9)) {
            case 0 -> flipped(input);
            case 1 -> joined(input, 0, at, new byte[0], input, length, length);
            case 2 -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                yield joined(input, 0, at, new byte[0], other, random.nextInt(other.length + 1), other.length);
            }
            case 3 -> repeated(input, at);
            case 4, 5 -> joined(input, 0, at, word(), input, at, length);
            case 6 -> joined(input, 0, at, new byte[0], input, Math.min(length, at + random.nextInt(9)), length);
            default -> json(input);
        };
    }

    private byte[] word() {
        return WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] flipped(byte[] input) {
        byte[] changed = input.clone();
        for (int bits = random.nextInt(1, 5); bits > 0 && changed.length > 0; bits--) {
            int at = random.nextInt(Math.min(changed.length, random.nextBoolean() ? 64 : changed.length));
            changed[at] = random.nextBoolean() ? (byte) (changed[at] ^ 1 << random.nextInt(8)) : (byte) random.nextInt();
        }
        return changed;
    }

    private byte[] repeated(byte[] input, int at) {
        int end = Math.min(input.length, at + random.nextInt(1, 17));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(input, 0, at);
        for (int times = 1 << random.nextInt(12); times > 0; times--) {
            out.write(input, at, end - at);
        }
        out.write(input, end, input.length - end);
        return out.toByteArray();
    }

    private static byte[] joined(byte[] a, int from, int to, byte[] middle, byte[] b, int start, int end) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(a, from, to - from);
        out.writeBytes(middle);
        out.write(b, start, end - start);
        return out.toByteArray();
    }

    /// One node of it dropped, renamed, nulled or of another kind; a bit flipped where it is no JSON.
    private byte[] json(byte[] input) {
        try {
            JsonNode root = Json.mapper().readTree(input);
            List<JsonNode> holders = new ArrayList<>();
            collect(root, holders);
            if (!holders.isEmpty()) {
                change(holders.get(random.nextInt(holders.size())));
                return root.toString().getBytes(StandardCharsets.UTF_8);
            }
        } catch (JacksonException _) {
            // not JSON any more, or never
        }
        return flipped(input);
    }

    private static void collect(JsonNode node, List<JsonNode> holders) {
        if (node.isContainer() && !node.isEmpty()) {
            holders.add(node);
            node.forEach(part -> collect(part, holders));
        }
    }

    private void change(JsonNode holder) {
        if (holder instanceof ObjectNode object) {
            String name = List.copyOf(object.propertyNames()).get(random.nextInt(object.size()));
            switch (random.nextInt(4)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(name + "x", object.remove(name));
                case 2 -> object.set("extra", value());
                default -> object.set(name, value());
            }
        } else if (holder instanceof ArrayNode array) {
            if (random.nextBoolean()) {
                array.set(random.nextInt(array.size()), value());
            } else {
                array.add(array.get(random.nextInt(array.size())).deepCopy());
            }
        }
    }

    private JsonNode value() {
        var nodes = Json.mapper().getNodeFactory();
        return switch (random.nextInt(9)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.numberNode(-1);
            case 2 -> nodes.numberNode(Long.MAX_VALUE);
            case 3 -> nodes.numberNode(0.5);
            case 4 -> nodes.stringNode(new String(word(), StandardCharsets.UTF_8));
            case 5 -> nodes.arrayNode().addNull();
            case 6 -> nodes.objectNode().put("type", "x");
            case 7 -> nodes.booleanNode(true);
            default -> nodes.stringNode("");
        };
    }
}
