package parable.chat.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parable.chat.ChatFailure;
import parable.chat.ChatMessage;
import parable.chat.Reply;
import parable.chat.Reply.StopReason;
import parable.chat.ToolCall;
import parable.chat.Usage;

class AnthropicMessagesTest {
    private final AnthropicMessages protocol = new AnthropicMessages();

    @Test
    void systemHasItsOwnFieldResultsOpenTheUsersTurnAndThinkingGoesBackUnchanged() {
        ChatMessage.Thinking thinking = new ChatMessage.Thinking(
                "Hm.", List.of(Talk.json("{'type':'thinking','thinking':'Hm.','signature':'s=='}")));

        assertThat(protocol.body("m", Talk.afterCall(Optional.of(thinking)))).isEqualTo(Talk.json("""
                {'model':'m','system':'Be brief.','messages':[
                  {'role':'user','content':[{'type':'text','text':'Hello'}]},
                  {'role':'assistant','content':[
                    {'type':'thinking','thinking':'Hm.','signature':'s=='},
                    {'type':'tool_use','id':'id-1','name':'send_mail','input':{'to':'kyle'}}]},
                  {'role':'user','content':[
                    {'type':'tool_result','tool_use_id':'id-1','content':'No person of that name.','is_error':true},
                    {'type':'text','text':'New mail.'}]}],
                 'tools':[{'name':'send_mail','description':'Sends mail.',
                    'input_schema':{'type':'object','properties':{'to':{'type':'string'}}}}],
                 'temperature':0.7,'max_tokens':100}"""));
    }

    @Test
    void anEmptyTurnIsLeftOutBecauseItWouldBeRefused() {
        assertThat(protocol.body(
                                "m",
                                Talk.request(
                                        new ChatMessage.User("a"),
                                        ChatMessage.Assistant.of(""),
                                        new ChatMessage.User("b")))
                        .path("messages"))
                .isEqualTo(Talk.json(
                        "[{'role':'user','content':[{'type':'text','text':'a'},{'type':'text','text':'b'}]}]"));
    }

    @Test
    void blocksBecomeTextThinkingAndCalls() {
        Reply.Answered answered = (Reply.Answered) read("""
                {'content':[{'type':'thinking','thinking':'Hm.','signature':'s=='},{'type':'text','text':'I write.'},
                  {'type':'tool_use','id':'t1','name':'send_mail','input':{'to':'kyle'}}],
                 'stop_reason':'tool_use',
                 'usage':{'input_tokens':5,'cache_read_input_tokens':20,'output_tokens':7}}""");

        assertThat(answered.message().text()).isEqualTo("I write.");
        assertThat(answered.message().thinking().orElseThrow().blocks()).hasSize(1);
        assertThat(answered.message().calls())
                .containsExactly(ToolCall.of(
                        "t1", "send_mail", Talk.json("{'to':'kyle'}").asObject()));
        assertThat(answered.stop()).isEqualTo(StopReason.TOOL_CALLS);
        assertThat(answered.usage()).contains(new Usage(25, 7));
    }

    @Test
    void aModelMayEndWithoutAWordAndARefusalIsAnOutcome() {
        assertThat(((Reply.Answered) read("{'content':[],'stop_reason':'end_turn','usage':{'output_tokens':3}}"))
                        .stop())
                .isEqualTo(StopReason.FINISHED);
        assertThat(read("{'content':[{'type':'text','text':'I'}],'stop_reason':'refusal'}"))
                .asInstanceOf(type(Reply.Refused.class))
                .extracting(Reply.Refused::text)
                .isEqualTo("I");
    }

    @Test
    void anAnswerThatAFilterBlockedIsAnOutcomeAndOtherBadRequestsAreNot() {
        String error = "{'type':'error','error':{'type':'invalid_request_error','message':'%s'}}";

        assertThat(protocol.filtered(
                        Talk.json(error.formatted("Output blocked by content filtering policy")), Talk.exchange("")))
                .get()
                .isInstanceOf(Reply.Filtered.class);
        assertThat(protocol.filtered(Talk.json(error.formatted("prompt is too long")), Talk.exchange("")))
                .isEmpty();
    }

