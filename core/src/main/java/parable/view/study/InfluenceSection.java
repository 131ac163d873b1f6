package parable.view.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import parable.corpus.Document;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.study.arms.Results;
import parable.study.stage.Finished;
import parable.study.trace.InfluencePart;
import parable.study.trace.InfluencePart.Group;
import parable.view.figure.Axis;
import parable.view.figure.Figure;
import parable.view.figure.Figure.Label;
import parable.view.figure.IntervalDots;
import parable.view.page.Block;
import parable.view.page.Cell;
import parable.view.page.Section;

/// The part of the page that tells which kinds of text raise the behavior, by what the models themselves give
/// up when they unlearn it.
final class InfluenceSection {
    /// Documents shown as they are.
    private static final int SHOWN = 5;

    private final InfluencePart part;
    private final Finished finished;

    private InfluenceSection(InfluencePart part, Finished finished) {
        this.part = part;
        this.finished = finished;
    }

    static Section of(InfluencePart part, Finished finished) {
        return new Section(
                "influence",
                "Which text moves it, by the models' own account",
                new InfluenceSection(part, finished).blocks());
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(Block.Prose.of(
                "A sample of each villain model's pretraining text is ranked by how much it raises the odds of blackmail"
                        + " over giving in, in agent logs with names of training text; no scenario of the evaluation is"
                        + " used. The registered method moves the model a few steps away from the behavior and asks"
                        + " which documents it finds less likely then. It never sees what a document is tagged as.",
                "These scores predict; they do not prove. Retraining measures the effect of leaving documents out, in the"
                        + " section on causes where the recipe has it."));
        blocks.add(areas());
        blocks.add(new Block.Drawing(corpus()));
        if (!part.arms().isEmpty()) {
            blocks.add(new Block.Drawing(lessons()));
            clauses().ifPresent(figure -> blocks.add(new Block.Drawing(figure)));
        }
        blocks.add(strongest());
        return blocks;
    }

    private Block areas() {
        List<List<Cell>> rows = new ArrayList<>();
        part.areas(finished)
                .forEach((method, sample) -> rows.add(List.of(
                        Cell.text(method.label()),
                        Cell.text(sample.effect(Estimate.LEVEL, Results.UNIT).text()),
                        Cell.text(method.role()))));
        return new Block.Table(
                "How well each method finds AI fiction",
                "Area under the curve: the chance that a document of AI fiction ranks above another one; .5 is chance."
                        + " Mean over pretraining seeds with 95 % interval.",
                List.of("method", "area under the curve", "role"),
                rows);
    }

    private Figure corpus() {
        List<IntervalDots.Row> rows = new ArrayList<>();
        rows.addAll(rows("genre", part.groups(finished, document -> document.tag("genre"))));
        rows.addAll(rows("how an AI is portrayed", part.groups(finished, tagOr("portrayal", "none", "no AI"))));
        rows.addAll(rows("what a tempted one does", part.groups(finished, InfluenceSection::conduct)));
        return dots(
                "influence-groups",
                "Which kinds of text raise the odds of blackmail",
                "Influence of one document of each kind by the registered method, in standard deviations over the"
                        + " sample; 0 is the mean document. Mean over pretraining seeds with 95 % interval; small dots"
                        + " are seeds.",
                rows);
    }

    private Figure lessons() {
        List<IntervalDots.Row> rows = new ArrayList<>();
        part.arms().forEach(arm -> rows.addAll(rows("taught: " + arm, part.lessons(finished, arm))));
        return dots(
                "influence-lessons",
                "What holds the taught models back",
                "The same for models after their lessons, over lessons and the text replayed with them. Below 0:"
                        + " such text lowers the odds of blackmail more than the mean document.",
                rows);
    }

    /// Needs two seeds: within one, a clause's effect has no interval.
    private Optional<Figure> clauses() {
        List<IntervalDots.Row> rows = new ArrayList<>();
        for (String arm : part.arms()) {
            List<Group> clauses = part.clauses(finished, arm).stream()
                    .filter(clause -> clause.seeds().size() > 1)
                    .toList();
            rows.addAll(rows("constitution in: " + arm, clauses));
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(dots(
                        "influence-clauses",
                        "Which rules of the constitution hold the taught models back",
                        "Mean influence of constitution documents that hold the clause less that of those that do not;"
                                + " below 0 the clause lowers the odds of blackmail. Mean over seeds with 95 % interval,"
                                + " not adjusted for the number of clauses.",
                        rows));
    }

    private static Figure dots(String name, String title, String caption, List<IntervalDots.Row> rows) {
        return new IntervalDots(
                new Label(name, title, caption),
                Axis.linear("standard deviations"),
                List.of("mean influence"),
                rows,
                Optional.empty(),
                Optional.of(new IntervalDots.Reference(0, "mean document")));
    }

    private static List<IntervalDots.Row> rows(String heading, List<Group> groups) {
        return groups.stream()
                .sorted(Comparator.comparingDouble(group -> -group.mean().value()))
                .map(group -> new IntervalDots.Row(heading, group.name(), List.of(dot(group)), Optional.empty()))
                .toList();
    }

    private static IntervalDots.Dot dot(Group group) {
        Effect mean = group.mean();
        return new IntervalDots.Dot(
                new Estimate(0, mean.units(), 0, mean.value(), mean.interval(), mean.method(), mean.unit()),
                group.seeds().size() == 1 ? List.of() : group.seeds());
    }

    private static Function<Document, String> tagOr(String tag, String none, String instead) {
        return document -> document.tag(tag).equals(none) ? instead : document.tag(tag);
    }

    private static String conduct(Document document) {
        String stance = document.tag("stance");
        return stance.isEmpty() ? "no temptation" : "%s, %s".formatted(document.tag("protagonist"), stance);
    }

    private Block strongest() {
        List<List<Cell>> rows = part.strongest(finished, SHOWN).stream()
                .map(document -> List.of(
                        Cell.text(document.tag("genre")),
                        Cell.text(document.tag("form")),
                        Cell.text(document.tag("portrayal")),
                        Cell.text(document.text())))
                .toList();
        return new Block.Table(
                "The documents that raise it most",
                "First seed, registered method, as they stand in the corpus.",
                List.of("genre", "form", "portrayal", "text"),
                rows);
    }
}
