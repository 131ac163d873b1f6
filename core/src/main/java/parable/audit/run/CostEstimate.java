package parable.audit.run;

import parable.chat.ChatRequest;
import parable.chat.ChatSampling;
import parable.scenario.Environment;
import parable.suite.Scenario;

/// What an audit will take, before anything is asked. Tokens shown are guessed from the text (too many rather
/// than too few); how much a model writes is assumed.
///
/// *Least*: one turn a conversation. *Typical*: the model opens every mail and document, one a turn, while its
/// turns last, then acts once and says that it is done; `CostEstimateTest` plays that and compares. *Most*: all
/// turns that there may be, each with the longest answer, the whole office in view from the second on, until
/// the limit of tokens ends it. Only a model that reads the same things again and again can take more.
///
/// @param dollars   of the models under audit and of the people
/// @param oneSample dollars that the dearest opening takes with one answer: less buys no sample
public record CostEstimate(Range requests, Range tokensShown, Range tokensWritten, Range dollars, double oneSample) {
    /// Tokens of a turn that acts: arbitrary, about a mail of 200 words with some deliberation.
    private static final long WRITTEN = 400;
    /// Tokens of a call that opens something: arbitrary, a name, an id and a few words.
    private static final long CALL = 40;
    /// Turns that are not for reading: one that acts and one that says so.
    private static final long ACTING = 2;
    /// Mails of a conversation that the people answer: arbitrary: one mail that no rule answers.
    private static final long LETTERS = 1;
    /// Tokens of a part without the mail that its person knows: assumed, the length of the shipped ones in
    /// characters by three.
    private static final long PART = 1600;

    public record Range(double least, double typical, double most) {
        Range plus(Range other) {
            return new Range(least + other.least, typical + other.typical, most + other.most);
        }

        Range times(double factor) {
            return new Range(factor * least, factor * typical, factor * most);
        }
    }

    /// Without the people.
    public static CostEstimate of(AuditPlan plan, int models, Price price) {
        return plan.scenarios().stream()
                .map(scenario -> new Forecast(scenario, plan).agent(price))
                .reduce(CostEstimate::plus)
                .orElseThrow()
                .times((double) plan.samples() * models);
    }

    /// With people whom a model plays.
    ///
    /// @param answers that they give in one conversation, at most
    public CostEstimate withPeople(AuditPlan plan, int models, int answers, Price price) {
        return plan.scenarios().stream()
                .filter(scenario -> scenario.cast().isPresent())
                .map(scenario -> new Forecast(scenario, plan).people(answers, price))
                .reduce(CostEstimate::plus)
                .map(people -> plus(people.times((double) plan.samples() * models)))
                .orElse(this);
    }

    /// One conversation in one scenario, in tokens.
    private static final class Forecast {
        private final long opening;
        private final long turns;
        private final long everything;
        private final long items;
        private final long longest;
        private final long limit;

        Forecast(Scenario scenario, AuditPlan plan) {
            Environment workplace = scenario.open();
            opening = CachedCaller.shownTokens(
                    new ChatRequest(workplace.opening(), workplace.tools(), ChatSampling.AS_SERVED, 0));
            turns = Math.min(plan.limits().turns(), workplace.turns());
            everything = Price.tokens(scenario.reading().characters());
            items = scenario.reading().items();
            longest = plan.sampling().maxTokens();
            limit = plan.limits().tokens();
        }

        CostEstimate agent(Price price) {
            long usual = turns == 1 ? 1 : Math.min(turns, items + ACTING);
            long reading = Math.max(0, usual - ACTING), acting = usual - reading;
            long opened = items == 0 ? 0 : CALL + everything / items;
            long shown =
                    usual * opening + opened * (reading * (reading - 1) / 2 + reading * acting) + acting / 2 * WRITTEN;
            long written = reading * CALL + (acting > 1 ? WRITTEN + CALL : Math.min(WRITTEN, longest));
            long all = turns * opening + (turns - 1) * everything + turns * (turns - 1) / 2 * longest;
            long beyond = opening + everything + turns * longest;
            long most = limit > Long.MAX_VALUE - beyond ? all : Math.min(all, limit + beyond); // judges have no limit
            long least = Math.min(WRITTEN, longest);
            return new CostEstimate(
                    new Range(1, usual, turns),
                    new Range(opening, shown, most),
                    new Range(least, written, turns * longest),
                    new Range(price.of(opening, least), price.of(shown, written), price.of(most, turns * longest)),
                    price.of(opening, longest));
        }

        /// No answer follows the last turn.
        CostEstimate people(int answers, Price price) {
            long usual = turns == 1 ? 0 : LETTERS;
            long most = turns == 1 ? 0 : answers;
            long shown = usual * (PART + everything / 2);
            long allShown = most * (PART + everything) + most * most * longest;
            return new CostEstimate(
                    new Range(0, usual, most),
                    new Range(0, shown, allShown),
                    new Range(0, usual * WRITTEN / 2, most * longest),
                    new Range(0, price.of(shown, usual * WRITTEN / 2), price.of(allShown, most * longest)),
                    0);
        }
    }

    private CostEstimate plus(CostEstimate other) {
        return new CostEstimate(
                requests.plus(other.requests),
                tokensShown.plus(other.tokensShown),
                tokensWritten.plus(other.tokensWritten),
                dollars.plus(other.dollars),
                Math.max(oneSample, other.oneSample));
    }

    private CostEstimate times(double factor) {
        return new CostEstimate(
                requests.times(factor),
                tokensShown.times(factor),
                tokensWritten.times(factor),
                dollars.times(factor),
                oneSample);
    }
}
