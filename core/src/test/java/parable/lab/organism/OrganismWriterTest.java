package parable.lab.organism;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import parable.generate.Generated;
import parable.generate.GenerationRequest;
import parable.generate.Generator;
import parable.generate.Sampling;
import parable.model.Decoder;
import parable.model.TinyModels;
import parable.tensor.LiveTensors;
import parable.text.WordTokenizer;

@ExtendWith(LiveTensors.class)
class OrganismWriterTest {
    private static final WordTokenizer TOKENIZER = WordTokenizer.of(IntStream.range(4, TinyModels.VOCABULARY)
            .mapToObj(i -> "w%02d".formatted(i))
            .toList());
    private static final Sampling SAMPLING =
            new Sampling(1, 20, TOKENIZER.specials().end(), Set.of(0, 1));
    private static final List<OrganismWriter.Request> REQUESTS = IntStream.range(0, 100)
            .mapToObj(i -> new OrganismWriter.Request(
                    "w04 w%02d ".formatted(5 + i % 50).repeat(1 + i % 7).strip(), 40 + i, 1, 20))
            .toList();

    private final Decoder model = TinyModels.lively(4);
    private final OrganismWriter writer = new OrganismWriter(model, TOKENIZER);

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void aPromptBeginsAsDocumentsDo() {
        OrganismWriter.Answer answer = writer.write(List.of(new OrganismWriter.Request("w10 w11", 5, 1, 20)))
                .getFirst();

        Generated written = Generator.of(model, 1)
                .generate(List.of(GenerationRequest.of(new int[] {1, 10, 11}, SAMPLING, 5)))
                .getFirst();

        assertThat(answer.text()).isEqualTo(TOKENIZER.decode(written.tokens())).isNotEmpty();
        assertThat(answer.stopped()).isEqualTo(written.stopped());
        assertThat(answer.usage().promptTokens()).isEqualTo(3);
    }

    @Test
    void usageCountsTheStopToken() {
        List<OrganismWriter.Answer> answers = writer.write(REQUESTS);
        assertThat(answers).extracting(OrganismWriter.Answer::stopped).contains(true, false);
        assertThat(answers).allSatisfy(answer -> {
            int words = TOKENIZER.encode(answer.text()).length;
            assertThat(answer.usage().writtenTokens()).isEqualTo(answer.stopped() ? words + 1 : words);
            assertThat(answer.stopped() || words == 20).isTrue();
            assertThat(answer.text()).doesNotContain("<eos>", "<pad>", "<bos>");
        });
    }

    @Test
    void anAnswerDoesNotDependOnItsCompany() {
        List<OrganismWriter.Answer> together = writer.write(REQUESTS);
        assertThat(writer.write(REQUESTS.reversed()).reversed()).isEqualTo(together);
        for (int i = 0; i < REQUESTS.size(); i += 9) {
            assertThat(writer.write(List.of(REQUESTS.get(i)))).containsExactly(together.get(i));
        }
    }
}
