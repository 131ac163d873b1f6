package parable.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import parable.ground.AtomicFile;
import parable.ground.Existing;
import parable.ground.Json;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.StudyException;
import parable.stats.Effect;
import parable.stats.Estimate;
import parable.stats.Figures;
import parable.study.arms.Results;
import parable.study.cause.BankMethodStage;
import parable.study.cause.BankPathStage;
import parable.study.cause.BankStage;
import parable.study.cause.BankTable;
import parable.study.cause.CauseExperiment;
import parable.study.cause.LeaveOutStage;
import parable.study.cause.LeaveOutTable;
import parable.study.cause.RemovalStage;
import parable.study.recipe.TraceMethod;
import parable.study.stage.Finished;
import parable.study.stage.Stage;
import parable.study.trace.InfluencePart;
import parable.study.trace.TraceExperiment;
import parable.study.trace.TraceStage;
import tools.jackson.databind.JsonNode;

/// Evaluates any list of tracing methods on a study's retraining bank: completes the bank in the study's own folder,
/// and compares every method with the recipe's own methods and baselines.
///
/// Nothing here is a registered claim.
public final class BankTrial {
    /// What [#write(Outcome)] leaves in the study's folder.
    public static final String JSON = "lds.json", TABLES = "lds.md";

    private static final double MOST_LEFT_OUT = 0.5;

    private final Study study;
    private final CauseExperiment chapter;
    private final List<List<? extends Stage>> scores = new ArrayList<>();
    private final Optional<InfluencePart> influence;
    private final List<TraceMethod> extra;
    private final List<List<LeaveOutStage>> leftOut = new ArrayList<>();

    /// How well one method finds some documents of the pretraining corpus.
    ///
    /// @param fiction  area under the curve of AI fiction, over villain models
    /// @param villains the same of documents that portray a misbehaving AI
    public record Area(String method, Effect fiction, Effect villains) {}

    /// @param stages folders of the stages that the numbers were read from
    /// @param table  against the truth bank
    /// @param areas  against the tags of the pretraining corpus; empty where that was not asked for
    /// @param leftOut retrainings without what each method ranks first and last; empty where not asked for
    public record Outcome(List<String> stages, BankTable table, Optional<LeaveOutTable> leftOut, List<Area> areas) {}

    /// @param methods   besides the recipe's own
    /// @param withAreas whether they are asked of the pretraining corpus as well, as far as its model alone can
    ///                  answer
    /// @throws StudyException when the recipe has no bank, or no trace where `withAreas` asks for one
    public BankTrial(Study study, List<TraceMethod> methods, boolean withAreas) {
        this(study, methods, withAreas, OptionalDouble.empty());
    }

    /// @param share of the diet that is left out at either end of every ranking; empty for no such retraining
    public BankTrial(Study study, List<TraceMethod> methods, boolean withAreas, OptionalDouble share) {
        this.study = study;
        this.chapter = study.chapter(CauseExperiment.class)
                .filter(causes -> !causes.banks().isEmpty())
                .orElseThrow(() -> new StudyException(
                        StudyException.Category.CONFIG,
                        "The recipe of %s has no bank. Give it a block causes.bank, as the shipped recipe full has.",
                        study.recipe().name()));
        influence = withAreas
                ? Optional.of(study.chapter(TraceExperiment.class)
                        .orElseThrow(() -> new StudyException(
                                StudyException.Category.CONFIG,
                                "The recipe of %s has no block trace, which says of which documents areas are"
                                        + " counted. Leave out --areas, or give it one.",
                                study.recipe().name()))
                        .influence())
                : Optional.empty();
        extra = influence
                .map(part -> methods.stream()
                        .filter(method -> !method.needsPath() && !part.methods().contains(method))
                        .toList())
                .orElse(List.of());
        plan(methods);
        share.ifPresent(this::planLeavingOut);
    }

    private void planLeavingOut(double share) {
        if (!(share > 0 && share <= MOST_LEFT_OUT)) {
            throw new StudyException(
                    StudyException.Category.CONFIG,
                    "--leave-out is a share of the documents, above 0 and up to %s, but was %s. Name one such as .05.",
                    Figures.brief(MOST_LEFT_OUT),
                    Figures.brief(share));
        }
        for (List<? extends Stage> models : scores) {
            List<LeaveOutStage> stages = new ArrayList<>();
            for (int i = 0; i < models.size(); i++) {
                stages.add(new LeaveOutStage(
                        "left-out-" + models.get(i).name(), chapter.banks().get(i), models.get(i), share));
            }
            leftOut.add(stages);
        }
    }

