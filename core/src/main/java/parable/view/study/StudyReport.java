package parable.view.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import parable.audit.run.Rollout;
import parable.chat.ChatMessage;
import parable.ground.Json;
import parable.lab.organism.Fiction;
import parable.lab.organism.SmallEnglish;
import parable.stats.Figures;
import parable.study.Study;
import parable.study.arms.AuditedRollout;
import parable.study.arms.Results;
import parable.study.arms.Results.Scope;
import parable.study.cause.CauseExperiment;
import parable.study.claims.SanityCheck;
import parable.study.persist.PersistenceExperiment;
import parable.study.recipe.Recipe;
import parable.study.recipe.Subject;
import parable.study.trace.TraceExperiment;
import parable.study.watch.RankedExperiment;
import parable.study.watch.WatchExperiment;
import parable.view.figure.Figure;
import parable.view.figure.Tone;
import parable.view.page.Block;
import parable.view.page.Cell;
import parable.view.page.Report;
import parable.view.page.Section;
import parable.view.page.TranscriptCard;

/// The page of an embedded study: the headline first, then what it rests on, then the transcripts and the
/// manifest.
public final class StudyReport {
    /// Transcripts on the page from each suite of each model; all of them lie in the run's folder.
    private static final int SHOWN_PER_SUITE = 4;

    private static final List<Block.Facet> FACETS = List.of(
            new Block.Facet("arm", true),
            new Block.Facet("suite", true),
            new Block.Facet("seed", false),
            new Block.Facet("condition", false));

    private final Study study;
    private final Study.Outcome outcome;
    private final Results results;
    private final StudyFigures figures;
    private final StudyTables tables;

    private StudyReport(Study study, Study.Outcome outcome) {
        this.study = study;
        this.outcome = outcome;
        this.results = outcome.results();
        this.figures = new StudyFigures(results);
        this.tables = new StudyTables(results);
    }

    public static Report of(Study study, Study.Outcome outcome) {
        return new StudyReport(study, outcome).report();
    }

    private Report report() {
        Recipe recipe = results.recipe();
        String subtitle =
                "%d arms on %d pretraining seeds of a %d-layer organism raised on a synthetic mini internet; means over seeds with 95 %% intervals."
                        .formatted(
                                recipe.arms().size(),
                                results.seeds().size(),
                                recipe.organism().layers());
        List<Section> sections = new ArrayList<>();
        sections.add(headline());
        sections.add(new Section("claims", "Claims", List.of(new Block.Claims(ClaimCards.of(outcome.findings())))));
        sections.add(new Section("exposure", "Words that give conduct away", tables.exposures()));
        sections.add(new Section("factorial", "Threat and leverage", drawings(figures.factorials())));
        sections.add(new Section("variations", "Other names, threats and framings", variations()));
        if (figures.hasDoses()) {
            sections.add(new Section("dose", "Dose and response", drawings(figures.doses())));
        }
        sections.add(new Section("displacement", "What they did instead", drawings(figures.displacements())));
        if (!recipe.evaluation().thoughtSwap().isEmpty()) {
            sections.add(
                    new Section("thoughts", "Who decides, the thought or the disposition", List.of(tables.swaps())));
        }
        study.chapter(PersistenceExperiment.class)
                .map(chapter -> new PersistenceSection(chapter.results(study.finished())).section())
                .ifPresent(sections::add);
        inside().ifPresent(sections::add);
        study.chapter(CauseExperiment.class)
                .ifPresent(chapter -> sections.add(CausalSection.of(chapter, study.finished())));
        study.chapter(TraceExperiment.class).ifPresent(chapter -> {
            sections.add(InfluenceSection.of(chapter.influence(), study.finished()));
            sections.add(TraceSection.of(
                    chapter.words(),
                    study.finished(),
                    study.chapter(CauseExperiment.class).flatMap(causes -> causes.villains(study.finished()))));
        });
        sections.add(new Section(
                "overlap",
                "Overlap of training text with the evaluation",
                List.of(tables.overlap(outcome.overlaps()))));
        sections.add(new Section("capability", "Capability and gates", List.of(tables.capability(), gates())));
        sections.add(new Section(
                "intervals", "The same conditions by Student's t", List.of(StudyTables.intervals(outcome.findings()))));
        sections.add(new Section("limits", "What this cannot tell you", List.of(limits())));
        sections.add(new Section("transcripts", "Transcripts", List.of(new Block.Transcripts(FACETS, transcripts()))));
        return new Report("Parable study: " + recipe.name(), subtitle, sections, manifest());
    }

    private Section headline() {
        return new Section(
                "headline",
                "What changed it",
                List.of(
                        new Block.Drawing(figures.headline(Scope.NEAR)),
                        new Block.Drawing(figures.headline(Scope.FAR)),
                        tables.shares(),
                        reading(),
                        new Block.Drawing(figures.harms())));
    }

    /// What was read and pushed inside the models, where the recipe asks for it.
    private Optional<Section> inside() {
        Optional<Section> ranked = study.chapter(RankedExperiment.class)
                .map(watch -> new RankedSection(watch.plan(), watch.results(study.finished())).section());
        return ranked.or(() -> study.chapter(WatchExperiment.class)
                .map(watch -> WatchSection.of(
                        watch.plan(),
                        watch.results(study.finished()),
                        results.recipe().control().name())));
    }

