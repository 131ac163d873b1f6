package parable.chat.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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
