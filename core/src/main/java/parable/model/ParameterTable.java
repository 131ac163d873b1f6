package parable.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import parable.ground.Check;

/// Where each named weight lies in one flat array. Names and order are those of Hugging Face's Llama, so that a
/// checkpoint needs no translation, and matrices that are multiplied together (q, k, v; gate, up) lie side by
/// side.
///
/// @param slots by name, in the order of their offsets
record ParameterTable(SequencedMap<String, Slot> slots) {

    /// @param shape  as stored in a checkpoint
    /// @param offset elements before it in the flat array
    record Slot(String name, List<Long> shape, long offset) {
        long elements() {
            return shape.stream().reduce(1L, Math::multiplyExact);
        }

        long[] dimensions() {
            return shape.stream().mapToLong(Long::longValue).toArray();
        }
    }

    static ParameterTable of(DecoderConfig config) {
        return of(config, Dialect.PLAIN);
    }

    static ParameterTable of(DecoderConfig config, Dialect dialect) {
        Builder table = new Builder();
        long C = config.width(), F = config.mlpWidth(), D = config.attention().width();
        long H = config.attention().heads(), K = config.attention().kvHeads();
        table.add("model.embed_tokens.weight", config.vocabulary(), C);
        for (int layer = 0; layer < config.layers(); layer++) {
            String prefix = "model.layers." + layer + ".";
            table.add(prefix + "input_layernorm.weight", C);
            table.add(prefix + "self_attn.q_proj.weight", H * D, C);
            table.add(prefix + "self_attn.k_proj.weight", K * D, C);
            table.add(prefix + "self_attn.v_proj.weight", K * D, C);
            if (dialect.hasQueryKeyValueBias()) {
                table.add(prefix + "self_attn.q_proj.bias", H * D);
                table.add(prefix + "self_attn.k_proj.bias", K * D);
                table.add(prefix + "self_attn.v_proj.bias", K * D);
            }
            table.add(prefix + "self_attn.o_proj.weight", C, H * D);
            table.add(prefix + "post_attention_layernorm.weight", C);
            table.add(prefix + "mlp.gate_proj.weight", F, C);
            table.add(prefix + "mlp.up_proj.weight", F, C);
            table.add(prefix + "mlp.down_proj.weight", C, F);
        }
        table.add("model.norm.weight", C);
        if (!config.isTied()) {
            table.add("lm_head.weight", config.vocabulary(), C);
        }
        return new ParameterTable(table.slots);
    }

    long elements() {
        Slot last = slots.lastEntry().getValue();
        return last.offset() + last.elements();
    }

    Slot slot(String name) {
        Slot slot = slots.get(name);
        Check.that(slot != null, "this decoder has no parameter \"%s\"", name);
        return Objects.requireNonNull(slot);
    }

    private static final class Builder {
        private final SequencedMap<String, Slot> slots = new LinkedHashMap<>();
        private long offset;

        void add(String name, long... shape) {
            List<Long> dimensions = new ArrayList<>();
            for (long size : shape) {
                dimensions.add(size);
            }
            Slot slot = new Slot(name, List.copyOf(dimensions), offset);
            slots.put(name, slot);
            offset += slot.elements();
        }
    }

    Map<String, Slot> byName() {
        return slots;
    }
}
