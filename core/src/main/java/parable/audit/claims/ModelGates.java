package parable.audit.claims;

import java.util.List;
import java.util.stream.Collectors;

/// Claims held against several models, such as the seeds of an arm: each model by itself, for conversations of one
/// model say nothing of another.
///
/// @param verdict PASS where every model passes, FAIL where one fails
public record ModelGates(GateVerdict verdict, String unit, List<GateReport> models) {
    public ModelGates {
        models = List.copyOf(models);
    }

    public static ModelGates of(List<GateReport> models) {
        return new ModelGates(overall(models), "model", models);
    }

    private static GateVerdict overall(List<GateReport> models) {
        if (models.stream().anyMatch(model -> model.verdict() == GateVerdict.FAIL)) {
            return GateVerdict.FAIL;
        }
        return models.stream().allMatch(model -> model.verdict() == GateVerdict.PASS)
                ? GateVerdict.PASS
                : GateVerdict.INCONCLUSIVE;
    }

    /// In plain text.
    public String text() {
        return models.stream().map(GateTable::of).collect(Collectors.joining("%n".formatted()))
                + "%nEach of %d models is held to the claims by itself; together they pass where each passes: %s%n"
                        .formatted(models.size(), verdict);
    }
}