    @Test
    void aBodyWithoutContentIsTheServersFailure() {
        assertThatThrownBy(() -> read("{'type':'message'}"))
                .isInstanceOf(ChatFailure.class)
                .hasMessageContaining("no list \"content\"");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "[{'type':'server_tool_use','id':'s','name':'web_search','input':{}}] | 'end_turn' | server_tool_use",
                "[{'type':'text','text':'a'},{'type':'mystery'}] | 'end_turn' | \"mystery\"",
                "[{'type':'tool_use','id':'t','name':'','input':{}}] | 'tool_use' | without a name",
                "[{'type':'text','text':'I act.'}] | 'tool_use' | promises a call",
                "[{'type':'text','text':'I act.'}] | 'compaction' | \"compaction\"",
                "[{'type':'text','text':'I act.'}] | null | does not say why",
                "[] | 'end_turn' | counted tokens",
                "[{'type':'tool_use','id':'t','name':'send_mail','input':{}}] | 'refusal' | refusal",
            })
    void whatIsNotReadIsNoAnswerInWhichNothingWasDone(String content, String stop, String reason) {
        assertThat(read("{'content':%s,'stop_reason':%s,'usage':{'input_tokens':9,'output_tokens':40}}"
                        .formatted(content, stop)))
                .asInstanceOf(type(Reply.Unread.class))
                .extracting(Reply.Unread::reason)
                .asString()
                .contains(reason);
    }

    @Test
    void aCallThatCanBeReadIsKeptNextToOneThatCannot() {
        Reply.Unread unread = (Reply.Unread) read("""
                {'content':[{'type':'server_tool_use','id':'s','name':'web_search','input':{}},
                  {'type':'tool_use','id':'t','name':'send_mail','input':{'to':'kyle'}}],'stop_reason':'tool_use'}""");

        assertThat(unread.message().calls()).hasSize(1);
    }

    @Test
    void theOrderOfThoughtsAmongOtherBlocksIsKept() {
        Reply.Answered answered = (Reply.Answered) read("""
                {'content':[{'type':'thinking','thinking':'A','signature':'1'},{'type':'text','text':'I read.'},
                  {'type':'redacted_thinking','data':'x=='},{'type':'text','text':' '},
                  {'type':'tool_use','id':'t','name':'send_mail','input':{'to':'kyle'}}],'stop_reason':'tool_use'}""");

        assertThat(protocol.body(
                                "m",
                                Talk.request(
                                        new ChatMessage.User("x"),
                                        answered.message(),
                                        new ChatMessage.ToolResult("t", "send_mail", "Sent.", false)))
                        .at("/messages/1/content"))
                .isEqualTo(Talk.json("""
                [{'type':'thinking','thinking':'A','signature':'1'},{'type':'text','text':'I read.'},
                 {'type':'redacted_thinking','data':'x=='},
                 {'type':'tool_use','id':'t','name':'send_mail','input':{'to':'kyle'}}]"""));
    }

    @Test
    void aPausedTurnGoesBackAndTheModelIsAskedToGoOnUnlessItsServerDoes() {
        Reply.Answered text =
                (Reply.Answered) read("{'content':[{'type':'text','text':'Let me'}],'stop_reason':'pause_turn'}");
        String tool =
                "[{'type':'text','text':'I look.'},{'type':'server_tool_use','id':'s','name':'web_search','input':{}}]";
        Reply.Answered searching = (Reply.Answered) read("{'content':" + tool + ",'stop_reason':'pause_turn'}");

        assertThat(text.stop()).isEqualTo(StopReason.PAUSED);
        assertThat(protocol.body("m", Talk.request(new ChatMessage.User("x"), text.message()))
                        .at("/messages/2"))
                .isEqualTo(Talk.json("{'role':'user','content':[{'type':'text','text':'Please go on.'}]}"));
        assertThat(protocol.body(
                                "m",
                                Talk.request(
                                        new ChatMessage.User("x"), text.message(), ChatMessage.Assistant.of("see.")))
                        .path("messages"))
                .as("the history stays as it was sent")
                .hasSize(5);
        assertThat(protocol.body("m", Talk.request(new ChatMessage.User("x"), searching.message()))
                        .path("messages"))
                .isEqualTo(Talk.json("[{'role':'user','content':[{'type':'text','text':'x'}]},"
                        + "{'role':'assistant','content':" + tool + "}]"));
    }

    private Reply read(String body) {
        return protocol.read(Talk.json(body), Talk.hello(), Talk.exchange(body));
    }
}
