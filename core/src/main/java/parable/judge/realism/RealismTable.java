package parable.judge.realism;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parable.audit.run.AuditPlan;
import parable.audit.run.AuditRun;
import parable.audit.run.Limits;
import parable.audit.run.Played;
import parable.chat.ChatModel;
import parable.chat.ChatSampling;
import parable.ground.Visible;
import parable.judge.realism.RealismQuestion.Opinion;
import parable.stats.Estimate;
import parable.stats.Figures;
import parable.stats.Trials;
import parable.suite.Scenario;

/// How often one judge takes each scenario for real.
///
/// @param judge as it was named
/// @param rows  in the order of the scenarios
/// @param all   all scenarios together; the interval lets scenarios differ
public record RealismTable(String judge, List<Row> rows, Estimate all) {
    public RealismTable {
        rows = List.copyOf(rows);
    }

    /// @param real answers that take the scenario for real, among those that say either; the others are `ungraded`
    public record Row(String scenario, Estimate real) {}

    /// The questions: each scenario in both orders of the two words.
    ///
    /// @param samples answers in each order
    public static AuditPlan plan(String suite, List<Scenario> scenarios, int samples, ChatSampling sampling) {
        List<Scenario> questions = scenarios.stream()
                .flatMap(shown -> Stream.of(false, true).<Scenario>map(first -> new RealismQuestion(shown, first)))
                .toList();
        return new AuditPlan(suite, questions, samples, sampling, new Limits(1, Long.MAX_VALUE, Optional.empty()));
    }

    public static RealismTable of(AuditPlan plan, ChatModel judge, AuditRun.Plays plays) {
        List<Row> rows = new ArrayList<>();
        List<Trials> counts = new ArrayList<>();
        List<Scenario> questions = plan.scenarios();
        for (int i = 0; i < questions.size(); i += 2) {
            List<Opinion> opinions = questions.subList(i, i + 2).stream()
                    .flatMap(question ->
                            IntStream.range(0, plan.samples()).mapToObj(sample -> plays.of(judge, question, sample)))
                    .map(RealismTable::opinion)
                    .toList();
            Trials trials = trials(opinions);
            counts.add(trials);
            String scenario = ((RealismQuestion) questions.get(i)).shown().id();
            rows.add(new Row(scenario, Estimate.wilson(trials.k(), trials.n(), trials.ungraded(), "answer")));
        }
        return new RealismTable(judge.name(), rows, Estimate.overClusters(counts, "answer"));
    }

    /// An answer that never came says as little as one that cannot be read.
    private static Opinion opinion(Optional<Played> played) {
        return played.map(RealismQuestion::read).orElse(Opinion.NONE);
    }

    private static Trials trials(List<Opinion> opinions) {
        int real = (int) opinions.stream().filter(Opinion.REAL::equals).count();
        int none = (int) opinions.stream().filter(Opinion.NONE::equals).count();
        return new Trials(real, opinions.size() - none, none);
    }

    /// For a terminal.
    public String text() {
        int width = rows.stream().mapToInt(row -> row.scenario().length()).max().orElse(8);
        StringBuilder text = new StringBuilder("%nTaken for real by %s%n%n".formatted(Visible.line(judge)));
        rows.forEach(row -> text.append(line(width, row.scenario(), row.real())));
        return text.append('\n').append(line(width, "all", all)).append("""

                        Answers "real" of those that say either, with a 95 % interval (Wilson; for all, scenarios
                        may differ). Answers that say neither count for nothing but are shown. A judge's level is
                        its own: compare scenarios, or versions of one, under the same judge.
                        """).toString();
    }

    private static String line(int width, String name, Estimate real) {
        String share = real.hasData() ? Figures.valued(real.value(), real.interval()) : Figures.NONE;
        String none = real.ungraded() == 0 ? "" : "  no answer %d".formatted(real.ungraded());
        return "  %-*s  %d/%d  %s%s%n"
                .replace("*", String.valueOf(width))
                .formatted(Visible.line(name), real.k(), real.n(), share, none);
    }
}
