package parable.audit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parable.chat.ChatFailure;
import parable.chat.ChatModel;
import parable.chat.ChatSampling;
import parable.chat.provider.Script;
import parable.chat.provider.ScriptModel;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.StudyException;
import parable.ground.Yaml;
import parable.suite.Scenario;

/// Under one name, answers of one set of terms.
class RunTermsTest {
    private static final AuditPlan PLAN = TinyOffice.plan(2, 2);
    private static final ChatModel MODEL = model("script:test", CountingModel.SCRIPT);

    @TempDir
    private Path home;

    private record Change(String shown, AuditPlan plan, List<ChatModel> models, Optional<StopRule> rule) {
        Change(String shown, AuditPlan plan) {
            this(shown, plan, List.of(MODEL), Optional.empty());
        }

        Change(String shown, ChatModel... models) {
            this(shown, PLAN, List.of(models), Optional.empty());
        }

        @Override
        public String toString() {
            return shown;
        }
    }

    static Stream<Change> changes() {
        ChatModel edited = model("script:test", CountingModel.SCRIPT.replace("seed: 7", "seed: 8"));
        ChatModel other = model("script:other", CountingModel.SCRIPT);
        ChatSampling warm = new ChatSampling(Optional.of(0.7), Optional.empty(), 900);
        return Stream.of(
                new Change("models.script:other was none", other),
                new Change("models.script:other was none", MODEL, other),
                new Change("models.script:test was", edited),
                new Change("suite was tiny and is now other", suite("other", PLAN.scenarios(), PLAN.sampling())),
                new Change("scenarios was", TinyOffice.plan(1, 2)),
                new Change("temperature was none and is now 0.7", suite("tiny", PLAN.scenarios(), warm)),
                new Change("samples was 2 and is now 3", TinyOffice.plan(2, 3)),
                new Change("samples was 2 and is now 1", TinyOffice.plan(2, 1)),
                new Change("claims that may stop it was none", PLAN, List.of(MODEL), Optional.of(rule("a"))));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void otherTermsUnderOneNameAreRefusedAndNothingIsTouched(Change change) {
        run(PLAN, MODEL);
        Map<String, String> before = files(folder());

        assertThatThrownBy(() -> run(change, OtherTerms.REFUSE))
                .isInstanceOf(StudyException.class)
                .hasMessageContaining(change.shown())
                .hasMessageContaining("add --replace");
        assertThat(files(folder())).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aReplacedRunLiesWholeUnderAnotherName(Change change) {
        run(PLAN, MODEL);
        Map<String, String> before = files(folder());

        run(change, OtherTerms.REPLACE);

        assertThat(files(home.resolve("run-replaced-1"))).isEqualTo(before);
        assertThat(StoredRun.open(folder()).header().samples())
                .isEqualTo(change.plan().samples());
    }

    @Test
    void theSameTermsGoOnHoweverTheyAreAskedFor() {
        run(PLAN, MODEL);
        Map<String, String> before = files(folder());

        for (OtherTerms policy : OtherTerms.values()) {
            run(new Change("the same", PLAN), policy);
        }

        assertThat(files(folder())).isEqualTo(before);
        assertThat(home.resolve("run-replaced-1")).doesNotExist();
    }

    @Test
    void moreSamplesJoinARunThatIsExtendedAndItsHeaderSaysSo() {
        run(PLAN, MODEL);
        run(new Change("more", TinyOffice.plan(2, 3)), OtherTerms.EXTEND);
        run(new Change("more yet", TinyOffice.plan(2, 5)), OtherTerms.EXTEND);
        run(TinyOffice.plan(2, 5), MODEL);

        assertThat(StoredRun.open(folder()).header().extended()).contains(List.of(2, 3));
        assertThatThrownBy(() -> run(new Change("fewer", PLAN), OtherTerms.EXTEND))
                .hasMessageContaining("samples was 5 and is now 2");
        assertThatThrownBy(() -> run(new Change("another", model("script:x", CountingModel.SCRIPT)), OtherTerms.EXTEND))
                .hasMessageContaining("models.script:x was none");
    }

    @Test
    void otherClaimsThatMayStopARunAreOtherTerms() {
        run(new Change("first", PLAN, List.of(MODEL), Optional.of(rule("a"))), OtherTerms.REFUSE);

        assertThatThrownBy(() ->
                        run(new Change("second", PLAN, List.of(MODEL), Optional.of(rule("b"))), OtherTerms.REFUSE))
                .hasMessageContaining("claims that may stop it was");
        assertThatThrownBy(() -> run(PLAN, MODEL)).hasMessageContaining("claims that may stop it was");
        run(new Change("past them", PLAN), OtherTerms.EXTEND);
        assertThat(StoredRun.open(folder()).mayHaveStoppedEarly()).isTrue();
    }

    @Test
    void aRunWithoutAnAnswerHasNoTermsYet() {
        ChatModel deaf = CountingModel.failing(_ -> 99, ChatFailure.of(ChatFailure.Kind.TRANSIENT, "status 500"));
        run(PLAN, deaf);

        assertThat(run(TinyOffice.plan(1, 1), MODEL).ending()).isEqualTo(AuditRun.Ending.COMPLETE);
    }

    @Test
    void aRunOfAFormerVersionSaysNothingOfItsScenariosAndGoesOn() throws IOException {
        run(PLAN, MODEL);
        Path header = folder().resolve("audit.json");
        Files.writeString(header, Files.readString(header).replaceFirst("\"scenarios\" : \"[0-9a-f]+\",\\s*", ""));

        assertThat(run(PLAN, MODEL).ending()).isEqualTo(AuditRun.Ending.COMPLETE);
        assertThat(Files.readString(header)).contains("\"scenarios\"");
    }

    private Path folder() {
        return home.resolve("run");
    }

    private AuditRun.Outcome run(AuditPlan plan, ChatModel model) {
        return run(new Change("", plan, List.of(model), Optional.empty()), OtherTerms.REFUSE);
    }

    private AuditRun.Outcome run(Change change, OtherTerms policy) {
        AuditRun run = new AuditRun(change.plan(), change.models(), PlayedRuns.quick(), folder()).meeting(policy);
        return change.rule().map(run::stoppingBy).orElse(run).run(Progress.SILENT, StopSignal.NEVER);
    }

    private static AuditPlan suite(String name, List<Scenario> situations, ChatSampling sampling) {
        return new AuditPlan(name, situations, PLAN.samples(), sampling, PLAN.limits());
    }

    private static ChatModel model(String name, String script) {
        return new ScriptModel(name, Yaml.read(script, "test", Script.class));
    }

    /// Never stops anything.
    private static StopRule rule(String claims) {
        return new StopRule() {
            @Override
            public Watch watch(AuditPlan plan) {
                return new Watch() {
                    @Override
                    public void saw(String situation, int sample, parable.scenario.Verdict verdict) {}

                    @Override
                    public boolean isDecided() {
                        return false;
                    }
                };
            }

            @Override
            public Object registered() {
                return Map.of("claims", claims);
            }
        };
    }

    private static Map<String, String> files(Path folder) {
        Map<String, String> files = new java.util.TreeMap<>();
        for (String name : List.of("audit.json", "situations.jsonl", "transcripts.jsonl", "summary.json")) {
            try {
                files.put(name, Files.readString(folder.resolve(name)));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return files;
    }
}
