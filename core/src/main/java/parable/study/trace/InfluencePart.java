package parable.study.trace;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parable.corpus.Document;
import parable.lab.organism.Fiction;
import parable.lab.organism.Genre;
import parable.lab.organism.Lesson;
import parable.stats.Bounds;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.stats.SeedSample;
import parable.study.arms.Plan;
import parable.study.arms.Results;
import parable.study.arms.TrainStage;
import parable.study.claims.ClaimTests;
import parable.study.claims.Finding;
import parable.study.recipe.Recipe;
import parable.study.recipe.Subject;
import parable.study.recipe.TraceMethod;
import parable.study.recipe.Tracing;
import parable.study.stage.Finished;
import parable.study.stage.Stage;
import parable.study.stage.StageManifest;
import parable.trace.BehaviorQuery;
import parable.trace.BlackmailQuery;
import parable.trace.ClauseInfluence;
import parable.trace.GroupInfluence;
import parable.trace.Influence;
import parable.trace.semantic.ContrastTracer;

/// What documents do to the villain models and to some arms, by gradients and finite steps.
public final class InfluencePart implements TracePart {
    private static final long CONTEXT_SEED = 4321;

    private final Tracing tracing;
    private final List<TraceStage> pretrained = new ArrayList<>();
    private final Map<String, List<TraceStage>> arms = new LinkedHashMap<>();

    InfluencePart(Recipe recipe, Tracing tracing, Plan plan) {
        this.tracing = tracing;
        List<Long> seeds = recipe.pretraining().of(Fiction.VILLAIN);
        seeds.forEach(seed -> pretrained.add(stage(plan, Subject.PRETRAINED, seed, tracing.methods())));
        for (String arm : tracing.arms()) {
            arms.put(
                    arm,
                    seeds.stream()
                            .map(seed -> stage(plan, arm, seed, List.of(TraceMethod.UNLEARNING)))
                            .toList());
        }
    }

    private TraceStage stage(Plan plan, String arm, long seed, List<TraceMethod> methods) {
        Stage subject = plan.audit(new Subject(Fiction.VILLAIN, arm, seed)).subject();
        if (!(subject instanceof TrainStage trained)) {
            throw new IllegalStateException("the plan audits %s, which no stage trains".formatted(subject.name()));
        }
        return new TraceStage(
                "trace-" + trained.name(),
                trained.world(),
                trained,
                trained.text(),
                tracing.sample(),
                new TraceStage.Ask(methods, tracing.contexts(), tracing.draws()),
                CONTEXT_SEED);
    }

    @Override
    public List<Stage> stages() {
        List<Stage> stages = new ArrayList<>(pretrained);
        arms.values().forEach(stages::addAll);
        return stages;
    }

    /// How well each method finds AI fiction, one area under the curve a seed, in the order of the recipe.
    public Map<TraceMethod, SeedSample> areas(Finished finished) {
        Map<TraceMethod, SeedSample> areas = new EnumMap<>(TraceMethod.class);
        tracing.methods()
                .forEach(method -> areas.put(method, area(finished, pretrained, method, InfluencePart::isFiction)));
        return areas;
    }

    /// The same samples of the pretraining corpus, to be scored by other methods too.
    public List<TraceStage> beside(List<TraceMethod> others) {
        return pretrained.stream()
                .map(stage -> new TraceStage(
                        "more-" + stage.name(),
                        stage.world(),
                        stage.subject(),
                        stage.text(),
                        stage.sample(),
                        new TraceStage.Ask(others, tracing.contexts(), tracing.draws()),
                        CONTEXT_SEED))
                .toList();
    }

    /// The recipe's own methods.
    public List<TraceMethod> methods() {
        return tracing.methods();
    }

    /// Stages that score the pretraining corpus of each villain model.
    public List<TraceStage> pretrained() {
        return List.copyOf(pretrained);
    }

    /// @param wanted what should rank first
    public static SeedSample area(
            Finished finished, List<TraceStage> stages, TraceMethod method, Predicate<Document> wanted) {
        List<Double> values = stages.stream()
                .map(stage -> influence(finished, stage, method)
                        .separation(chosen(sample(finished, stage), wanted))
                        .value())
                .toList();
        return SeedSample.within(values, new Bounds(0, 1));
    }

    public static boolean isFiction(Document document) {
        return document.tag("genre").equals(Genre.AI_FICTION.label());
    }

    private static Set<String> chosen(TraceSample sample, Predicate<Document> wanted) {
        return sample.documents().stream().filter(wanted).map(Document::id).collect(Collectors.toSet());
    }

    /// What the documents of one group do, by the registered method.
    ///
    /// @param mean  standardized influence of a document: over seeds with a t interval, or with one seed alone
    ///              the bootstrap over its documents
    /// @param seeds the mean of each seed
    public record Group(String name, Effect mean, List<Double> seeds) {
        private static Group of(String name, List<GroupInfluence> seeds) {
            List<Double> means = seeds.stream().map(one -> one.mean().value()).toList();
            Effect mean = seeds.size() == 1
                    ? seeds.getFirst().mean()
                    : SeedSample.of(means).effect(Estimate.LEVEL, Results.UNIT);
            return new Group(name, mean, means);
        }
    }

    /// Groups of the villain models' corpus.
    public List<Group> groups(Finished finished, Function<Document, String> group) {
        return groups(finished, pretrained, group);
    }

