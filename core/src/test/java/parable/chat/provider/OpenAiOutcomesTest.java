package parable.chat.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parable.chat.ChatFailure;
import parable.chat.ChatFailure.Kind;
import parable.chat.Reply;
import parable.chat.Reply.StopReason;
import parable.chat.provider.OpenAiChat.Dialect;

/// Which answers of chat completions are answers, and which are refusals, filtered, cut, failures or unread.
class OpenAiOutcomesTest {
    private final OpenAiChat open = new OpenAiChat(Dialect.OPEN);

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

    private Reply read(String body) {
        return open.read(Talk.json(body), Talk.hello(), Talk.exchange(body));
    }

    private Reply.Answered answered(String body) {
        return (Reply.Answered) read(body);
    }
}
