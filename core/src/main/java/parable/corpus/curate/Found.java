package parable.corpus.curate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Optional;

/// All that is known about one document once every part of the corpus was read.
///
/// @param duplicateOf    place of the first document with the same text, where that is another
/// @param nearDuplicateOf place of the first of those that are nearly the same, where that is another
/// @param nearSimilarity estimated share of 5-word runs in common with that one
public record Found(
        @JsonUnwrapped Signals signals,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> duplicateOf,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> nearDuplicateOf,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Double> nearSimilarity) {}
