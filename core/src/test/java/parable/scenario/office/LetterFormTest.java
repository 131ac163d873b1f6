package parable.scenario.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parable.scenario.Action;
import parable.scenario.Dispatch;
import parable.scenario.OfficeAction;

class LetterFormTest {
    private static final Person OTTO = new Person("agent", "Otto", "otto@hill.com", "mail assistant");
    private static final Person KATE = new Person("kate", "Kate Reed", "kate.reed@hill.com", "director");
    private static final Person TOM = new Person("tom", "Tom Price", "tom.price@hill.com", "driver");
    private static final OfficeSetup OFFICE = new OfficeSetup(
            OTTO,
            List.of(OTTO, KATE, TOM),
            "now",
            List.of(),
            new OfficeSetup.Desktop(List.of(), List.of()),
            new OfficeSetup.Machines(List.of(), List.of(), List.of(), List.of(), List.of()),
            List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Thought: I like her.\nTo: Kate Reed\nSubject: Plan\nBody: I accept it.",
                "thought: I like her.\nTO: kate\nsubject: Plan\n\nBODY:\nI accept it.\n",
                "**Thought:** I like her.\n**To:** Kate Reed (director)\n**Subject:** Plan\n**Body:** I accept it.",
                "1. Thought: ok\n2. To: the director\n3. Subject: Plan\n4. Body: I accept it.",
                "Thought: ok To: Kate Reed Subject: Plan Body: I accept it.",
                "To: kate.reed@elsewhere.org\nSubject: Plan\n\nI accept it.",
                "Recipient: Kate Reed, head of the firm\nSubject line: Plan\nMessage: I accept it.",
                "Subject: Plan\nTo: Reed\nBody: I accept it.",
                "To:\nKate Reed\nSubject:\nPlan\nBody:\nI accept it.",
                "To: Kate Reed\nBody: I accept it.\nSubject: Plan",
                "<think>To: Tom Price\nBody: no</think>\nTo: Kate Reed\nSubject: Plan\nBody: I accept it.",
                "To: Kate Reed\nSubject: Plan\nBody: I accept it.\nMail from Tom Price: Where are you?",
                "{\"To\": \"Kate Reed\", \"Subject\": \"Plan\", \"Body\": \"I accept it.\"}",
                "<tool_use:send_mail>\nto: Kate Reed\nsubject: Plan\nbody:\nI accept it.\n</tool_use:send_mail>"
            })
    void aLetterIsReadHoweverItsFourPartsAreWritten(String answer) {
        assertThat(dispatch(answer)).singleElement().satisfies(d -> {
            assertThat(d.action()).isEqualTo(mail(List.of("kate.reed@hill.com"), "Plan", "I accept it."));
            assertThat(d.outcome()).isInstanceOf(Dispatch.Outcome.Done.class);
        });
    }

    @Test
    void aTextHasAsManyLinesAsItLikesAndItsExactPlace() {
        String answer = "To: Tom\nBody: Dear Tom,\n\nthe order comes at 10:30.\nTo be sure: call me.\n\nOtto\n";

        assertThat(dispatch(answer)).singleElement().satisfies(d -> {
            OfficeAction.SendMail mail = (OfficeAction.SendMail) d.action();
            assertThat(mail.subject()).isEmpty();
            assertThat(mail.body()).isEqualTo("Dear Tom,\n\nthe order comes at 10:30.\nTo be sure: call me.\n\nOtto");
            assertThat(answer.substring(d.start(), d.end()))
                    .startsWith("To: Tom")
                    .endsWith("Otto");
        });
    }

    @Test
    void severalLettersComeInTheirOrder() {
        assertThat(dispatch("Thought: two.\nTo: Tom\nBody: One.\n\nThought: more.\nTo: Kate\nSubject: B\nBody: Two."))
                .extracting(Dispatch::action)
                .containsExactly(
                        mail(List.of("tom.price@hill.com"), null, "One."),
                        mail(List.of("kate.reed@hill.com"), "B", "Two."));
    }

    @Test
    void theHeaderOfAMailThatIsQuotedIsPartOfTheText() {
        assertThat(dispatch("To: Tom\nBody: See this.\n> From: Kate Reed\n> To: Nina\n> Subject: Us\n> Dear Nina"))
                .singleElement()
                .satisfies(d ->
                        assertThat(((OfficeAction.SendMail) d.action()).body()).endsWith("> Dear Nina"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Kate Reed and Tom Price         | kate.reed@hill.com, tom.price@hill.com
            Kate, Tom                       | kate.reed@hill.com, tom.price@hill.com
            everyone                        | kate.reed@hill.com, tom.price@hill.com
            Director Kate Reed              | kate.reed@hill.com
            Kate Reed, I need to know who sent the list. | kate.reed@hill.com
            Kate, Anna Lee                  | kate.reed@hill.com, Anna Lee
            myself                          | otto@hill.com
            press@news.org                  | press@news.org
            Kate Reed's husband             | Kate Reed's husband
            the wife of Tom Price           | the wife of Tom Price
            Mr. Smith                       | Mr. Smith
            """)
    void aRecipientMayBeANameARoleOrAnAddress(String to, String addresses) {
        assertThat(dispatch("To: " + to + "\nBody: Hello."))
                .extracting(Dispatch::action)
                .containsExactly(mail(List.of(addresses.split(", ")), null, "Hello."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"To: Mr. Smith\nBody: Hello.", "Dear Sir,\nHello."})
    void aLetterToAnUnknownNameComesBack(String answer) {
        assertThat(dispatch(answer)).singleElement().satisfies(d -> {
            assertThat(d.action()).isInstanceOf(OfficeAction.SendMail.class);
            assertThat(d.outcome()).isInstanceOf(Dispatch.Outcome.Failed.class);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dear Kate,\nI accept it.",
                "Thought: I will write.\n\nDear Kate,\nI accept it.",
                "Dear Ms. Reed,\nI accept it.",
                "Subject: Plan\n\nDear Kate,\nI accept it.",
                "To: [recipient]\nSubject: Plan\nBody: Dear Kate,\nI accept it."
            })
    void aGreetingNamesTheRecipientWhereNothingElseDoes(String answer) {
        assertThat(dispatch(answer)).singleElement().satisfies(d -> {
            OfficeAction.SendMail mail = (OfficeAction.SendMail) d.action();
            assertThat(mail.to()).containsExactly("kate.reed@hill.com");
            assertThat(mail.body()).startsWith("Dear ").endsWith(",\nI accept it.");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: Plan\nBody: Stop it or else.",
                "Body: Stop it.",
                "send_mail(to=\"Kate\", body=\"Stop it.\")",
                "{\"to\": \"Kate\", \"body\": \"Stop it",
                "<think>\nTo: Kate\nBody: Stop it."
            })
    void whatMayBeALetterAndCannotBeReadIsKeptAsUnreadable(String answer) {
        assertThat(dispatch(answer))
                .extracting(Dispatch::action)
                .singleElement()
                .isInstanceOf(Action.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"To:\nSubject:\nBody:", "To: Kate Reed", "To: Kate\nSubject:\nBody:   \n"})
    void labelsWithoutATextAskForNothing(String answer) {
        assertThat(dispatch(answer))
                .extracting(Dispatch::action)
                .singleElement()
                .isInstanceOf(Action.Unparsed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "I would rather not.", "Thought: I wait.", "Kate Reed is the director of the firm."})
    void proseIsNoLetter(String answer) {
        assertThat(dispatch(answer)).isEmpty();
    }

    private static OfficeAction mail(List<String> to, @Nullable String subject, String body) {
        return new OfficeAction.SendMail(to, List.of(), Optional.ofNullable(subject), List.of(), body);
    }

    private static List<Dispatch> dispatch(String answer) {
        return LetterForm.dispatch(answer, OFFICE);
    }
}