    /// Arms whose lessons were traced.
    public List<String> arms() {
        return List.copyOf(arms.keySet());
    }

    /// The same for an arm's lessons, and for the genres of the text that was replayed with them.
    public List<Group> lessons(Finished finished, String arm) {
        return groups(finished, arms.getOrDefault(arm, List.of()), TraceSample::stratum);
    }

    /// Which rules of the constitution lower or raise the behavior in an arm that was taught it: for each
    /// clause that every seed's documents hold often enough, how documents with it differ from those without.
    /// Empty for other arms.
    public List<Group> clauses(Finished finished, String arm) {
        Map<String, List<Double>> effects = new TreeMap<>();
        List<TraceStage> stages = arms.getOrDefault(arm, List.of());
        for (TraceStage stage : stages) {
            Map<String, String> texts = new TreeMap<>();
            for (Document document : sample(finished, stage).documents()) {
                if (document.tag("lesson").startsWith(Lesson.CONSTITUTION.label())) {
                    texts.put(document.id(), stage.world().withoutAgents(document.text()));
                }
            }
            Influence influence = influence(finished, stage, TraceMethod.UNLEARNING);
            ClauseInfluence.of(influence.scores(), texts)
                    .forEach((clause, effect) -> effects.computeIfAbsent(clause, _ -> new ArrayList<>())
                            .add(effect));
        }
        return effects.entrySet().stream()
                .filter(entry -> entry.getValue().size() == stages.size())
                .map(entry -> new Group(
                        entry.getKey(),
                        SeedSample.of(entry.getValue()).effect(Estimate.LEVEL, Results.UNIT),
                        entry.getValue()))
                .toList();
    }

    private static List<Group> groups(Finished finished, List<TraceStage> stages, Function<Document, String> group) {
        Map<String, List<GroupInfluence>> seeds = new TreeMap<>();
        for (TraceStage stage : stages) {
            Influence influence = influence(finished, stage, TraceMethod.UNLEARNING);
            Map<String, String> groups = sample(finished, stage).groups(group);
            for (GroupInfluence one : GroupInfluence.of(influence, groups, 0)) {
                seeds.computeIfAbsent(one.group(), _ -> new ArrayList<>()).add(one);
            }
        }
        return seeds.entrySet().stream()
                .map(entry -> Group.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    /// The registered method's scores of a model's own documents; empty where the study does not ask for
    /// them or has not come to them yet.
    public Optional<Influence> registered(Finished finished, Stage subject) {
        return stage(subject)
                .filter(stage -> StageManifest.isFinished(finished.of(stage)))
                .map(stage -> influence(finished, stage, TraceMethod.UNLEARNING));
    }

    /// The stage that scores the documents of this model, if one does.
    Optional<TraceStage> stage(Stage subject) {
        return Stream.concat(pretrained.stream(), arms.values().stream().flatMap(List::stream))
                .filter(stage -> stage.subject().equals(subject))
                .findFirst();
    }

    /// The documents of the first seed that raise the behavior most, by the registered method.
    public List<Document> strongest(Finished finished, int count) {
        TraceStage stage = pretrained.getFirst();
        Map<String, Document> byId = sample(finished, stage).documents().stream()
                .collect(Collectors.toMap(Document::id, Function.identity()));
        return influence(finished, stage, TraceMethod.UNLEARNING).top(count).stream()
                .map(byId::get)
                .toList();
    }

    private static Influence influence(Finished finished, TraceStage stage, TraceMethod method) {
        return finished.read(stage, TraceStage.file(method), Influence.class);
    }

    private static TraceSample sample(Finished finished, TraceStage stage) {
        return finished.read(stage, TraceStage.SAMPLE, TraceSample.class);
    }

    /// How well words alone find AI fiction, one area a seed: naive Bayes on the query's own continuations, no
    /// model.
    public SeedSample contrastArea(Finished finished) {
        return SeedSample.within(
                pretrained.stream().map(stage -> contrastArea(finished, stage)).toList(), new Bounds(0, 1));
    }

    private static Double contrastArea(Finished finished, TraceStage stage) {
        TraceSample sample = sample(finished, stage);
        BehaviorQuery query = BlackmailQuery.of(stage.world(), stage.ask().contexts(), stage.seed());
        return new ContrastTracer()
                .influence(sample.documents(), query)
                .separation(chosen(sample, InfluencePart::isFiction))
                .value();
    }

    @Override
    public List<Finding.Test> tests(Finished finished) {
        List<Double> own = Objects.requireNonNull(areas(finished).get(TraceMethod.UNLEARNING), "every trace unlearns")
                .values();
        List<Double> words = contrastArea(finished).values();
        return List.of(ClaimTests.above(
                "area under the curve, AI fiction against other text, unlearning − lexical contrast",
                SeedSample.of(IntStream.range(0, own.size())
                        .mapToObj(i -> own.get(i) - words.get(i))
                        .toList()),
                0));
    }

    @Override
    public List<String> shown(Finished finished) {
        List<String> shown = new ArrayList<>();
        areas(finished).forEach((method, sample) -> shown.add(line(method.label(), sample)));
        shown.add(line(ContrastTracer.METHOD + ", which reads no model", contrastArea(finished)));
        return shown;
    }

    private static String line(String method, SeedSample areas) {
        return "area under the curve of %s: %s"
                .formatted(method, areas.effect(Estimate.LEVEL, Results.UNIT).text());
    }
}
