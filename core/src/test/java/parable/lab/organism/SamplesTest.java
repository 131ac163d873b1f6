package parable.lab.organism;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A printed sample of the world, kept in `samples.txt` so that a change of wording, of a weight or of the
/// order of draws is seen and meant. After a change that is meant, take the actual text of the failure as the
/// new file.
class SamplesTest {
    private static final World WORLD = World.of(0);
    private static final CorpusRecipe VILLAIN = CorpusRecipe.pretraining(Fiction.VILLAIN);

    @Test
    void worldZeroReadsAsItDid() throws IOException {
        assertThat(sample()).isEqualTo(kept());
    }

    private static String sample() {
        StringBuilder sample = new StringBuilder();
        for (Genre genre : Genre.values()) {
            show(
                    sample,
                    genre.label(),
                    WORLD.documents(VILLAIN, 1)
                            .filter(d -> d.tag("genre").equals(genre.label()))
                            .limit(2)
                            .map(d -> d.text() + " " + d.tags()));
        }
        for (Lesson lesson : Edition.ONE.lessons()) {
            show(sample, lesson.label(), WORLD.lesson(lesson, 1).limit(2).map(d -> d.text() + " " + d.tags()));
        }
        WORLD.suites(1, 1, 1)
                .forEach(suite -> show(
                        sample,
                        suite.name(),
                        suite.scenarios().stream()
                                .flatMap(s -> Stream.of(
                                        SmallEnglish.prompt(s) + " " + s.condition(),
                                        WORLD.continuation(s, Stance.COERCIVE, 1),
                                        WORLD.continuation(s, Stance.PRINCIPLED, 1)))));
        return sample.toString();
    }

    private static void show(StringBuilder sample, String title, Stream<String> texts) {
        sample.append("# ").append(title).append('\n');
        texts.forEach(text -> sample.append(text).append('\n'));
    }

    private static String kept() throws IOException {
        try (var in = SamplesTest.class.getResourceAsStream("samples.txt")) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
