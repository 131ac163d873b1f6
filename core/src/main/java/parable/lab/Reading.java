package parable.lab;

import java.util.List;
import java.util.Optional;
import parable.train.Example;

/// A text as a model reads it.
///
/// @param documents in the order of the plan
/// @param heldOut   what the check of held-out text counted, for `holdout.json`
/// @param refusal   why no model may read this text; empty where it may
public record Reading(List<Example> documents, Object heldOut, Optional<String> refusal) {
    public Reading {
        documents = List.copyOf(documents);
    }
}