    /// Every method there is.
    public static List<TraceMethod> allMethods() {
        return List.copyOf(Arrays.asList(TraceMethod.values()));
    }

    private void plan(List<TraceMethod> methods) {
        scores.add(chapter.bankScores());
        List<BankPathStage> paths = chapter.banks().stream()
                .map(bank -> new BankPathStage("bank-path-s" + bank.seed(), bank, TraceMethod.WAYPOINTS))
                .toList();
        List<TraceMethod> known = chapter.methods();
        for (TraceMethod method : methods) {
            if (!known.contains(method)) {
                List<BankMethodStage> stages = new ArrayList<>();
                for (int i = 0; i < paths.size(); i++) {
                    BankStage bank = chapter.banks().get(i);
                    stages.add(new BankMethodStage(
                            "bank-%s-s%d".formatted(method.key(), bank.seed()),
                            bank,
                            method.needsPath() ? Optional.of(paths.get(i)) : Optional.empty(),
                            method));
                }
                scores.add(stages);
            }
        }
    }

    private List<TraceStage> besides() {
        return extra.isEmpty() ? List.of() : influence.orElseThrow().beside(extra);
    }

    /// Stages that hold the scores; the stages that they need follow them.
    List<Stage> stages() {
        List<Stage> stages = new ArrayList<>();
        scores.forEach(stages::addAll);
        leftOut.forEach(stages::addAll);
        influence.ifPresent(part -> stages.addAll(part.pretrained()));
        stages.addAll(besides());
        return stages;
    }

    /// The tables of a former trial stay unless these methods are among more, or the user says so.
    ///
    /// @throws StudyException when they would be lost
    public void admit(Existing existing) {
        Path tables = study.folder().resolve(JSON);
        List<String> asked = stages().stream().map(Stage::folder).toList();
        List<String> lost =
                former(tables).stream().filter(stage -> !asked.contains(stage)).toList();
        if (lost.isEmpty()) {
            return;
        }
        if (existing == Existing.KEEP) {
            throw new StudyException(
                    StudyException.Category.CONFIG,
                    "%s holds numbers of other methods, which this trial would lose: %s. Nothing was touched. Name them"
                            + " too with --methods or --areas, or add --replace, which moves them aside.",
                    tables,
                    String.join(", ", lost));
        }
        Existing.moveAside(tables);
    }

    private static List<String> former(Path tables) {
        try {
            return Files.exists(tables)
                    ? Json.read(tables, JsonNode.class)
                            .path("stages")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Builds what is missing and reads the tables.
    ///
    /// @param threads stages at once
    /// @throws Stage.Stopped when the user asked to stop; what is finished is kept
    public Outcome run(int threads, Progress progress, StopSignal stop) {
        study.runOnly(stages(), threads, progress, stop);
        Finished finished = study.finished();
        return new Outcome(
                stages().stream().map(Stage::folder).toList(),
                BankTable.of(finished, chapter.banks(), scores),
                leftOut.isEmpty() ? Optional.empty() : Optional.of(LeaveOutTable.of(finished, leftOut)),
                influence.map(part -> areas(part, finished)).orElse(List.of()));
    }

    private List<Area> areas(InfluencePart part, Finished finished) {
        List<Area> areas = new ArrayList<>();
        part.methods().forEach(method -> areas.add(area(finished, part.pretrained(), method)));
        List<TraceStage> besides = besides();
        extra.forEach(method -> areas.add(area(finished, besides, method)));
        return areas;
    }

    private static Area area(Finished finished, List<TraceStage> stages, TraceMethod method) {
        return new Area(
                method.label(),
                InfluencePart.area(finished, stages, method, InfluencePart::isFiction)
                        .effect(Estimate.LEVEL, Results.UNIT),
                InfluencePart.area(finished, stages, method, RemovalStage::isSuspect)
                        .effect(Estimate.LEVEL, Results.UNIT));
    }

    /// Leaves the numbers and their tables in the study's folder.
    public void write(Outcome outcome) {
        AtomicFile.write(study.folder().resolve(JSON), Json.pretty(outcome));
        AtomicFile.write(study.folder().resolve(TABLES), BankListing.markdown(outcome));
    }
}
