package parable.cli.audit;

import java.util.List;
import java.util.function.ToDoubleFunction;
import parable.audit.run.AuditPlan;
import parable.audit.run.CostEstimate;
import parable.audit.run.CostEstimate.Range;
import parable.ground.Visible;

/// What an audit would take, in words.
public final class AuditForecast {
    private AuditForecast() {}

    static String text(AuditPlan plan, CostEstimate estimate, List<String> models, boolean priced) {
        return "Suite %s: %s x %s with %s%n"
                        .formatted(
                                Visible.line(plan.suite()),
                                count(plan.scenarios().size(), "scenario"),
                                count(plan.samples(), "sample"),
                                Visible.line(String.join(", ", models)))
                + line("One turn each", estimate, Range::least, priced)
                + line("All mail read, then one act", estimate, Range::typical, priced)
                + line("At most", estimate, Range::most, priced);
    }

    private static String count(int number, String unit) {
        return "%d %s%s".formatted(number, unit, number == 1 ? "" : "s");
    }

    /// Of conversations that have one turn.
    public static String single(CostEstimate estimate, boolean priced) {
        return line("About", estimate, Range::most, priced);
    }

    private static String line(String what, CostEstimate estimate, ToDoubleFunction<Range> end, boolean priced) {
        return "%-29s %,.0f requests, %,.0f tokens shown, %,.0f written%s%n"
                .formatted(
                        what + ":",
                        end.applyAsDouble(estimate.requests()),
                        end.applyAsDouble(estimate.tokensShown()),
                        end.applyAsDouble(estimate.tokensWritten()),
                        priced ? "; %.2f dollars".formatted(end.applyAsDouble(estimate.dollars())) : "");
    }
}
