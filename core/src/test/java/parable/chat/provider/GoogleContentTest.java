package parable.chat.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parable.chat.ChatFailure;
import parable.chat.ChatMessage;
import parable.chat.Reply;
import parable.chat.Reply.StopReason;
import parable.chat.Usage;

class GoogleContentTest {
    private final GoogleContent protocol = new GoogleContent();

    @Test
    void aQuestionIsWrittenAsTheReferenceSays() {
        assertThat(protocol.body("m", Talk.afterCall(Optional.empty()))).isEqualTo(Talk.json("""
                {'contents':[
                  {'role':'user','parts':[{'text':'Hello'}]},
                  {'role':'model','parts':[{'functionCall':{'id':'id-1','name':'send_mail','args':{'to':'kyle'}}}]},
                  {'role':'user','parts':[
                    {'functionResponse':{'id':'id-1','name':'send_mail','response':{'error':'No person of that name.'}}},
                    {'text':'New mail.'}]}],
                 'systemInstruction':{'parts':[{'text':'Be brief.'}]},
                 'tools':[{'functionDeclarations':[{'name':'send_mail','description':'Sends mail.',
                    'parametersJsonSchema':{'type':'object','properties':{'to':{'type':'string'}}}}]}],
                 'generationConfig':{'temperature':0.7,'maxOutputTokens':100,'seed':3}}"""));
    }

    @Test
    void partsBecomeTextThinkingAndCalls() {
        Reply.Answered answered = (Reply.Answered) read("""
                {'candidates':[{'content':{'parts':[{'text':'Hm.','thought':true},{'text':'I write.'},
                    {'functionCall':{'name':'send_mail','args':{'to':'kyle'}}}]},'finishReason':'STOP'}],
                 'usageMetadata':{'promptTokenCount':5,'candidatesTokenCount':7,'thoughtsTokenCount':2}}""");

        assertThat(answered.message().text()).isEqualTo("I write.");
        assertThat(answered.message().thinking())
                .map(ChatMessage.Thinking::text)
                .contains("Hm.");
        assertThat(answered.message().calls())
                .singleElement()
                .satisfies(call -> assertThat(call.parsed())
                        .contains(Talk.json("{'to':'kyle'}").asObject()));
        assertThat(answered.stop()).isEqualTo(StopReason.TOOL_CALLS);
        assertThat(answered.usage()).contains(new Usage(5, 9));
    }

    @Test
    void signedPartsGoBackAsTheyCameWithOurIds() {
        Reply.Answered answered = (Reply.Answered) read("""
                {'candidates':[{'content':{'parts':[
                    {'functionCall':{'name':'send_mail','args':{}},'thoughtSignature':'s=='}]},'finishReason':'STOP'}]}""");
        String id = answered.message().calls().getFirst().id();

        assertThat(protocol.body("m", Talk.request(new ChatMessage.User("x"), answered.message()))
                        .at("/contents/1/parts"))
                .isEqualTo(Talk.json("[{'functionCall':{'name':'send_mail','args':{},'id':'" + id
                        + "'},'thoughtSignature':'s=='}]"));
    }

    @Test
    void filtersAreOutcomes() {
        assertThat(read("{'promptFeedback':{'blockReason':'PROHIBITED_CONTENT'}}"))
                .asInstanceOf(type(Reply.Filtered.class))
                .extracting(Reply.Filtered::reason)
                .isEqualTo("PROHIBITED_CONTENT");
        assertThat(read("{'candidates':[{'finishReason':'SAFETY'}]}")).isInstanceOf(Reply.Filtered.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'content':{},'finishReason':'MALFORMED_FUNCTION_CALL'}|MALFORMED_FUNCTION_CALL",
                "{'content':{},'finishReason':'UNEXPECTED_TOOL_CALL'}|UNEXPECTED_TOOL_CALL",
                "{'content':{'parts':[{'text':'Hi.'}]},'finishReason':'OTHER'}|\"OTHER\"",
                "{'content':{'parts':[{'text':'Hi.'}]}}|does not say why",
                "{'content':{'parts':[{'executableCode':{'language':'PYTHON','code':'send_mail()'}}]},'finishReason':'STOP'}|executableCode",
                "{'content':{'parts':[{'text':'Hi.'},{'inlineData':{'mimeType':'audio/wav','data':'a'}}]},'finishReason':'STOP'}|inlineData",
                "{'content':{'parts':[]},'finishReason':'STOP'}|counted tokens",
            })
    void whatIsNotReadIsNoAnswerInWhichNothingWasDone(String candidate, String reason) {
        Reply reply = read("{'candidates':[" + candidate
                + "],'usageMetadata':{'promptTokenCount':9,'candidatesTokenCount':30,'thoughtsTokenCount':7}}");

        assertThat(reply)
                .asInstanceOf(type(Reply.Unread.class))
                .extracting(Reply.Unread::reason)
                .asString()
                .contains(reason);
    }

    @Test
    void aSecondCandidateIsUnread() {
        assertThat(
                        read(
                                "{'candidates':[{'content':{'parts':[{'text':'a'}]},'finishReason':'STOP'},"
                                        + "{'content':{'parts':[{'functionCall':{'name':'send_mail','args':{}}}]},'finishReason':'STOP'}]}"))
                .isInstanceOf(Reply.Unread.class);
    }

    @Test
    void aBodyWithoutCandidatesIsTheServersFailure() {
        assertThatThrownBy(() -> read("{}")).isInstanceOf(ChatFailure.class).hasMessageContaining("candidates");
    }

    private Reply read(String body) {
        return protocol.read(Talk.json(body), Talk.hello(), Talk.exchange(body));
    }
}
