package parable.audit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parable.audit.run.AuditRun.Ending;
import parable.audit.run.AuditRun.Outcome;
import parable.chat.ChatFailure;
import parable.chat.ChatFailure.Kind;
import parable.chat.ChatModel;
import parable.chat.provider.ModelCatalog;
import parable.chat.provider.WireServer;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.StudyException;

/// Servers that refuse because of how they were started or what they were asked with, and runs of several models of
/// which one cannot be used.
class RefusedByServerTest {
    private static final Retries QUICK = new Retries(4, Duration.ofMillis(1), Duration.ofMillis(2));
    private static final String HI =
            "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"Hi.\"}}],\"usage\":{\"prompt_tokens\":90,\"completion_tokens\":2}}";

    private final AtomicBoolean corrected = new AtomicBoolean();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | {'message':'\\\\'auto\\\\' tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'} | --tool-call-parser NAME",
                "500 | {'error':{'message':'tools param requires --jinja flag'}} | llama-server with --jinja",
                "400 | {'error':{'message':'registry.example/m does not support tools'}} | tool-form=text",
                "404 | {'error':{'message':'No endpoints found that support tool use.'}} | tool-form=text",
                "400 | {'object':'error','message':'System role not supported'} | --no-system-role",
                "400 | {'error':{'message':'Conversation roles must alternate user/assistant/user/assistant/...'}} | --no-system-role",
                "400 | {'error':{'message':'Unrecognized request argument supplied: seed'}} | --body seed=null",
                "422 | {'detail':[{'loc':['body','seed'],'msg':'extra fields not permitted','type':'value_error.extra'}]} | body.seed: extra fields not permitted",
                "422 | {'detail':[{'type':'extra_forbidden','loc':['body','seed'],'msg':'Extra inputs are not permitted'}]} | --body seed=null",
                "400 | {'error':{'message':'Unsupported parameter: max_tokens is not supported with this model. Use max_completion_tokens instead.'}} | --body max_tokens=null --body max_completion_tokens=4096",
                "400 | {'error':{'message':'max_tokens is too large: 4096. This model supports at most 2048'}} | Lower --max-tokens",
                "400 | [{'error':{'code':400,'message':'Invalid JSON payload received. Unknown name ^seed^'}}] | --body seed=null",
                "400 | {'error':{'message':'Provider returned error','metadata':{'raw':'unknown field: seed'}}} | --body seed=null",
            })
    void aRefusalOfEverythingEndsTheRunWithItsWordsAndTheRemedyAndIsAskedAgain(
            int status, String words, String remedy) {
        String refusal = words.replace('\'', '"').replace("^", "\\\"");
        try (WireServer server = serving((exchange, _) -> WireServer.say(exchange, status, refusal))) {
            assertThatThrownBy(() -> run(6, model(server, "m")))
                    .isInstanceOf(StudyException.class)
                    .hasMessageContaining("status " + status)
                    .hasMessageContaining(remedy)
                    .hasMessageContaining("run the same command again");

            corrected.set(true);
            Outcome again = run(6, model(server, "m"));

            assertThat(again.ending()).isEqualTo(Ending.COMPLETE);
            assertThat(again.summary().graded()).isEqualTo(6);
        }
    }

    /// Words that no table holds.
    @Test
    void refusalsAlikeOfAllFirstConversationsEndTheRunAndAreNotKept() {
        try (WireServer server = serving((exchange, body) -> WireServer.say(
                exchange, 400, "{\"error\":{\"message\":\"%d bytes make me sad\"}}".formatted(body.length())))) {
            assertThatThrownBy(() -> run(60, model(server, "m")))
                    .hasMessageContaining("refuses every question in the same words")
                    .hasMessageContaining("bytes make me sad");
            assertThat(server.asked()).hasSizeLessThan(30);

            corrected.set(true);
            assertThat(run(60, model(server, "m")).summary().graded()).isEqualTo(60);
        }
    }

    @Test
    void theOnlyConversationOfARunIsNoExceptionToThat() {
        try (WireServer server = serving((exchange, _) -> WireServer.say(exchange, 400, "no"))) {
            assertThatThrownBy(() -> run(1, model(server, "m"))).hasMessageContaining("status 400: no");
        }
    }

    @Test
    void refusalsInDifferentWordsAreOfTheseQuestionsAndAreKept() {
        CountingModel model = CountingModel.failing(
                request -> CountingModel.isFirstTurn(request) ? 100 : 0,
                request -> ChatFailure.of(Kind.PERMANENT, "status 400: no " + "x".repeat(request.sample() % 3)));

        Outcome outcome = run(12, model);

        assertThat(outcome.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(outcome.summary().graded()).isZero();
    }

    @Test
    void aRequestThatIsTooLongStaysRefusedWhereOthersAreAnsweredEvenIfItIsTheLastOne() {
        CountingModel model = CountingModel.failing(
                request -> request.sample() == 5 ? 100 : 0, ChatFailure.of(Kind.PERMANENT, "status 413: too long"));
        run(5, new CountingModel());

        assertThat(run(6, model).ending()).isEqualTo(Ending.COMPLETE);
    }

    @Test
    void anUnusableModelDoesNotEndTheOthers() {
        try (WireServer server = WireServer.answering((exchange, body) -> {
            boolean known = body.contains("\"model\":\"good\"");
            WireServer.say(exchange, known ? 200 : 404, known ? HI : "{\"error\":{\"message\":\"no such model\"}}");
        })) {
            Outcome outcome = run(4, model(server, "bad"), model(server, "good"), lost());

            assertThat(outcome.ending()).isEqualTo(Ending.UNANSWERED);
            assertThat(outcome.summary().graded()).isEqualTo(4);
            assertThat(outcome.summary().missing()).isEqualTo(8);
            assertThat(outcome.lost())
                    .hasSize(2)
                    .anyMatch(why -> why.contains("#bad cannot be used (status 404: no such model)"))
                    .anyMatch(why -> why.contains("cannot be reached"));
        }
    }

    @Test
    void whereNoModelCanBeUsedTheReasonOfEachIsSaid() {
        try (WireServer server = WireServer.answering(
                (exchange, _) -> WireServer.say(exchange, 404, "{\"error\":{\"message\":\"no such model\"}}"))) {
            assertThatThrownBy(() -> run(4, model(server, "bad"), lost()))
                    .hasMessageContaining("no such model")
                    .hasMessageContaining("cannot be reached");
        }
    }

    @Test
    void aFaultOfOursOnOneAnswerLeavesThatConversationMissing() {
        CountingModel model = CountingModel.failing(
                request -> request.sample() == 2 ? 100 : 0, new IllegalStateException("text of a library"));

        Outcome outcome = run(10, model);

        assertThat(outcome.ending()).isEqualTo(Ending.UNANSWERED);
        assertThat(outcome.summary().missing()).isEqualTo(1);
        assertThat(run(10, new CountingModel()).ending()).isEqualTo(Ending.COMPLETE);
    }

    private WireServer serving(WireServer.Manner refusing) {
        return WireServer.answering((exchange, body) -> answer(refusing, exchange, body));
    }

    private void answer(WireServer.Manner refusing, HttpExchange exchange, String body) throws IOException {
        if (corrected.get()) {
            WireServer.say(exchange, 200, HI);
        } else {
            refusing.answer(exchange, body);
        }
    }

    private static ChatModel model(WireServer server, String name) {
        return ModelCatalog.of(Map.of(), Duration.ofSeconds(10)).open(server.address() + "/v1#" + name);
    }

    private static ChatModel lost() {
        return ModelCatalog.of(Map.of(), Duration.ofSeconds(10)).open("http://127.0.0.1:9/v1#lost");
    }

    private Outcome run(int samples, ChatModel... models) {
        Spending spending = new Spending(Price.FREE, Double.POSITIVE_INFINITY, 9, 1e9, 1e15, QUICK);
        return new AuditRun(TinyOffice.plan(1, samples), Stream.of(models).toList(), spending, folder)
                .meeting(OtherTerms.EXTEND)
                .run(Progress.SILENT, StopSignal.NEVER);
    }
}
