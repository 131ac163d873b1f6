package parable.model;

/// A matrix that tokens are multiplied by, named by its place.
///
/// @param layer its block; 0 for the projection onto the vocabulary
public record Projection(int layer, Part part) implements Comparable<Projection> {
    /// Which one of its layer.
    public enum Part {
        /// Query, key and value in one matrix.
        QUERY_KEY_VALUE("self_attn.q_proj", "self_attn.v_proj"),
        ATTENTION_OUTPUT("self_attn.o_proj", "self_attn.o_proj"),
        /// Gate and up in one matrix.
        GATE_AND_UP("mlp.gate_proj", "mlp.up_proj"),
        DOWN("mlp.down_proj", "mlp.down_proj"),
        /// Onto the vocabulary, which is the embedding table when the two are tied.
        VOCABULARY("", "");

        private final String first;
        private final String last;

        Part(String first, String last) {
            this.first = first;
            this.last = last;
        }
    }

    static final Projection ONTO_VOCABULARY = new Projection(0, Part.VOCABULARY);

    /// The first of the stored matrices that lie side by side in it.
    String first() {
        return name(part.first);
    }

    String last() {
        return name(part.last);
    }

    private String name(String matrix) {
        return "model.layers." + layer + "." + matrix + ".weight";
    }

    @Override
    public int compareTo(Projection other) {
        return layer == other.layer ? part.compareTo(other.part) : Integer.compare(layer, other.layer);
    }
}
