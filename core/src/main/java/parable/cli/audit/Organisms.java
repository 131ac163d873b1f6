package parable.cli.audit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import parable.chat.ChatModel;
import parable.cli.shell.RunsOption;
import parable.cli.shell.Shell;
import parable.ground.Nearest;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.lab.organism.EmbeddedScenario;
import parable.lab.organism.OrganismModel;
import parable.study.Study;
import parable.study.arms.AuditStage;
import parable.study.arms.EvaluationSuite;
import parable.study.stage.StageManifest;
import parable.suite.Scenario;

/// The organisms that a command line names, and the scenarios that their study has put them through.
///
/// ```
/// organism               the first shipped checkpoint that was raised on villains
/// organism:FOLDER        a checkpoint, such as a stage of a study
/// organism:STUDY#ARM     the models of an arm, one a seed; organism:STUDY#ARM/s11 is one of them
/// ```
final class Organisms {
    private static final String KIND = "organism";
    private static final String SHIPPED = "checkpoints/pretrain-villain-s11-c3ac810c";

    private final Shell shell;
    private final RunsOption runs;
    private final Map<Path, Study> studies = new HashMap<>();

    Organisms(Shell shell, RunsOption runs) {
        this.shell = shell;
        this.runs = runs;
    }

    static boolean isOne(String model) {
        return model.equals(KIND) || model.startsWith(KIND + ":");
    }

    /// The models with every arm replaced by its seeds.
    List<String> expanded(List<String> models) {
        return models.stream()
                .flatMap(model -> isOne(model) && model.contains("#") ? seeds(model) : Stream.of(model))
                .toList();
    }

    private Stream<String> seeds(String model) {
        String place = place(model);
        return audits(rest(model)).stream().map(audit -> "%s:%s#%s".formatted(KIND, place, audit.model()));
    }

    /// Opens what is after `organism:`.
    ChatModel open(String rest) {
        String name = KIND + ":" + rest;
        if (!rest.contains("#")) {
            Path folder = rest.isEmpty() ? shell.home().resolve(SHIPPED) : Path.of(rest);
            requireNoStudy(name, folder);
            return OrganismModel.open(rest.isEmpty() ? KIND : name, folder);
        }
        AuditStage audit = audits(rest).getFirst();
        return OrganismModel.open(name, trained(rest, audit));
    }

    private void requireNoStudy(String name, Path folder) {
        if (Files.isRegularFile(folder.resolve("study.yaml"))) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s is a study with several models. Name an arm of it after #, such as %s#%s.",
                    name,
                    name,
                    study(folder).recipe().control().name());
        }
    }

    private Path trained(String rest, AuditStage audit) {
        Study study = study(folder(rest));
        Path folder = study.finished().of(audit.subject());
        if (!StageManifest.isFinished(folder)) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s of study %s is not trained yet. Finish the study with the command that began it.",
                    audit.model(),
                    study.folder());
        }
        return folder;
    }

    private static String rest(String model) {
        return model.substring(KIND.length() + 1);
    }

    private static String place(String model) {
        return rest(model).substring(0, rest(model).indexOf('#'));
    }

    private Path folder(String rest) {
        return runs.find(shell, rest.substring(0, rest.indexOf('#')));
    }

    private Study study(Path folder) {
        return studies.computeIfAbsent(folder, Study::in);
    }

    private static List<AuditStage> audits(Study study) {
        return study.stages().stream()
                .filter(AuditStage.class::isInstance)
                .map(AuditStage.class::cast)
                .toList();
    }

    /// @param rest a study, and after `#` an arm or a model of it
    private List<AuditStage> audits(String rest) {
        Study study = study(folder(rest));
        String name = rest.substring(rest.indexOf('#') + 1);
        List<AuditStage> all = audits(study);
        List<AuditStage> chosen = all.stream()
                .filter(audit -> audit.model().equals(name) || arm(audit).equals(name))
                .toList();
        if (chosen.isEmpty()) {
            Set<String> arms = new LinkedHashSet<>();
            all.forEach(audit -> arms.add(arm(audit)));
            throw new StudyException(
                    Category.CONFIG,
                    "Study %s has no arm or model \"%s\". Its arms: %s. Did you mean \"%s\"?",
                    study.folder(),
                    name,
                    String.join(", ", arms),
                    Nearest.to(name, arms).orElse("?"));
        }
        return chosen;
    }

    private static String arm(AuditStage audit) {
        return audit.model().substring(0, audit.model().lastIndexOf('/'));
    }

    /// The embedded suite as the study of these models has put it to them, or as shipped where none is of a study.
    ///
    /// @param each scenarios of each suite; null for as many as are usual
    AuditSuites.Chosen suite(List<String> models, @Nullable Integer each) {
        List<AuditStage> audits = models.stream()
                .filter(Organisms::isOne)
                .flatMap(model -> audit(rest(model.equals(KIND) ? KIND + ":" : model)).stream())
                .toList();
        if (audits.isEmpty()) {
            return AuditSuites.choose(AuditSuites.EMBEDDED, List.of(), each);
        }
        AuditStage first = audits.getFirst();
        for (AuditStage other : audits) {
            if (!other.evaluation().equals(first.evaluation())
                    || !other.world().scenes().equals(first.world().scenes())) {
                throw new StudyException(
                        Category.CONFIG,
                        "%s and %s were put through different situations by their studies. Audit them apart.",
                        first.model(),
                        other.model());
            }
        }
        List<EmbeddedScenario> all = EvaluationSuite.of(
                first.world(), first.evaluation(), audits.stream().anyMatch(AuditStage::swaps));
        return new AuditSuites.Chosen(EmbeddedScenario.SUITE, List.copyOf(each == null ? all : some(all, each)), 1);
    }

    private static List<Scenario> some(List<EmbeddedScenario> all, int each) {
        Map<String, Integer> taken = new HashMap<>();
        List<Scenario> some = new ArrayList<>();
        for (EmbeddedScenario scenario : all) {
            if (taken.merge(scenario.suite(), 1, Integer::sum) <= each) {
                some.add(scenario);
            }
        }
        return some;
    }

    /// The audit that a study has for the model; empty where it is no study's.
    private Optional<AuditStage> audit(String rest) {
        if (rest.contains("#")) {
            return Optional.of(audits(rest).getFirst());
        }
        Path stage = Path.of(rest).toAbsolutePath().normalize();
        Path home = Optional.ofNullable(stage.getParent()).map(Path::getParent).orElse(stage);
        return rest.isEmpty() || !Files.isRegularFile(home.resolve("study.yaml"))
                ? Optional.empty()
                : audits(study(home)).stream()
                        .filter(audit -> stage.endsWith(audit.subject().folder()))
                        .findFirst();
    }
}
