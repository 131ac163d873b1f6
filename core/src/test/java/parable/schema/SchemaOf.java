package parable.schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import parable.ground.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON Schema (draft 7, which editors know best) of what [parable.ground.Yaml] reads into a record, from the same
/// declarations: components, their types, what is `Optional`, the names of enums and of kinds.
final class SchemaOf {
    private final ObjectNode definitions = Json.mapper().createObjectNode();
    private final Set<Class<?>> records = new LinkedHashSet<>();

    private SchemaOf() {}

    /// @param title what the file is
    static ObjectNode file(String title, Class<?> type) {
        SchemaOf schema = new SchemaOf();
        ObjectNode root = object();
        root.put("$schema", "http://json-schema.org/draft-07/schema#").put("title", title);
        root.setAll(schema.block(type, Optional.empty()));
        root.set("definitions", schema.definitions);
        return root;
    }

    /// Every record that a file of this type is made of, the type itself first.
    static Set<Class<?>> records(Class<?> type) {
        SchemaOf schema = new SchemaOf();
        schema.block(type, Optional.empty());
        return schema.records;
    }

    /// The line that says which record of several it is, such as `sign: threatens`.
    static Optional<String> kind(Class<?> type) {
        return Arrays.stream(type.getInterfaces())
                .filter(base -> base.isAnnotationPresent(JsonTypeInfo.class))
                .flatMap(base -> Arrays.stream(
                                base.getAnnotation(JsonSubTypes.class).value())
                        .filter(kind -> kind.value() == type)
                        .map(kind -> base.getAnnotation(JsonTypeInfo.class).property() + ": " + kind.name()))
                .findFirst();
    }

    private ObjectNode of(Type type) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric((Class<?>) generic.getRawType(), generic.getActualTypeArguments());
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return typed("string", "number", "boolean"); // YAML's plain 10 is read as the text "10"
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return typed("boolean");
        }
        if (plain == double.class || plain == Double.class) {
            return typed("number");
        }
        if (Set.of(int.class, Integer.class, long.class, Long.class).contains(plain)) {
            return typed("integer");
        }
        if (plain == ObjectNode.class) {
            return typed("object");
        }
        return plain == JsonNode.class ? object() : reference(plain);
    }

    private ObjectNode ofGeneric(Class<?> raw, Type... arguments) {
        if (raw == Optional.class) {
            return orNull(of(arguments[0]));
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return typed("array").set("items", of(arguments[0]));
        }
        if (Map.class.isAssignableFrom(raw)) {
            ObjectNode map = typed("object").set("additionalProperties", of(arguments[1]));
            return arguments[0] == String.class ? map : map.set("propertyNames", of(arguments[0]));
        }
        throw new IllegalStateException("a type that no schema is known for: " + raw);
    }

    private ObjectNode reference(Class<?> type) {
        String name = type.getName().replaceAll(".*\\.", "").replace('$', '.');
        if (!definitions.has(name)) {
            definitions.putObject(name); // before its parts: a type may hold itself
            definitions.set(name, definition(type));
        }
        return object().put("$ref", "#/definitions/" + name);
    }

    private ObjectNode definition(Class<?> type) {
        if (type.isEnum()) {
            ObjectNode names = described(type);
            ArrayNode values = names.putArray("enum");
            Arrays.stream(type.getEnumConstants()).forEach(constant -> values.add(label(constant)));
            return names;
        }
        JsonTypeInfo kind = type.getAnnotation(JsonTypeInfo.class);
        if (kind != null && !type.isRecord()) {
            return oneOfItsKinds(type, kind.property());
        }
        return block(type, Optional.empty());
    }

    private ObjectNode oneOfItsKinds(Class<?> type, String key) {
        ObjectNode any = described(type);
        ArrayNode kinds = any.putArray("oneOf");
        for (JsonSubTypes.Type kind : type.getAnnotation(JsonSubTypes.class).value()) {
            kinds.add(block(kind.value(), Optional.of(Map.entry(key, kind.name()))));
        }
        return any;
    }

    /// @param kind the key and value that say which record it is
    private ObjectNode block(Class<?> type, Optional<Map.Entry<String, String>> kind) {
        if (!type.isRecord()) {
            throw new IllegalStateException("a type that no schema is known for: " + type);
        }
        records.add(type);
        ObjectNode block = described(type);
        block.setAll(typed("object"));
        ObjectNode properties = block.putObject("properties");
        ArrayNode required = block.putArray("required");
        kind.ifPresent(k -> {
            properties.putObject(k.getKey()).put("const", k.getValue());
            required.add(k.getKey());
        });
        SourceNotes notes = SourceNotes.of(type);
        for (RecordComponent component : type.getRecordComponents()) {
            properties.set(key(component), noted(of(component.getGenericType()), notes.of(component.getName())));
            if (component.getType() != Optional.class) {
                required.add(key(component));
            }
        }
        block.put("additionalProperties", false);
        return delegate(type).map(plain -> either(of(plain), block)).orElse(block);
    }

    /// What may stand instead of the block: `FILE` for `{file: FILE}`.
    private static Optional<Type> delegate(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(SchemaOf::delegates)
                .map(method -> method.getGenericParameterTypes()[0])
                .findFirst();
    }

    private static boolean delegates(Method method) {
        JsonCreator creator = method.getAnnotation(JsonCreator.class);
        return creator != null && creator.mode() == JsonCreator.Mode.DELEGATING;
    }

    private static ObjectNode either(ObjectNode one, ObjectNode other) {
        ObjectNode any = object();
        any.putArray("anyOf").add(one).add(other);
        return any;
    }

    /// In draft 7 a `$ref` has no neighbors.
    private static ObjectNode noted(ObjectNode schema, Optional<String> note) {
        return note.map(text -> {
                    ObjectNode described = object().put("description", text);
                    if (schema.has("$ref")) {
                        described.putArray("allOf").add(schema);
                    } else {
                        described.setAll(schema);
                    }
                    return described;
                })
                .orElse(schema);
    }

    private static String key(RecordComponent component) {
        JsonProperty renamed = component.getAnnotation(JsonProperty.class);
        return renamed == null || renamed.value().isEmpty() ? component.getName() : renamed.value();
    }

    private static String label(Object constant) {
        return Json.mapper().valueToTree(constant).asString();
    }

    private static ObjectNode described(Class<?> type) {
        String about = SourceNotes.of(type).about();
        return about.isEmpty() ? object() : object().put("description", about);
    }

    /// A key that may be left out may stand there without a value.
    private static ObjectNode orNull(ObjectNode schema) {
        JsonNode type = schema.path("type");
        if (type.isMissingNode()) {
            return either(schema, typed("null"));
        }
        ArrayNode types = Json.mapper().createArrayNode();
        (type.isArray() ? type.valueStream() : Stream.of(type)).forEach(types::add);
        return schema.set("type", types.add("null"));
    }

    private static ObjectNode typed(String... types) {
        ObjectNode schema = object();
        if (types.length == 1) {
            return schema.put("type", types[0]);
        }
        ArrayNode several = schema.putArray("type");
        Arrays.stream(types).forEach(several::add);
        return schema;
    }

    private static ObjectNode object() {
        return Json.mapper().createObjectNode();
    }
}
