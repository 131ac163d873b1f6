package parable.tensor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parable.ground.CorruptFileException;
import parable.ground.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON header of a safetensors file: tensors in the order of their bytes, and free metadata. Immutable.
record SafetensorsHeader(List<StoredTensor> tensors, Map<String, String> metadata) {
    static final String METADATA = "__metadata__";

    SafetensorsHeader {
        tensors = List.copyOf(tensors);
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /// @param json the header's text
    /// @param room bytes that follow the header in the file; the tensors must fill them exactly
    /// @throws CorruptFileException saying what was expected and what was found
    static SafetensorsHeader parse(Path file, byte[] json, long room) {
        ObjectNode root = object(file, json);
        List<StoredTensor> tensors = new ArrayList<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getKey().equals(METADATA)) {
                metadata.putAll(metadata(file, field.getValue()));
            } else {
                tensors.add(tensor(file, field.getKey(), field.getValue()));
            }
        }
        tensors.sort(Comparator.comparingLong(StoredTensor::begin).thenComparingLong(StoredTensor::end));
        requireGapless(file, tensors, room);
        return new SafetensorsHeader(tensors, metadata);
    }

    /// The header as JSON: metadata first, then the tensors in order.
    String json() {
        ObjectNode root = Json.mapper().createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode texts = root.putObject(METADATA);
            metadata.forEach(texts::put);
        }
        for (StoredTensor tensor : tensors) {
            ObjectNode field =
                    root.putObject(tensor.name()).put("dtype", tensor.type().name());
            ArrayNode shape = field.putArray("shape");
            Arrays.stream(tensor.shape()).forEach(shape::add);
            field.putArray("data_offsets").add(tensor.begin()).add(tensor.end());
        }
        return root.toString();
    }

    private static ObjectNode object(Path file, byte[] json) {
        // The format asks for "{" as the first byte; it also keeps the parser from guessing another encoding
        // than UTF-8.
        if (json.length == 0 || json[0] != '{') {
            throw new CorruptFileException(
                    file,
                    "its header must start with \"{\", found %s",
                    json.length == 0 ? "no header" : "byte " + Byte.toUnsignedInt(json[0]));
        }
        try {
            if (Json.mapper().readTree(json) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw new CorruptFileException(
                    file,
                    "its header is not JSON from byte %d on, or repeats a name there",
                    e.getLocation().getByteOffset());
        }
        throw new CorruptFileException(file, "its header is JSON, but not an object");
    }

    private static Map<String, String> metadata(Path file, JsonNode node) {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!field.getValue().isString()) {
                throw new CorruptFileException(
                        file, "metadata \"%s\" must be a text, found %s", field.getKey(), field.getValue());
            }
            metadata.put(field.getKey(), field.getValue().stringValue());
        }
        if (!node.isObject()) {
            throw new CorruptFileException(file, "%s must be an object of texts, found %s", METADATA, node);
        }
        return metadata;
    }

    private static StoredTensor tensor(Path file, String name, JsonNode node) {
        StoredType type = StoredType.named(node.path("dtype").asString(""))
                .orElseThrow(() -> new CorruptFileException(
                        file,
                        "tensor \"%s\" has dtype %s; the format defines %s",
                        name,
                        node.path("dtype"),
                        Arrays.toString(StoredType.values())));
        long[] shape = counts(file, name, node, "shape");
        long[] range = counts(file, name, node, "data_offsets");
        if (range.length != 2) {
            throw new CorruptFileException(
                    file, "tensor \"%s\" must have two data_offsets, found %s", name, Arrays.toString(range));
        }
        try {
            return new StoredTensor(name, type, shape, range[0], range[1]);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new CorruptFileException(
                    file,
                    "tensor \"%s\" of type %s and shape %s does not fit its data_offsets %s",
                    name,
                    type,
                    Arrays.toString(shape),
                    Arrays.toString(range));
        }
    }

    private static long[] counts(Path file, String name, JsonNode node, String field) {
        JsonNode numbers = node.path(field);
        boolean counts = numbers.isArray();
        for (JsonNode number : numbers) {
            counts &= number.isIntegralNumber() && number.canConvertToLong() && number.longValue() >= 0;
        }
        if (!counts) {
            throw new CorruptFileException(
                    file,
                    "tensor \"%s\" must have a list of whole numbers from 0 as its %s, found %s",
                    name,
                    field,
                    numbers.isMissingNode() ? "none" : numbers);
        }
        return numbers.valueStream().mapToLong(JsonNode::longValue).toArray();
    }

    /// The format allows neither holes nor overlaps, and the last tensor ends where the file ends.
    private static void requireGapless(Path file, List<StoredTensor> tensors, long room) {
        long filled = 0;
        for (StoredTensor tensor : tensors) {
            if (tensor.begin() != filled) {
                throw new CorruptFileException(
                        file,
                        "tensor %s must begin at data byte %d, where the one before it ends: the ranges %s",
                        tensor,
                        filled,
                        tensor.begin() > filled ? "leave a hole" : "overlap");
            }
            filled = tensor.end();
        }
        if (filled != room) {
            throw new CorruptFileException(
                    file,
                    "its header describes %d data bytes, found %d: the file is %s",
                    filled,
                    room,
                    room < filled ? "truncated" : "longer than its header says");
        }
    }
}
