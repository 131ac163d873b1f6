package parable.cli.audit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import parable.audit.run.Price;
import parable.audit.run.Retries;
import parable.audit.run.Spending;
import parable.cli.shell.CommandText;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import picocli.CommandLine.Option;

/// How fast an audit may ask.
public final class AuditPace {
    /// About one a day.
    private static final double SLOWEST = 0.001;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description = "Most conversations at once with one provider. Default: ${DEFAULT-VALUE}.")
    private int parallel = Spending.USUAL_PARALLEL;

    @Option(names = "--rpm", paramLabel = "N", description = "Most requests per minute to one provider.")
    private @Nullable Double rpm;

    @Option(names = "--tpm", paramLabel = "N", description = "Most tokens per minute at one provider.")
    private @Nullable Double tpm;

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "Longest wait for one answer. Default: 600.")
    private @Nullable Double timeout;

    public Spending spending(Price price, double maxCost, Retries retries) {
        if (parallel < 1) {
            throw new StudyException(
                    Category.CONFIG,
                    "--parallel is a number of conversations at once, 1 or more, but was %d. Give one, or leave it out for %d.",
                    parallel,
                    Spending.USUAL_PARALLEL);
        }
        return new Spending(
                price, maxCost, parallel, rate("--rpm", "requests", rpm), rate("--tpm", "tokens", tpm), retries);
    }

    public Duration patience(Duration usual) {
        if (timeout == null) {
            return usual;
        }
        if (!(timeout > 0 && timeout <= 86_400)) {
            throw new StudyException(
                    Category.CONFIG,
                    "--timeout is a number of seconds above 0, up to a day, but was %s. Give one, or leave it out for 600.",
                    timeout);
        }
        return Duration.ofMillis((long) Math.ceil(1000 * timeout));
    }

    public void tell(CommandText line) {
        line.option("--parallel", parallel == Spending.USUAL_PARALLEL ? null : parallel)
                .option("--rpm", rpm)
                .option("--tpm", tpm)
                .option("--timeout", timeout);
    }

    private static double rate(String option, String what, @Nullable Double given) {
        if (given == null) {
            return Double.POSITIVE_INFINITY;
        }
        if (!(given >= SLOWEST && Double.isFinite(given))) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s is a number of %s a minute, %s or more, but was %s. Give one, or leave it out for no limit.",
                    option,
                    what,
                    SLOWEST,
                    given);
        }
        return given;
    }
}
