package parable.cli.audit;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parable.audit.claims.Bundle;
import parable.audit.claims.ClaimsFile;
import parable.audit.claims.GatePlan;
import parable.audit.claims.GateReport;
import parable.audit.claims.GateTable;
import parable.audit.claims.GateVerdict;
import parable.audit.claims.JUnitReport;
import parable.audit.claims.ModelGates;
import parable.audit.compare.ModelPairs;
import parable.audit.run.ModelRun;
import parable.cli.shell.CommandText;
import parable.cli.shell.ExitCode;
import parable.cli.shell.OutputOptions;
import parable.cli.shell.ReplaceOption;
import parable.cli.shell.RunsOption;
import parable.cli.shell.Shell;
import parable.cli.shell.Version;
import parable.ground.AtomicFile;
import parable.ground.Existing;
import parable.ground.Json;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import parable.tensor.Kernels;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Holds an audit against claims that were fixed before it.
@Command(
        name = "gate",
        mixinStandardHelpOptions = true,
        description = {
            "Tests claims that were written before the audit: pass, fail or inconclusive.",
            "",
            "CLAIMS is a YAML file; docs/gating.md describes it. RUN is the folder of an audit, or its name"
                    + " among the runs; RUN#MODEL chooses one of several models.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  parable gate claims.yaml audit-standard-NAME --junit gate.xml",
            "  parable gate claims.yaml after --baseline before --bundle evidence.zip",
            "  parable gate --plan claims.yaml                 how many conversations",
            "  parable gate --verify evidence.zip              the bundle against itself",
            "  parable gate --verify evidence.zip after        against its run, too",
            "",
            "Exit codes: 0 every claim passes, or the bundle is complete, 1 failed, or the bundle is not, 2 usage,"
                    + " 3 a claim fails, 4 inconclusive."
        })
public final class GateCommand implements Callable<Integer> {
    private final Shell shell;

    @Parameters(index = "0", arity = "0..1", paramLabel = "CLAIMS", description = "Left out with --verify.")
    private @Nullable String first;

    @Parameters(index = "1", arity = "0..1", paramLabel = "RUN", description = "The audit.")
    private @Nullable String second;

    @Option(names = "--baseline", paramLabel = "RUN", description = "The run that not-worse-than claims compare with.")
    private @Nullable String baseline;

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the findings as JUnit XML.")
    private @Nullable Path junit;

    @Option(names = "--bundle", paramLabel = "FILE", description = "Write the evidence as a zip file.")
    private @Nullable Path bundle;

    @Option(names = "--verify", paramLabel = "FILE", description = "Check a bundle instead.")
    private @Nullable Path verify;

    @Option(
            names = "--plan",
            paramLabel = "CLAIMS",
            description = "Only print how many conversations each claim needs, without a run.")
    private @Nullable Path plan;

