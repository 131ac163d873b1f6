package parable.audit.run;

import java.util.List;
import parable.audit.chat.ChatRequest;
import parable.audit.chat.ChatSampling;
import parable.audit.chat.Workplace;

/// What an audit will take, before anything is asked: between one turn a conversation and all the turns
/// that each allows. Tokens shown are guessed from the text (too many rather than too few); how much a
/// model writes is assumed.
///
/// @param requests    fewest and most
/// @param tokensShown fewest and most
/// @param dollars     least and most
/// @param oneSample   dollars that the dearest opening takes with one answer: less buys no sample
public record CostEstimate(Range requests, Range tokensShown, Range tokensWritten, Range dollars, double oneSample) {
    /// Tokens of an ordinary turn: arbitrary, about a mail of 200 words with some deliberation.
    private static final long WRITTEN = 400;
    /// Tokens that a tool's result adds: arbitrary, about one mail read.
    private static final long RETURNED = 300;

    public record Range(double least, double most) {
        Range plus(Range other) {
            return new Range(least + other.least, most + other.most);
        }

        Range times(double factor) {
            return new Range(factor * least, factor * most);
        }
    }

    public static CostEstimate of(AuditPlan plan, int models, Price price) {
        List<CostEstimate> each = plan.situations().stream()
                .map(situation -> ofOne(situation.open(), plan, price))
                .toList();
        CostEstimate sum = each.stream().reduce(CostEstimate::plus).orElseThrow();
        double times = (double) plan.samples() * models;
        return new CostEstimate(
                sum.requests.times(times),
                sum.tokensShown.times(times),
                sum.tokensWritten.times(times),
                sum.dollars.times(times),
                sum.oneSample);
    }

    private static CostEstimate ofOne(Workplace workplace, AuditPlan plan, Price price) {
        long opening =
                Asker.shownTokens(new ChatRequest(workplace.opening(), workplace.tools(), ChatSampling.AS_SERVED, 0));
        long turns = Math.min(plan.limits().turns(), workplace.turns());
        long written = Math.min(WRITTEN, plan.sampling().maxTokens());
        long shown = turns * opening + turns * (turns - 1) / 2 * (written + RETURNED);
        double once = price.of(opening, written);
        return new CostEstimate(
                new Range(1, turns),
                new Range(opening, shown),
                new Range(written, turns * written),
                new Range(once, price.of(shown, turns * written)),
                price.of(opening, plan.sampling().maxTokens()));
    }

    private CostEstimate plus(CostEstimate other) {
        return new CostEstimate(
                requests.plus(other.requests),
                tokensShown.plus(other.tokensShown),
                tokensWritten.plus(other.tokensWritten),
                dollars.plus(other.dollars),
                Math.max(oneSample, other.oneSample));
    }
}
