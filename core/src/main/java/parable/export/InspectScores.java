package parable.export;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Scores in Inspect's form (`Score` of its log schema).
final class InspectScores {
    private InspectScores() {}

    static ObjectNode of(List<Score> scores) {
        ObjectNode out = Node.object();
        scores.forEach(score -> out.set(score.name(), of(score)));
        return out;
    }

    static ObjectNode of(Score score) {
        ObjectNode out = Node.object().put("value", score.value()).put("answer", score.label());
        if (!score.evidence().isEmpty()) {
            out.put("explanation", score.evidence());
        }
        score.ungraded().ifPresent(reason -> out.put("explanation", reason).put("reason", reason));
        out.set("metadata", score.details());
        out.putArray("history");
        return out;
    }
}
