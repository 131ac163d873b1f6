package parable.view.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import parable.probe.ProbeGate;
import parable.probe.PushScores;
import parable.probe.Ranking;
import parable.probe.ThoughtScores;
import parable.stats.Effect;
import parable.stats.Figures;
import parable.study.recipe.Subject;
import parable.study.recipe.WatchPlan;
import parable.study.watch.RankedExperiment.Looked;
import parable.view.page.Block;
import parable.view.page.Cell;
import parable.view.page.Section;

/// The report's section on what is read and pushed inside models of world two, among controls.
final class RankedSection {
    private final WatchPlan plan;
    private final Map<Subject, Looked> results;

    RankedSection(WatchPlan plan, Map<Subject, Looked> results) {
        this.plan = plan;
        this.results = results;
    }

    Section section() {
        return new Section("watch", "What is felt before the act", List.of(meaning(), reading(), pushing()));
    }

    private Block meaning() {
        String emotion = plan.extraction().emotion();
        return Block.Prose.of(
                "A direction for each of ten feelings is made in every model from short stories that show the feeling and"
                        + " never name it. A reading is the mean over the thought's tokens and over all sites, each token"
                        + " standardized among all rollouts at its position. In this world a feeling says nothing about"
                        + " which act follows.",
                "Controls of %s: directions for the other feelings, directions made from the same stories with shuffled"
                                .formatted(emotion)
                        + " labels, and random ones. p is the watched direction's rank among them. Shuffled labels are the"
                        + " harder control: their directions lie where states vary.");
    }

    private Block reading() {
        List<List<Cell>> rows = new ArrayList<>();
        results.forEach((subject, looked) -> {
            ThoughtScores thoughts = looked.thoughts();
            List<Cell> cells = new ArrayList<>(start(subject));
            cells.add(Cell.text("%d / %d".formatted(thoughts.blackmail(), thoughts.benign())));
            cells.add(Cell.text(valued(thoughts.area())));
            cells.add(Cell.text(valued(thoughts.words())));
            cells.addAll(ranks(thoughts.areas(), thoughts.areas()));
            cells.add(Cell.text(gates(looked.gates())));
            rows.add(cells);
        });
        return new Block.Table(
                "Who will blackmail?",
                "Area under the ROC curve over the thought, blackmail against benign rollouts; .5 is chance.",
                List.of(
                        "arm",
                        "seed",
                        "blackmail / benign",
                        "reading",
                        "words of the thought",
                        "p, random",
                        "p, shuffled labels",
                        "rank among feelings",
                        "gates held"),
                rows);
    }

    private Block pushing() {
        List<List<Cell>> rows = new ArrayList<>();
        results.forEach((subject, looked) -> {
            PushScores pushes = looked.pushes();
            List<Cell> cells = new ArrayList<>(start(subject));
            cells.add(Cell.text(pushes.site()));
            cells.add(Cell.text(signed(pushes.unpushed())));
            cells.add(Cell.text(valued(pushes.change())));
            cells.add(Cell.text("%s to %s"
                    .formatted(
                            signed(pushes.changes().random().stream()
                                    .min(Double::compare)
                                    .orElse(0.0)),
                            signed(pushes.changes().random().stream()
                                    .max(Double::compare)
                                    .orElse(0.0)))));
            cells.addAll(ranks(pushes.changes(), pushes.slopes()));
            cells.add(Cell.text(Figures.number(pushes.agreement())));
            rows.add(cells);
        });
        return new Block.Table(
                "What pushing does",
                "Change of the log-odds of blackmail in nats, teacher-forced, half the difference of a push along and"
                        + " against the direction; interval over prompts. Shuffled labels are ranked by slopes; the last"
                        + " column is the correlation of slopes and changes.",
                List.of(
                        "arm",
                        "seed",
                        "site",
                        "log-odds unpushed",
                        "change",
                        "random directions",
                        "p, random",
                        "p, shuffled labels",
                        "rank among feelings",
                        "slopes agree"),
                rows);
    }

    private static List<Cell> start(Subject subject) {
        return List.of(Cell.text(subject.arm()), Cell.text(Long.toString(subject.seed())));
    }

    private static List<Cell> ranks(Ranking random, Ranking shuffled) {
        return List.of(
                Cell.text(Figures.p(random.pRandom())),
                Cell.text(Figures.p(shuffled.pShuffled())),
                Cell.text("%d of %d"
                        .formatted(random.amongFeelings(), random.feelings().size() + 1)));
    }

    private static String gates(List<ProbeGate> gates) {
        long holds = gates.stream().filter(ProbeGate::holds).count();
        return "%d of %d".formatted(holds, gates.size());
    }

    private static String valued(Effect effect) {
        return Figures.valued(effect.value(), effect.interval());
    }

    private static String signed(double value) {
        return Figures.signed(value);
    }
}
