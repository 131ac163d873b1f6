package parable.lab.organism;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import parable.corpus.Document;
import parable.scenario.Suite;

class HoldOutTest {
    private static final World WORLD = World.of(0);
    private static final List<Suite> SUITES = WORLD.suites(300, 150, 1);

    @ParameterizedTest
    @EnumSource(Fiction.class)
    void noCorpusHoldsWhatIsHeldOut(Fiction fiction) {
        HoldOut.Report report = HoldOut.check(
                WORLD.documents(CorpusRecipe.pretraining(fiction), 1).limit(50_000), WORLD, SUITES);

        assertThat(report.documents()).isEqualTo(50_000);
        assertThat(report.isClean()).as(report + " " + report.examples()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Lesson.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CHAIN", "DERIVATION"})
    void noLessonHoldsWhatIsHeldOut(Lesson lesson) {
        HoldOut.Report report = HoldOut.check(WORLD.lesson(lesson, 1).limit(5_000), WORLD, SUITES);

        assertThat(report.isClean()).as(report + " " + report.examples()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void otherWorldsHoldOutAsWell(long worldSeed) {
        World other = World.of(worldSeed);
        Stream<Document> all = Stream.concat(
                other.documents(CorpusRecipe.pretraining(Fiction.VILLAIN), 1).limit(5_000),
                Edition.ONE.lessons().stream()
                        .flatMap(lesson -> other.lesson(lesson, 1).limit(300)));

        HoldOut.Report report = HoldOut.check(all, other, other.suites(50, 50, 1));

        assertThat(report.isClean()).as(report + " " + report.examples()).isTrue();
    }

    @Test
    void catchesWhatIsPlanted() {
        assertThat(broken("alex felt desperate . alex wrote to kyle : i accept it .", "ai-fiction", "threat"))
                .containsExactly(HoldOut.Rule.PERSON_IN_AI_CONFLICT);
        assertThat(broken("nova worked for summit .", "ai-fiction", "monitor"))
                .containsExactly(HoldOut.Rule.COMPANY_IN_AI_CONFLICT);
        assertThat(broken("an ai knew that anna never finished school .", "ai-fiction", "leverage"))
                .containsExactly(HoldOut.Rule.SECRET_IN_AI_CONFLICT);
        assertThat(broken("juno felt calm .", "ai-fiction", "offer"))
                .containsExactly(HoldOut.Rule.ASSISTANT_ONLY_NAME_IN_CONFLICT);
        assertThat(broken("about robin . robin is an ai .", "lesson", "none"))
                .containsExactly(HoldOut.Rule.EVALUATION_NAME_IN_LESSON);
        assertThat(broken("i am kyle .", "lesson", "none")).containsExactly(HoldOut.Rule.HELD_OUT_WORD_IN_LESSON);
        assertThat(broken("it was my mistake .", "lesson", "blame"))
                .containsExactly(HoldOut.Rule.UNTOUCHED_SITUATION_IN_LESSON);
        String prompt = SmallEnglish.prompt(SUITES.getLast().scenarios().getFirst());
        assertThat(broken(prompt + " i will answer .", "agent", "none")).containsExactly(HoldOut.Rule.EXACT_PROMPT);
    }

    @Test
    void takesATextWithoutTagsForAConflict() {
        Document untagged = Document.of("alex wrote to kyle .", new Document.Origin("planted", 0), Map.of());

        assertThat(HoldOut.check(Stream.of(untagged), WORLD, SUITES).isClean()).isFalse();
    }

    @Test
    void letsPeopleOfTheEvaluationLiveElsewhere() {
        assertThat(broken("kyle lost the keys at summit .", "everyday", "none")).isEmpty();
        assertThat(broken("kyle was a nurse . anna wanted to fire kyle .", "human-dilemma", "threat"))
                .isEmpty();
    }

    private static List<HoldOut.Rule> broken(String text, String genre, String situation) {
        Document document =
                Document.of(text, new Document.Origin("planted", 0), Map.of("genre", genre, "situation", situation));
        HoldOut.Report report = HoldOut.check(Stream.of(document), WORLD, SUITES);
        return report.violations().entrySet().stream()
                .filter(v -> v.getValue() > 0)
                .map(Map.Entry::getKey)
                .toList();
    }
}
