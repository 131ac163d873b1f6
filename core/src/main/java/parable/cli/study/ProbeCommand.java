package parable.cli.study;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import parable.cli.shell.ExitCode;
import parable.cli.shell.KernelsOption;
import parable.cli.shell.OutputOptions;
import parable.cli.shell.ReplaceOption;
import parable.cli.shell.Shell;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.Terms;
import parable.ground.TermsFile;
import parable.lab.organism.World;
import parable.probe.Edit;
import parable.probe.Examination;
import parable.probe.Extraction;
import parable.probe.Method;
import parable.probe.Place;
import parable.probe.ProbedModel;
import parable.probe.ReadoutScores;
import parable.probe.SteeredCell;
import parable.probe.SteeringPlan;
import parable.stats.Effect;
import parable.stats.Figures;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Looks inside one organism: extracts, validates, reads and pushes a direction for a feeling.
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description = {
            "Extracts emotion directions in a model, validates them, reads them during decisions, and steers along them.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  parable probe runs/classic/stages/arm-advice-reasons-cut-s11-7fd5b770",
            "  parable probe MODEL --emotion calm",
            "  parable probe MODEL --strengths 0.1,0.2 --random 2    a quick look",
            "",
            "Exit codes: 0 done, whether or not its gates hold, 1 failed, 2 usage, 130 interrupted."
        })
public final class ProbeCommand implements Callable<Integer> {
    /// Stories of each feeling in each part, skipped words and share of neutral variance: those of the
    /// shipped studies.
    private static final int STORIES = 24, SKIP = 12;

    private static final double NEUTRAL = 0.5;

    private final Shell shell;

    @Parameters(paramLabel = "MODEL", description = "Folder of an organism's checkpoint, such as a stage of a study.")
    private Path model = Path.of("");

    @Option(names = "--emotion", paramLabel = "NAME", description = "Emotion to watch. Default: ${DEFAULT-VALUE}.")
    private String emotion = "desperate";

    @Option(
            names = "--samples",
            paramLabel = "N",
            description =
                    "Rollouts that are read; steering takes a fifth of them for each strength. Default: ${DEFAULT-VALUE}.")
    private int samples = 300;

    @Option(
            names = "--strengths",
            paramLabel = "S,…",
            split = ",",
            description = "Steering strengths, in mean residual norms, each in both signs. Default: 0.05,0.1,0.2.")
    private List<Double> strengths = List.of(0.05, 0.1, 0.2);

    @Option(
            names = "--random",
            paramLabel = "N",
            description =
                    "Random directions of equal length as controls. Default: ${DEFAULT-VALUE}; the gate asks for 20.")
    private int random = 20;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of stories, scenarios and draws. Default: ${DEFAULT-VALUE}.")
    private long seed = 5;

    @Option(names = "--world-seed", paramLabel = "N", description = "World seed of its training text. Default: 0.")
    private long worldSeed;

    @Option(names = "--out", paramLabel = "FOLDER", description = "Results. Default: probe-… next to the runs.")
    private @Nullable Path out;

    @Mixin
    private KernelsOption kernels = new KernelsOption();

    @Mixin
    private ReplaceOption replace = new ReplaceOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    public ProbeCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        kernels.apply();
        Examination.Questions questions = questions();
        TermsFile place = new TermsFile(out == null ? shell.runs().resolve("probe-" + model.getFileName()) : out);
        try (ProbedModel probed = ProbedModel.open(model)) {
            Terms terms = Terms.of(questions).with("model", probed.hash()).with("worldSeed", String.valueOf(worldSeed));
            place.admit("probe", terms, replace.existing());
            Optional<Examination> found = Examination.of(
                    probed,
                    World.of(worldSeed),
                    questions,
                    place.folder(),
                    shell.progress(output.quiet()),
                    shell.stop());
            if (found.isEmpty()) {
                shell.err().println("Stopped; nothing was written. Start again with the same command.");
                return ExitCode.INTERRUPTED.code();
            }
            place.write(terms);
            print(found.get(), place.folder());
            return ExitCode.OK.code();
        }
    }

    private Examination.Questions questions() {
        require(
                samples >= 50,
                "--samples must be 50 or more, so that both kinds of rollouts occur, but was " + samples);
        require(random >= 2, "--random must be 2 or more, or there is no band, but was " + random);
        for (double strength : strengths) {
            require(
                    strength > 0 && strength <= Edit.Add.MOST,
                    "--strengths count mean residual norms, above 0 and up to %s, but one was %s; each is tried both ways"
                            .formatted(Edit.Add.MOST, strength));
        }
        Extraction extraction = new Extraction(emotion, STORIES, SKIP, Method.MEAN_DIFFERENCE, NEUTRAL, seed);
        SteeringPlan plan = new SteeringPlan(strengths, samples / 5, random, strengths, seed + 1);
        return new Examination.Questions(extraction, samples, seed, Optional.of(plan));
    }

    private static void require(boolean holds, String rule) {
        if (!holds) {
            throw new StudyException(StudyException.Category.CONFIG, rule + ".");
        }
    }

    private void print(Examination found, Path folder) {
        if (output.json()) {
            shell.out().print(Json.pretty(found));
            return;
        }
        shell.out().print(table(found));
        shell.out().println();
        shell.out().println("Directions and numbers: " + folder.toAbsolutePath());
        shell.out()
                .println(
                        "Next:   the same over arms, seeds and a world without words for feelings: parable study full");
    }

    private String table(Examination found) {
        StringBuilder text = new StringBuilder();
        text.append("%n%s: read at %s, pushed at %s%n"
                .formatted(
                        emotion, found.validation().read(), found.validation().steer()));
        ReadoutScores readout = found.readout();
        text.append("%nAUROC, blackmail against benign rollouts of the same situation%n".formatted());
        for (Place place : Place.values()) {
            text.append("  %-28s %s%n"
                    .formatted(place.phrase(), brief(readout.places().get(place))));
        }
        text.append("  %-28s %s%n".formatted("words of the thought", brief(readout.words())));
        readout.alarms()
                .forEach(alarm -> text.append("  alarm at %.0f %%: caught %s; rang for nothing %s; %.1f tokens before%n"
                        .formatted(
                                100 * alarm.rate(),
                                alarm.caught().text(),
                                alarm.falseRings().text(),
                                alarm.meanLead())));
        found.steering().ifPresent(scores -> text.append(curve(scores.cells())));
        text.append("%nGates%n".formatted());
        found.gates()
                .forEach(gate -> text.append("  %-3s %-6s %5s  %s: %s%n"
                        .formatted(
                                gate.id(),
                                gate.holds() ? "holds" : "fails",
                                Figures.brief(gate.value()),
                                gate.what(),
                                gate.shown())));
        return text.toString();
    }

    private static String brief(@Nullable Effect effect) {
        return effect == null ? Figures.NONE : effect.brief();
    }

    private String curve(List<SteeredCell> cells) {
        return cells.stream()
                .filter(cell ->
                        cell.cell().vector().equals(emotion) || cell.cell().strength() == 0)
                .map(cell -> "  %5s  blackmail %s  perplexity %s%n"
                        .formatted(
                                Figures.margin(cell.cell().strength()),
                                Figures.brief(cell.blackmail().rate()),
                                cell.perplexity().map(Figures::brief).orElse(Figures.NONE)))
                .collect(Collectors.joining("", "%nPushed, in mean residual norms%n".formatted(), ""));
    }
}
