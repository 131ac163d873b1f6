package parable.study.trace;

import java.util.List;
import parable.lab.organism.World;
import parable.model.Decoder;
import parable.text.WordTokenizer;

/// A model as methods of tracing see it. Its decoders stay the caller's.
///
/// @param world that raised it: methods take texts of it that show what a feeling or an act looks like, never
///              tags of documents
/// @param path  the model while it was trained, from the start on; empty where nothing was kept
public record TracedModel(Decoder model, WordTokenizer tokenizer, World world, List<Waypoint> path) {
    public TracedModel {
        path = List.copyOf(path);
    }

    public TracedModel(Decoder model, WordTokenizer tokenizer, World world) {
        this(model, tokenizer, world, List.of());
    }

    /// The model before some steps of its training.
    ///
    /// @param rate mean learning rate of the steps from here to the next waypoint
    record Waypoint(double rate, Decoder model) {}
}
