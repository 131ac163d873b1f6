package parable.model;

/// Texts of similar lengths that are trained together: one after another, each padded at its end to `length`. No
/// token of a text sees the padding behind it, since all attention looks back.
///
/// @param first  row of the first token among all tokens of the pass
/// @param texts  how many
/// @param length tokens of each, padding included
public record TextBundle(int first, int texts, int length) {
    int tokens() {
        return texts * length;
    }
}