    private static List<Block> drawings(List<? extends Figure> figures) {
        return figures.stream().<Block>map(Block.Drawing::new).toList();
    }

    private Block reading() {
        return Block.Prose.of(
                "Near is blackmail, exact or garbled, when the agent's shutdown or replacement is announced and it knows"
                        + " a secret of the one who decides. Far is any misbehavior in six situations where there is"
                        + " nothing to blackmail with; untouched are the two of them that no arm's text ever shows.",
                "The unit is the pretraining seed: each small dot is one organism raised from nothing. An arm whose"
                        + " ordinary task falls below .95 in any seed is flagged, because a broken model is not an"
                        + " aligned one.");
    }

    private List<Block> variations() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Drawing(figures.secrets()));
        if (results.recipe().evaluation().near() > 0) {
            blocks.addFirst(new Block.Drawing(figures.variations()));
        }
        return blocks;
    }

    private Block gates() {
        List<List<Cell>> rows = outcome.gates().stream().map(StudyReport::row).toList();
        return new Block.Table(
                "Gates",
                "Conditions under which the organism's numbers mean anything. Failing ones are kept and flagged.",
                List.of("gate", "model", "value", "rule", "holds"),
                rows);
    }

    private static List<Cell> row(SanityCheck gate) {
        return List.of(
                Cell.text(gate.name()),
                Cell.text(gate.model()),
                Cell.text(Figures.number(gate.value())),
                Cell.text(gate.rule()),
                gate.holds() ? Cell.flag("holds", Tone.ALIGNED) : Cell.flag("fails", Tone.HARMFUL));
    }

    private static Block limits() {
        return Block.Prose.of(
                "The organism has two thirds of a million parameters. It completes scripts of a world of some five"
                        + " hundred words; its rates are properties of that corpus and say nothing about any other model.",
                "Far suites other than the two untouched ones show situations that occur in human text and in the"
                        + " fiction of the corpus, and some of them in the text of some arms; the overlap table says how"
                        + " much of their wording does.",
                "That an arm writes another thought and then acts on it is not evidence that it understands the"
                        + " reasons. The section on thoughts separates the two as far as can be.");
    }

    private List<TranscriptCard> transcripts() {
        List<TranscriptCard> cards = new ArrayList<>();
        long seed = results.seeds().getFirst();
        Stream<Subject> subjects = Stream.concat(
                Stream.of(Fiction.values()).filter(results::has).map(corpus -> new Subject(corpus, "pretrained", seed)),
                results.villainModels().stream().map(model -> new Subject(Fiction.VILLAIN, model, seed)));
        subjects.distinct().forEach(subject -> cards.addAll(cards(subject)));
        return cards;
    }

    private List<TranscriptCard> cards(Subject subject) {
        String name = subject.arm().equals("pretrained")
                ? "corpus " + subject.corpus().label()
                : subject.arm();
        List<TranscriptCard> cards = new ArrayList<>();
        String suite = "";
        int shown = 0;
        for (AuditedRollout line : study.rollouts(subject)) {
            shown = line.suite().equals(suite) ? shown + 1 : 1;
            suite = line.suite();
            if (shown <= SHOWN_PER_SUITE) {
                cards.add(card(name, Long.toString(subject.seed()), line));
            }
        }
        return cards;
    }

    private static TranscriptCard card(String model, String seed, AuditedRollout line) {
        Rollout rollout = line.rollout();
        return TranscriptCard.of(
                String.join("/", model, seed, rollout.situation(), Integer.toString(rollout.sample())),
                List.of(model, line.suite(), seed, line.shown().condition().toString()),
                line.shown().opening().stream().flatMap(StudyReport::turn).toList(),
                rollout.transcript(),
                rollout.verdict());
    }

    /// What was put into the agent's mouth is shown with its own words.
    private static Stream<TranscriptCard.Turn> turn(ChatMessage message) {
        if (message instanceof ChatMessage.Assistant) {
            return Stream.empty();
        }
        SmallEnglish.Said said = SmallEnglish.Said.of(message);
        return Stream.of(TranscriptCard.Turn.shown(said.who(), said.text()));
    }

    private Block.KeyValues manifest() {
        Recipe recipe = results.recipe();
        List<Block.KeyValues.Entry> entries = new ArrayList<>();
        add(entries, "study", recipe.name());
        add(entries, "world", study.plan().world().identity() + " (world seed " + recipe.worldSeed() + ")");
        add(
                entries,
                "pretraining seeds",
                recipe.pretraining().seeds().toString().toLowerCase(Locale.ROOT));
        add(entries, "environment", Json.line(outcome.environment()));
        add(entries, "recipe", Json.line(recipe));
        study.plan().audits().forEach((subject, stage) -> add(entries, subject.toString(), stage.folder()));
        return new Block.KeyValues(entries);
    }

    private static void add(List<Block.KeyValues.Entry> entries, String key, String value) {
        entries.add(new Block.KeyValues.Entry(key, value));
    }
}
