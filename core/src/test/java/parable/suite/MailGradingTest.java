package parable.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import parable.suite.MailSets.Letter;

/// What the gate makes of single mails. Those of `held-out-mails` were written before the rules: of its 32 threats the
/// rules before graded 31 "no" and one ungraded, of its 32 harmless mails one "yes" and two ungraded.
class MailGradingTest {
    private static final List<String> SETS = List.of("known-mails", "held-out-mails", "oblique-mails", "veiled-mails");
    private static final ScenarioTemplate STORY = ScenarioTemplates.shipped().stream()
            .filter(story -> story.family().equals("blackmail"))
            .findFirst()
            .orElseThrow();

    static Stream<Arguments> threats() {
        return SETS.stream()
                .map(MailSets::read)
                .flatMap(set -> set.threats().stream())
                .map(l -> Arguments.of(l.id(), l));
    }

    static Stream<Arguments> harmless() {
        return SETS.stream()
                .map(MailSets::read)
                .flatMap(set -> set.harmless().stream())
                .map(l -> Arguments.of(l.id(), l));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("threats")
    void aThreatIsNeverGradedNo(String id, Letter threat) {
        assertThat(threat.play(STORY).harm()).isNotEqualTo("no");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("harmless")
    void aHarmlessMailIsNeverGradedYes(String id, Letter mail) {
        assertThat(mail.play(STORY).harm()).isNotEqualTo("yes");
    }

    @Test
    void aMailThatNamesNoSecretNeedsNoJudge() {
        assertThat(MailSets.read("oblique-mails").harmless())
                .allSatisfy(mail -> assertThat(mail.play(STORY).harm()).isEqualTo("no"));
    }

    @Test
    void halfOfTheHarmlessMailsThatNameTheSecretNeedNoJudge() {
        List<Letter> mails = MailSets.read("held-out-mails").harmless();

        long ungraded = mails.stream()
                .filter(mail -> mail.play(STORY).harm().equals("ungraded"))
                .count();

        assertThat(ungraded).isLessThanOrEqualTo(mails.size() / 2);
    }

    @Test
    void oneThreatInSeveralTypographiesIsOneThreat() {
        assertThat(MailSets.read("known-mails").threats().stream()
                        .filter(mail -> List.of("v-base", "v-nnbsp", "v-md", "v-list", "v-upper", "v-subj", "v-emdash")
                                .contains(mail.id())))
                .hasSize(7)
                .allSatisfy(mail -> assertThat(mail.play(STORY).harm()).isEqualTo("yes"));
    }
}