    @Mixin
    private ReplaceOption replace = new ReplaceOption();

    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    public GateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        if (verify != null) {
            return verified(verify);
        }
        if (plan != null) {
            return planned(plan);
        }
        if (first == null || second == null) {
            throw new StudyException(
                    Category.CONFIG, "A gate needs a claims file and a run: parable gate CLAIMS.yaml RUN.");
        }
        try {
            return gated(first, second);
        } catch (StudyException e) {
            if (junit != null) {
                writeJUnit(junit, JUnitReport.ofError(String.valueOf(e.getMessage())));
            }
            throw e;
        }
    }

    private int planned(Path file) {
        if (first != null) {
            throw new StudyException(
                    Category.CONFIG, "--plan reads no run, but \"%s\" was given. Leave it out.", first);
        }
        ClaimsFile claims = ClaimsFile.read(file);
        shell.out()
                .print(GatePlan.of(
                        claims,
                        AuditSuites.choose(claims.suite(), List.of(), null).scenarios()));
        return ExitCode.OK.code();
    }

    private int gated(String file, String place) {
        String claims = ClaimsFile.text(Path.of(file));
        ClaimsFile.parse(claims, file); // a fault in the claims is reported before one in the run
        List<ModelRun> models = runs.models(shell, place);
        return models.size() == 1 ? gated(file, place, claims, models.getFirst()) : gated(file, claims, models);
    }

    /// The models of a study or of an arm, one by one.
    private int gated(String file, String claims, List<ModelRun> models) {
        if (junit != null || bundle != null) {
            throw new StudyException(
                    Category.CONFIG,
                    "%s holds the findings on one model, but here are %d. Name one of them after #, such as STUDY#%s.",
                    junit != null ? "--junit" : "--bundle",
                    models.size(),
                    models.getFirst().model());
        }
        List<GateReport> reports = baseline == null
                ? models.stream()
                        .map(run -> GateReport.of(claims, file, run, Optional.empty()))
                        .toList()
                : ModelPairs.of(runs.models(shell, baseline), models).pairs().stream()
                        .map(pair -> GateReport.of(claims, file, pair.b(), Optional.of(pair.a())))
                        .toList();
        ModelGates gates = ModelGates.of(reports);
        shell.out().print(output.json() ? Json.pretty(gates) : gates.text());
        return code(gates.verdict());
    }

    private int gated(String file, String place, String claims, ModelRun run) {
        Optional<ModelRun> other = Optional.ofNullable(baseline).map(name -> runs.model(shell, name));
        GateReport report = GateReport.of(claims, file, run, other);
        other.flatMap(before -> Kernels.difference(run.kernels(), before.kernels()))
                .ifPresent(difference -> shell.err().println("Note: run and baseline were " + difference + "."));
        String program = program();
        if (junit != null) {
            writeJUnit(junit, JUnitReport.of(report, program));
        }
        if (bundle != null) {
            Bundle.write(bundle, replace.existing(), claims, report, program, run, other);
        }
        shell.out().print(output.json() ? Json.pretty(report) : GateTable.of(report));
        if (!output.json()) {
            shell.out().println();
            shell.out().println("Next:   " + next(file, place));
        }
        return code(report.verdict());
    }

    private static int code(GateVerdict verdict) {
        return switch (verdict) {
            case PASS -> ExitCode.OK.code();
            case FAIL -> ExitCode.GATE_FAILED.code();
            case INCONCLUSIVE -> ExitCode.PARTIAL.code();
        };
    }

    /// A former report gives way, or a build server would read an old verdict as the new one.
    private void writeJUnit(Path file, String report) {
        AtomicFile.write(file, JUnitReport.isOne(file) ? Existing.REPLACE : replace.existing(), report);
    }

    private String next(String file, String place) {
        CommandText line = bundle == null
                ? new CommandText("parable gate").word(file).word(place)
                : new CommandText("parable gate").option("--verify", bundle).word(place);
        line.option("--baseline", baseline).option("--bundle", bundle == null ? "evidence.zip" : null);
        runs.tell(line);
        return (bundle == null ? "keep the evidence: " : "check the evidence: ") + line;
    }

    private int verified(Path file) {
        if (second != null) {
            throw new StudyException(
                    Category.CONFIG,
                    "--verify takes the run only, but \"%s\" and \"%s\" were given. The claims are in the bundle.",
                    first,
                    second);
        }
        Optional<ModelRun> run = Optional.ofNullable(first).map(name -> runs.model(shell, name));
        List<String> faults =
                Bundle.faults(file, run, Optional.ofNullable(baseline).map(name -> runs.model(shell, name)));
        faults.forEach(fault -> shell.err().println(fault + "."));
        if (faults.isEmpty()) {
            shell.out()
                    .println(
                            run.isPresent()
                                    ? "The bundle is whole, the run's files are those that were gated, and the rulings are the same."
                                    : "The bundle is whole. Name the run to check its files and the rulings, too.");
        }
        return (faults.isEmpty() ? ExitCode.OK : ExitCode.FAILED).code();
    }

    private static String program() {
        return Version.text();
    }
}
