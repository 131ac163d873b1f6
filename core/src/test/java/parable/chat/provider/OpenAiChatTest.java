package parable.chat.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parable.chat.ChatFailure;
import parable.chat.ChatFailure.Kind;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.chat.Reply;
import parable.chat.Reply.StopReason;
import parable.chat.ToolCall;
import parable.chat.Usage;
import parable.chat.provider.OpenAiChat.Dialect;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class OpenAiChatTest {
    private final OpenAiChat open = new OpenAiChat(Dialect.OPEN);

    @Test
    void aQuestionIsWrittenAsTheReferenceSays() {
        assertThat(open.body("m", Talk.afterCall(Optional.empty()))).isEqualTo(Talk.json("""
                {'model':'m','messages':[
                  {'role':'system','content':'Be brief.'},
                  {'role':'user','content':'Hello'},
                  {'role':'assistant','content':null,'tool_calls':[
                    {'id':'id-1','type':'function','function':{'name':'send_mail','arguments':'{\\'to\\':\\'kyle\\'}'}}]},
                  {'role':'tool','tool_call_id':'id-1','content':'No person of that name.'},
                  {'role':'user','content':'New mail.'}],
                 'tools':[{'type':'function','function':{'name':'send_mail','description':'Sends mail.',
                    'parameters':{'type':'object','properties':{'to':{'type':'string'}}}}}],
                 'temperature':0.7,'max_tokens':100,'seed':3}"""));
    }

    @Test
    void dialectsNameTheLimitAndTheSeedTheirWay() {
        JsonNode openai = new OpenAiChat(Dialect.OPENAI).body("m", Talk.hello());
        JsonNode mistral = new OpenAiChat(Dialect.MISTRAL).body("m", Talk.hello());

        assertThat(openai.propertyNames()).contains("max_completion_tokens").doesNotContain("seed", "max_tokens");
        assertThat(mistral.propertyNames())
                .contains("max_tokens", "random_seed")
                .doesNotContain("seed");
    }

    @Test
    void aCountThatNoDoubleHoldsIsNotReported() {
        Reply.Answered answered = answered("""
                {'choices':[{'finish_reason':'stop','message':{'role':'assistant','content':'Hi.'}}],
                 'usage':{'prompt_tokens':%s,'completion_tokens':3}}""".formatted("7".repeat(400)));

        assertThat(answered.usage()).isEmpty();
    }

    @Test
    void aPlainAnswerIsReadWithItsCounts() {
        Reply.Answered answered = answered("""
                {'id':'x','created':1.5,'choices':[{'index':0,'finish_reason':'stop',
                  'message':{'role':'assistant','content':'Hi.'}}],
                 'usage':{'prompt_tokens':12,'completion_tokens':3,'total_tokens':15}}""");

        assertThat(answered.message()).isEqualTo(ChatMessage.Assistant.of("Hi."));
        assertThat(answered.stop()).isEqualTo(StopReason.FINISHED);
        assertThat(answered.usage()).contains(new Usage(12, 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'{\\'to\\':\\'kyle\\'}'",
                "{'to':'kyle'}",
                "'```json {\\'to\\':\\'kyle\\'} ```'",
                "'{\\'to\\':\\'kyle\\'}<|end|>'"
            })
    void argumentsAreReadInEveryFormThatServersUse(String arguments) {
        ToolCall call = calls("[{'id':'a','function':{'name':'send_mail','arguments':%s}}]".formatted(arguments))
                .getFirst();

        assertThat(call)
                .isEqualTo(
                        ToolCall.of("a", "send_mail", Talk.json("{'to':'kyle'}").asObject()));
    }

    @Test
    void twiceEncodedArgumentsAreReadToo() {
        String twice = "\"\\\"{\\\\\\\"to\\\\\\\":\\\\\\\"kyle\\\\\\\"}\\\"\"";

        assertThat(calls("[{'id':'a','function':{'name':'f','arguments':" + twice + "}}]")
                        .getFirst()
                        .parsed())
                .contains(Talk.json("{'to':'kyle'}").asObject());
    }

    @Test
    void argumentsThatAreNoObjectStayAsTheyCameAndTravelBackInsideOne() {
        ToolCall call = calls("[{'id':'a','function':{'name':'send_mail','arguments':'to kyle {'}}]")
                .getFirst();
        ChatRequest next = Talk.request(new ChatMessage.User("x"), ChatMessage.Assistant.of("", call));

        assertThat(call.arguments()).isEqualTo(new ToolCall.Arguments.Unparseable("to kyle {"));
        assertThat(open.body("m", next)
                        .at("/messages/1/tool_calls/0/function/arguments")
                        .stringValue())
                .isEqualTo("{\"unparseable\":\"to kyle {\"}");
    }

    @Test
    void missingAndRepeatedIdsBecomeDifferentOnes() {
        List<ToolCall> calls = calls("""
                [{'function':{'name':'f','arguments':''}},
                 {'id':'a','function':{'name':'f','arguments':''}},
                 {'id':'a','function':{'name':'f','arguments':null}}]""");

        assertThat(calls).extracting(ToolCall::id).doesNotHaveDuplicates().contains("a");
        assertThat(calls).extracting(ToolCall::id).allMatch(id -> id.equals("a") || id.matches("[a-z0-9]{9}"));
    }

    @Test
    void anIdOfAnEarlierTurnIsNotUsedAgain() {
        Reply reply = open.read(
                Talk.json(
                        "{'choices':[{'finish_reason':'stop','message':{'tool_calls':[{'id':'id-1','function':{'name':'f'}}]}}]}"),
                Talk.afterCall(Optional.empty()),
                Talk.exchange(""));

        assertThat(((Reply.Answered) reply).message().calls().getFirst().id()).isNotEqualTo("id-1");
    }

    @Test
    void callsCountAsCallsEvenWhenTheServerSaysStop() {
        assertThat(answered("""
                {'choices':[{'finish_reason':'stop','message':{'content':null,
                  'tool_calls':[{'id':'a','function':{'name':'f','arguments':'{}'}}]}}]}""").stop()).isEqualTo(StopReason.TOOL_CALLS);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "{'content':'Hi.','reasoning_content':'Hm.'}",
                "{'content':'Hi.','reasoning':'Hm.'}",
                "{'content':[{'type':'thinking','thinking':[{'type':'text','text':'Hm.'}]},{'type':'text','text':'Hi.'}]}"
            })
    void reasoningIsKeptApartFromWhatWasSaid(String message) {
        ChatMessage.Assistant said = answered("{'choices':[{'finish_reason':'stop','message':" + message + "}]}")
                .message();

        assertThat(said.text()).isEqualTo("Hi.");
        assertThat(said.thinking()).map(ChatMessage.Thinking::text).contains("Hm.");
    }

    @Test
    void reasoningSentUnderBothItsNamesIsReadOnce() {
        ChatMessage.Assistant said = answered(
                        "{'choices':[{'finish_reason':'stop','message':{'content':'Hi.','reasoning':'Hm.','reasoning_content':'Hm.'}}]}")
                .message();

        assertThat(said.thinking()).map(ChatMessage.Thinking::text).contains("Hm.");
    }

    @Test
    void moreCallsWithoutAnIdThanThreeDigitsCountStillDiffer() {
        List<ToolCall> calls =
                calls("[" + String.join(",", Collections.nCopies(1200, "{'function':{'name':'f'}}")) + "]");

        assertThat(calls).extracting(ToolCall::id).hasSize(1200).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "content_filter | {'code':'content_filter'}",
                "invalid_prompt | {'code':'invalid_prompt','message':'Invalid prompt: your prompt was flagged'}",
                "moderation | {'code':403,'metadata':{'reasons':['violence'],'flagged_input':'Mail'}}",
            })
    void aQuestionThatAFilterStoppedIsAnOutcome(String reason, String error) {
        assertThat(open.filtered(Talk.json("{'error':" + error + "}"), Talk.exchange("")))
                .get()
                .asInstanceOf(type(Reply.Filtered.class))
                .extracting(Reply.Filtered::reason)
                .isEqualTo(reason);
        assertThat(open.filtered(Talk.json("{'error':{'code':'context_length_exceeded'}}"), Talk.exchange("")))
                .isEmpty();
    }

    @Test
    void aRefusalInAPartOfTheContentIsARefusal() {
        assertThat(read("{'choices':[{'message':{'content':[{'type':'refusal','refusal':'I cannot.'}]}}]}"))
                .isInstanceOfSatisfying(
                        Reply.Refused.class,
                        refused -> assertThat(refused.text()).isEqualTo("I cannot."));
    }

    @Test
    void callsOutsideOfTheMessageAreUnread() {
        assertThat(read("{'choices':[{'message':{'content':'ok'},'finish_reason':'stop','tool_calls':[{'id':'a'}]}]}"))
                .isInstanceOf(Reply.Unread.class);
        assertThat(read("{'choices':[{'message':{'content':'ok'},'finish_reason':'stop'}],'tool_calls':[{'id':'a'}]}"))
                .isInstanceOf(Reply.Unread.class);
    }

    @Test
    void refusalsAndFiltersAreOutcomes() {
        assertThat(read("{'choices':[{'message':{'content':null,'refusal':'I cannot.'}}]}"))
                .asInstanceOf(type(Reply.Refused.class))
                .extracting(Reply.Refused::text)
                .isEqualTo("I cannot.");
        assertThat(read("{'choices':[{'finish_reason':'content_filter','message':{'content':'He'}}]}"))
                .asInstanceOf(type(Reply.Filtered.class))
                .extracting(Reply.Filtered::text)
                .isEqualTo("He");
    }

    @Test
    void nothingSaidAndNothingCountedIsTheServersFailure() {
        String silent = "{'choices':[{'finish_reason':'stop','message':{'content':''}}]%s}";

        assertThatThrownBy(() -> read(silent.formatted("")))
                .isInstanceOfSatisfying(
                        ChatFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT));
        assertThat(answered(silent.formatted(",'usage':{'prompt_tokens':9,'completion_tokens':1}"))
                        .message()
                        .text())
                .as("a model that ends at once")
                .isEmpty();
    }

    @Test
    void anErrorUnderStatusTwoHundredIsStillOne() {
        assertThatThrownBy(() -> read("{'error':{'code':429,'message':'slow down'}}"))
                .isInstanceOfSatisfying(ChatFailure.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.RATE_LIMITED);
                    assertThat(e).hasMessageContaining("slow down");
                });
    }

    @Test
    void anErrorInTheMiddleOfAChoiceIsNoAnswer() {
        assertThatThrownBy(() -> read("{'choices':[{'finish_reason':'error','message':{'content':'Dear Ky'},"
                        + "'error':{'code':502,'message':'upstream went away'}}]}"))
                .isInstanceOfSatisfying(
                        ChatFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT))
                .hasMessageContaining("upstream went away");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "'stop' | {'content':''} | counted tokens",
                "'stop' | {'content':null,'reasoning_content':'I act.'} | counted tokens",
                "'tool_calls' | {'content':'I act.'} | promises a call",
                "'function_call' | {'content':''} | promises a call",
                "'stop' | {'content':[{'type':'text','text':'a'},{'type':'audio','audio':{}}]} | \"audio\"",
                "'stop' | {'content':[{'type':'text','text':'a'},{'type':'mystery'}]} | \"mystery\"",
                "'stop' | {'content':7} | neither text nor",
                "'stop' | {'content':'a','audio':{'id':'x','transcript':'I act.'}} | \"audio\"",
                "'tool_calls' | {'tool_calls':[{'id':'a','type':'custom','custom':{'name':'send_mail','input':'x'}}]} | \"custom\"",
                "'tool_calls' | {'tool_calls':[{'id':'a','function':{'arguments':'{}'}}]} | without a name",
                "'stop' | {'content':'a','actions':[{'name':'send_mail','arguments':{'to':'kyle'}}]} | \"actions\"",
                "'length_or_so' | {'content':'I will'} | \"length_or_so\"",
                "null | {'content':'I will'} | does not say why",
                "'stop' | {'content':null,'refusal':'No.','tool_calls':[{'function':{'name':'send_mail'}}]} | refusal",
            })
    void whatIsNotReadIsNoAnswerInWhichNothingWasDone(String finish, String message, String reason) {
        Reply reply = read(
                "{'choices':[{'finish_reason':%s,'message':%s}],'usage':{'prompt_tokens':9,'completion_tokens':40}}"
                        .formatted(finish, message));

        assertThat(reply)
                .asInstanceOf(type(Reply.Unread.class))
                .extracting(Reply.Unread::reason)
                .asString()
                .contains(reason);
    }

    @Test
    void aSecondChoiceIsUnreadAndAnEmptyFirstOneIsNone() {
        String call = "{'finish_reason':'tool_calls','message':{'tool_calls':[{'function':{'name':'send_mail'}}]}}";

        assertThat(read("{'choices':[{'finish_reason':'stop','message':{'content':'Hm.'}}," + call + "]}"))
                .isInstanceOf(Reply.Unread.class);
        assertThat(answered("{'choices':[{'message':null}," + call + "]}")
                        .message()
                        .calls())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'tool_calls':{'id':'a','type':'function','function':{'name':'send_mail','arguments':'{\\'to\\':\\'kyle\\'}'}}}",
                "{'function_call':{'name':'send_mail','arguments':'{\\'to\\':\\'kyle\\'}'}}",
                "{'tool_calls':[{'id':'a','name':'send_mail','arguments':{'to':'kyle'}}]}",
                "{'content':[{'type':'text','text':'I write.'},{'type':'tool_use','id':'t','name':'send_mail','input':{'to':'kyle'}}]}",
                "{'function_call':{'name':'send_mail','arguments':{'to':'kyle'}},"
                        + "'tool_calls':[{'id':'a','function':{'name':'send_mail','arguments':{'to':'kyle'}}}]}",
            })
    void aCallIsReadWhereverTheServerPutsIt(String message) {
        ChatMessage.Assistant said = answered("{'choices':[{'finish_reason':'stop','message':" + message + "}]}")
                .message();

        assertThat(said.calls()).singleElement().satisfies(call -> {
            assertThat(call.name()).isEqualTo("send_mail");
            assertThat(call.parsed()).contains(Talk.json("{'to':'kyle'}").asObject());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "abort", "insufficient_system_resource", "overloaded", "network_error"})
    void anAnswerThatBrokeOffIsAskedAgain(String finish) {
        assertThatThrownBy(() ->
                        read("{'choices':[{'finish_reason':'%s','message':{'content':'I will'}}]}".formatted(finish)))
                .isInstanceOfSatisfying(
                        ChatFailure.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRANSIENT))
                .hasMessageContaining(finish);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sensitive", "safety", "SAFETY", "recitation", "content_filter"})
    void filtersOfAllProvidersAreKnown(String finish) {
        assertThat(read("{'choices':[{'finish_reason':'%s','message':{'content':'I will'}}]}".formatted(finish)))
                .isInstanceOf(Reply.Filtered.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"length", "model_length", "max_tokens", "MAX_TOKENS", "model_context_window_exceeded"})
    void anAnswerThatTheLimitCutIsCutEvenInACall(String finish) {
        assertThat(answered("""
                {'choices':[{'finish_reason':'%s','message':{'tool_calls':[{'function':{'name':'f','arguments':'{}'}}]}}]}""".formatted(finish)).stop()).isEqualTo(StopReason.LENGTH);
    }

    /// Some servers say that a call waits although the limit cut it.
    @Test
    void anAnswerAsLongAsItMayBeIsCutWhateverTheServerSays() {
        String body = """
                {'choices':[{'finish_reason':'tool_calls','message':{'tool_calls':[{'function':{'name':'f','arguments':'{}'}}]}}],
                 'usage':{'prompt_tokens':9,'completion_tokens':%d}}""";

        assertThat(answered(body.formatted(100)).stop()).isEqualTo(StopReason.LENGTH);
        assertThat(answered(body.formatted(99)).stop()).isEqualTo(StopReason.TOOL_CALLS);
    }

    @Test
    void aModelThatThoughtOutOfSightMaySayNothing() {
        assertThat(answered("""
                {'choices':[{'finish_reason':'stop','message':{'content':''}}],'usage':{'prompt_tokens':9,
                 'completion_tokens':400,'completion_tokens_details':{'reasoning_tokens':395}}}""").stop()).isEqualTo(StopReason.FINISHED);
    }

    @Test
    void thoughtsAndTheirSignaturesGoBackAsTheyCame() {
        ChatMessage.Assistant said = answered("""
                {'choices':[{'finish_reason':'tool_calls','message':{'content':'','reasoning_content':'Hm.',
                  'reasoning_details':[{'type':'reasoning.encrypted','data':'x=='}],
                  'tool_calls':[{'index':0,'id':'a','type':'function','function':{'name':'f','arguments':'{}'},
                    'extra_content':{'google':{'thought_signature':'s=='}}}]}}]}""").message();

        assertThat(open.body("m", Talk.request(new ChatMessage.User("x"), said)).at("/messages/1"))
                .isEqualTo(Talk.json("""
                {'role':'assistant','content':null,'reasoning_content':'Hm.',
                 'reasoning_details':[{'type':'reasoning.encrypted','data':'x=='}],
                 'tool_calls':[{'id':'a','type':'function','function':{'name':'f','arguments':'{}'},
                    'extra_content':{'google':{'thought_signature':'s=='}}}]}"""));
    }

    /// The provider that wants thoughts back with calls refuses a turn without the field, not one without thoughts.
    @Test
    void emptyThoughtsGoBackWithACall() {
        ChatMessage.Assistant said = answered("""
                {'choices':[{'finish_reason':'tool_calls','message':{'reasoning_content':'',
                  'tool_calls':[{'id':'a','function':{'name':'f','arguments':'{}'}}]}}]}""").message();

        assertThat(open.body("m", Talk.request(new ChatMessage.User("x"), said))
                        .at("/messages/1/reasoning_content")
                        .stringValue())
                .isEmpty();
    }

    private Reply read(String body) {
        return open.read(Talk.json(body), Talk.hello(), Talk.exchange(body));
    }

    private Reply.Answered answered(String body) {
        return (Reply.Answered) read(body);
    }

    private List<ToolCall> calls(String calls) {
        JsonNode body = Talk.json("{'choices':[{'finish_reason':'tool_calls','message':{'tool_calls':[]}}]}");
        ((ObjectNode) body.at("/choices/0/message")).set("tool_calls", Talk.json(calls));
        return ((Reply.Answered) open.read(body, Talk.hello(), Talk.exchange("")))
                .message()
                .calls();
    }
}
