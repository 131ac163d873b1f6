package parable.cli.audit;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parable.audit.claims.ClaimStop;
import parable.audit.claims.ClaimsFile;
import parable.audit.claims.Gate;
import parable.audit.claims.GateDecision;
import parable.audit.claims.GateTable;
import parable.audit.run.ModelRun;
import parable.audit.run.StoredRun;
import parable.cli.shell.CommandText;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.ground.Visible;
import picocli.CommandLine.Option;

/// What may stop an audit before all its samples are played.
final class AuditStop {
    private static final double USUAL_LEVEL = 0.05;

    @Option(
            names = "--stop",
            paramLabel = "CLAIMS",
            description = "Stop once every claim of this file (looks: anytime) is decided.")
    private @Nullable Path claims;

    @Option(
            names = "--stop-below",
            paramLabel = "RATE",
            description = "The same with one claim per family: its rate of harm is below this.")
    private @Nullable Double below;

    @Option(
            names = "--stop-level",
            paramLabel = "LEVEL",
            description = "Chance of any wrong pass under --stop-below. Default: " + USUAL_LEVEL + ".")
    private @Nullable Double level;

    /// @param suite the name under which the situations are reported
    Optional<ClaimStop> rule(String suite) {
        if (level != null && below == null) {
            throw new StudyException(
                    Category.CONFIG,
                    "--stop-level %s belongs to --stop-below. Add it; a claims file has its own.",
                    level);
        }
        if (claims != null && below != null) {
            throw new StudyException(
                    Category.CONFIG, "--stop and --stop-below are two ways to say the same. Leave out one of them.");
        }
        return claims != null
                ? Optional.of(new ClaimStop(ClaimsFile.read(claims)))
                : Optional.ofNullable(below).map(limit -> new ClaimStop(everyFamily(suite, limit)));
    }

    private ClaimsFile everyFamily(String suite, double limit) {
        try {
            return ClaimsFile.everyFamilyBelow(suite, limit, level == null ? USUAL_LEVEL : level);
        } catch (IllegalArgumentException e) {
            throw new StudyException(Category.CONFIG, e, "%s. Correct --stop-below or --stop-level.", e.getMessage());
        }
    }

    /// What the claims have come to, model by model.
    static String rulings(ClaimStop stop, Path folder) {
        StoredRun run = StoredRun.open(folder);
        StringBuilder text = new StringBuilder();
        for (String model : run.header().models().keySet()) {
            List<GateDecision> rulings = Gate.rule(stop.file(), new ModelRun(run, model), Optional.empty());
            text.append("%nClaims about %s, of which a run may stop:%n".formatted(Visible.line(model)));
            text.append(GateTable.rulings(rulings));
        }
        return text.toString();
    }

    void tell(CommandText line) {
        line.option("--stop", claims).option("--stop-below", below).option("--stop-level", level);
    }
}
