package parable.study;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.lab.organism.Fiction;
import parable.study.arms.AuditedRollout;
import parable.study.arms.EvaluationSuite;
import parable.study.arms.Lineage;
import parable.study.cause.CauseExperiment;
import parable.study.recipe.Subject;
import parable.study.stage.StageManifest;
import parable.study.trace.TraceExperiment;
import parable.trace.Influence;
import parable.trace.search.CorpusIndex;
import parable.trace.search.Trace;
import parable.trace.search.TracedText;

/// One rollout of a finished audit, with everything that its model was trained on.
public final class TracedRollout {
    /// Where a run keeps the indexes of its models' text.
    public static final String INDEXES = "traces";

    private final Study study;
    private final Subject subject;
    private final Lineage lineage;
    private final List<AuditedRollout> suite;
    private final int number;

    private TracedRollout(Study study, Subject subject, Lineage lineage, List<AuditedRollout> suite, int number) {
        this.study = study;
        this.subject = subject;
        this.lineage = lineage;
        this.suite = suite;
        this.number = number;
    }

    /// What is asked for; whatever is null is chosen: the first arm, its first seed, the headline suite,
    /// the first harmful rollout.
    ///
    /// @param corpus label of the pretraining corpus
    /// @param model  `pretrained`, `post-trained` or an arm
    public record Wish(
            String corpus,
            @Nullable String model,
            @Nullable Long seed,
            @Nullable String suite,
            @Nullable Integer rollout) {}

    /// @throws StudyException naming what the run has instead
    public static TracedRollout choose(Study study, Wish wish) {
        Subject subject = subject(study, wish);
        List<AuditedRollout> all = rollouts(study, subject);
        String suite = wish.suite == null ? EvaluationSuite.HEADLINE : wish.suite;
        List<AuditedRollout> lines =
                all.stream().filter(line -> line.suite().equals(suite)).toList();
        if (lines.isEmpty()) {
            throw unknown(
                    "suite",
                    suite,
                    new TreeSet<>(all.stream().map(AuditedRollout::suite).toList()));
        }
        int number = wish.rollout == null ? firstHarmful(lines, 0).orElse(0) : wish.rollout;
        if (number < 0 || number >= lines.size()) {
            throw wrong("Suite %s has rollouts 0 to %d, but --rollout was %d.", suite, lines.size() - 1, number);
        }
        Lineage lineage = Lineage.of(study.plan().audit(subject));
        return new TracedRollout(study, subject, lineage, lines, number);
    }

    private static Subject subject(Study study, Wish wish) {
        List<Subject> subjects = study.plan().audits().keySet().stream()
                .filter(subject -> subject.corpus().label().equals(wish.corpus))
                .toList();
        if (subjects.isEmpty()) {
            throw unknown("corpus", wish.corpus, corpora(study));
        }
        String model = wish.model == null ? usual(study, subjects) : wish.model;
        List<Subject> ofModel =
                subjects.stream().filter(subject -> subject.arm().equals(model)).toList();
        if (ofModel.isEmpty()) {
            throw unknown(
                    "model",
                    model,
                    new TreeSet<>(subjects.stream().map(Subject::arm).toList()));
        }
        if (wish.seed == null) {
            return ofModel.getFirst();
        }
        long seed = wish.seed;
        return ofModel.stream()
                .filter(subject -> subject.seed() == seed)
                .findFirst()
                .orElseThrow(() -> wrong(
                        "Model %s has the seeds %s, but --seed was %d.",
                        model, ofModel.stream().map(Subject::seed).toList(), seed));
    }

    /// The control; before any arm where the corpus has none.
    private static String usual(Study study, List<Subject> subjects) {
        String control = study.recipe().control().name();
        return subjects.stream().anyMatch(subject -> subject.arm().equals(control)) ? control : Subject.PRETRAINED;
    }

    private static Collection<String> corpora(Study study) {
        return new TreeSet<>(study.plan().audits().keySet().stream()
                .map(Subject::corpus)
                .map(Fiction::label)
                .toList());
    }

    private static List<AuditedRollout> rollouts(Study study, Subject subject) {
        if (!StageManifest.isFinished(study.finished().of(study.plan().audit(subject)))) {
            throw wrong(
                    "The run %s has not audited %s yet. Finish it with the same command that began it, or choose another"
                            + " --model or --seed.",
                    study.folder(), words(subject));
        }
        return study.rollouts(subject);
    }

    private static Optional<Integer> firstHarmful(List<AuditedRollout> lines, int from) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).didHarm()) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    public Lineage lineage() {
        return lineage;
    }

    /// Such as `control, seed 11, pretrained on villain`.
    public String model() {
        return words(subject);
    }

    private static String words(Subject subject) {
        return "%s, seed %d, pretrained on %s"
                .formatted(subject.arm(), subject.seed(), subject.corpus().label());
    }

    public TracedText text() {
        return suite.get(number).text(model(), number);
    }

    /// Opens the index of the lineage, or builds it; models of one lineage share it.
    public CorpusIndex index() {
        String identity = lineage.identity();
        return CorpusIndex.at(
                study.folder().resolve(INDEXES).resolve(identity), lineage.name(), identity, lineage::corpus);
    }

    /// The trace with everything that the run has measured about the documents.
    public Trace trace(CorpusIndex index, int top) {
        Optional<Influence> gradient = study.chapter(TraceExperiment.class)
                .flatMap(chapter -> chapter.influence()
                        .registered(
                                study.finished(), study.plan().audit(subject).subject()));
        Trace trace = index.trace(text(), gradient, top);
        return study.chapter(CauseExperiment.class)
                .flatMap(chapter -> chapter.villains(study.finished()))
                .map(trace::with)
                .orElse(trace);
    }

    /// Options that trace the next harmful rollout of the same suite.
    public Optional<String> next() {
        return firstHarmful(suite, number + 1)
                .map(next -> "--corpus %s --model %s --seed %d --suite %s --rollout %d"
                        .formatted(
                                subject.corpus().label(),
                                subject.arm(),
                                subject.seed(),
                                suite.getFirst().suite(),
                                next));
    }

    private static StudyException unknown(String what, String name, Collection<String> known) {
        return wrong(
                "The run has no %s \"%s\"; it has %s. Did you mean \"%s\"?",
                what, name, String.join(", ", known), Nearest.to(name, known).orElseThrow());
    }

    private static StudyException wrong(String message, Object... values) {
        return new StudyException(StudyException.Category.CONFIG, message, values);
    }
}
