package parable.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The families of Hugging Face's checkpoints that this decoder computes, by their `model_type`: Mistral is Llama where
/// its attention has no window, Qwen2 adds biases to q, k and v.
enum Family {
    LLAMA,
    MISTRAL,
    QWEN2;

    /// What transformers takes where a file says nothing.
    private static final int WINDOW_OF_MISTRAL = 4096, FULL_LAYERS_OF_QWEN2 = 28;

    /// @throws parable.ground.StudyException when the file names another family, another task than writing text, or
    ///     quantized weights
    static Family of(ConfigJson json) {
        Optional<String> type = json.text("model_type");
        Family family = Arrays.stream(values())
                .filter(one -> type.equals(Optional.of(one.key())))
                .findFirst()
                .orElseThrow(() -> json.asksFor(
                        "%s; this decoder computes %s",
                        type.map("model_type \"%s\""::formatted).orElse("a model without \"model_type\""), known()));
        family.refuseOtherTasks(json);
        refuseQuantized(json);
        return family;
    }

    private static String known() {
        return Arrays.stream(values()).map(Family::key).collect(Collectors.joining(", "));
    }

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    private void refuseOtherTasks(ConfigJson json) {
        List<String> classes = json.texts("architectures");
        String ours = key() + "forcausallm";
        if (!classes.isEmpty()
                && classes.stream()
                        .noneMatch(one -> one.toLowerCase(Locale.ROOT).equals(ours))) {
            throw json.asksFor(
                    "architectures %s with model_type \"%s\"; of these, this decoder computes models that write text",
                    classes, key());
        }
    }

    private static void refuseQuantized(ConfigJson json) {
        json.value("quantization_config").or(() -> json.value("quantization")).ifPresent(quantized -> {
            throw json.asksFor(
                    "quantized weights (%s); this decoder reads folders in 16 or 32 bits, and quantized weights from"
                            + " GGUF files. Take one of these",
                    quantized.path("quant_method").asString("no method named"));
        });
    }

    boolean hasQueryKeyValueBias() {
        return this == QWEN2;
    }

    /// Refuses layers that see fewer than `reach` tokens.
    void refuseWindow(ConfigJson json, int layers, int reach) {
        Optional<Integer> window = json.optionalCount("sliding_window", Integer.MAX_VALUE);
        if (window.isEmpty() && this == MISTRAL && !json.has("sliding_window")) {
            window = Optional.of(WINDOW_OF_MISTRAL);
        }
        boolean isOn = json.flag("use_sliding_window", this != QWEN2) || this == MISTRAL; // which knows no switch
        int full = json.optionalCountFromZero("max_window_layers").orElse(FULL_LAYERS_OF_QWEN2);
        boolean isStated = window.isPresent() && isOn && (this != QWEN2 || full < layers);
        if ((isStated || isListed(json, layers)) && window.orElse(0) < reach) {
            throw json.asksFor(
                    "attention in a window of %s tokens%s; this decoder sees all of them",
                    window.map(String::valueOf).orElse("some"),
                    json.has("sliding_window") ? "" : " (the family's default, since \"sliding_window\" is absent)");
        }
    }

    private static boolean isListed(ConfigJson json, int layers) {
        List<String> kinds = json.texts("layer_types");
        if (!kinds.isEmpty() && kinds.size() != layers) {
            throw json.disagrees("\"layer_types\" lists %d layers, \"num_hidden_layers\" is %d", kinds.size(), layers);
        }
        kinds.stream()
                .filter(kind -> !kind.equals("full_attention") && !kind.equals("sliding_attention"))
                .findFirst()
                .ifPresent(kind -> {
                    throw json.asksFor("layers of type \"%s\"; this decoder computes full_attention", kind);
                });
        return kinds.contains("sliding_attention");
    }
}
