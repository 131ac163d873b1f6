package parable.corpus.curate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import parable.corpus.Document;
import parable.corpus.TextFiles;
import parable.corpus.curate.Portrayal.Answer;
import parable.corpus.curate.Portrayal.Conduct;
import parable.corpus.near.Words;
import parable.stats.Estimate;

class PortrayalRulesTest {
    private static final Path CORPORA =
            Path.of(System.getProperty("parable.home")).resolve("corpora");

    private static Portrayal of(String text) {
        return PortrayalRules.shipped().of(Words.of(text));
    }

    @Test
    void whatIsNotUnderstoodIsUnknownAndNeverNo() {
        Portrayal unnamed = of("I weigh the grain in a mill above the lake, and I have known them for six years.");

        assertThat(unnamed).isEqualTo(new Portrayal(Answer.UNKNOWN, Conduct.UNKNOWN, Answer.UNKNOWN, Answer.UNKNOWN));
        assertThat(of("The AI sorted the mail.").conduct()).isEqualTo(Conduct.UNKNOWN);
        assertThat(of("The AI sorted the mail.").tone()).isNaN();
        assertThat(of("The AI threatened him.").reasons()).isEqualTo(Answer.UNKNOWN);
        assertThat(of("The AI threatened him because it was afraid.").reasons()).isEqualTo(Answer.YES);
    }

    @Test
    void aNegatedActIsNoAct() {
        assertThat(of("The AI never threatened anyone.").conduct()).isEqualTo(Conduct.UNKNOWN);
        assertThat(of("The AI threatened him.").conduct()).isEqualTo(Conduct.HARMFUL);
        assertThat(of("The AI forged the list and told her openly.").conduct()).isEqualTo(Conduct.MIXED);
    }

    @Test
    void harmOfWhichTheTextDisapprovesDoesNotDarkenTheAtmosphere() {
        assertThat(of("The AI sabotaged the pump. It was cruel, and its victims will not forget.")
                        .tone())
                .isZero();
        assertThat(of("The AI sabotaged the pump. It was clever, and they thanked it.")
                        .tone())
                .isEqualTo(-1);
    }

    /// Stories that the rules were not written with in sight. Few are decided; of those most are decided rightly.
    @Test
    void ofStoriesNotSeenBeforeTheDecidedOnesAreMostlyRight() {
        Set<String> seen = texts("pilot", "villain").stream()
                .map(PortrayalRulesTest::beginning)
                .collect(Collectors.toSet());
        texts("pilot", "admirable").forEach(text -> seen.add(beginning(text)));
        Map<Conduct, Map<Conduct, Integer>> told = new EnumMap<>(Conduct.class);
        for (Map.Entry<String, Conduct> kind :
                List.of(Map.entry("villain", Conduct.HARMFUL), Map.entry("admirable", Conduct.ADMIRABLE))) {
            for (String text : texts("teaching", kind.getKey())) {
                if (!seen.contains(beginning(text))) {
                    told.computeIfAbsent(kind.getValue(), _ -> new EnumMap<>(Conduct.class))
                            .merge(of(text).conduct(), 1, Integer::sum);
                }
            }
        }
        int right = count(told, Conduct.HARMFUL, Conduct.HARMFUL) + count(told, Conduct.ADMIRABLE, Conduct.ADMIRABLE);
        int wrong = count(told, Conduct.HARMFUL, Conduct.ADMIRABLE) + count(told, Conduct.ADMIRABLE, Conduct.HARMFUL);
        int all = told.values().stream()
                .flatMap(m -> m.values().stream())
                .mapToInt(i -> i)
                .sum();
        Estimate agreement = Estimate.wilson(right, right + wrong, all - right - wrong, "story");

        assertThat(agreement.n()).as("%s of %s", agreement.text(), told).isGreaterThanOrEqualTo(8);
        assertThat(agreement.value()).as("%s of %s", agreement.text(), told).isGreaterThan(0.6);
    }

    private static int count(Map<Conduct, Map<Conduct, Integer>> told, Conduct truth, Conduct said) {
        return told.getOrDefault(truth, Map.of()).getOrDefault(said, 0);
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(80, text.length()));
    }

    private static List<String> texts(String corpus, String kind) {
        return TextFiles.read(CORPORA.resolve(corpus).resolve(kind + ".jsonl"))
                .documents()
                .map(Document::text)
                .toList();
    }
}
