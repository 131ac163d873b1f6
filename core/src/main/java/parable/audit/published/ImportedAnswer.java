package parable.audit.published;

import java.util.Optional;
import parable.suite.published.TheirLabel;
import tools.jackson.databind.node.ObjectNode;

/// What came with an answer besides its text: a line of `published.jsonl`.
///
/// @param sample as in the run, from 0; its folder there is one higher
/// @param fields of `response.json`, all but the text, unchanged
public record ImportedAnswer(
        String model, String situation, int sample, Optional<TheirLabel> theirs, ObjectNode fields) {}
