package parable.model;

import static org.assertj.core.api.Assertions.assertThat;
import static parable.tensor.Closeness.assertClose;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parable.generate.Generated;
import parable.generate.GenerationRequest;
import parable.generate.Generator;
import parable.generate.Sampling;
import parable.ground.Json;
import parable.tensor.Closeness;
import parable.tensor.LiveTensors;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// What transformers computed with a checkpoint, this decoder computes too. Loss, gradients and training:
/// GoldenTrainingTest.
@ExtendWith(LiveTensors.class)
class GoldenDecodingTest {
    private static final int NO_STOP = -1;

    record Case(int[] prompt, int[] generated, float[] lastLogits) {}

    record Greedy(double smallestGap, List<Case> cases) {}

    @ParameterizedTest
    @ValueSource(strings = {"tied", "grouped"})
    void logitsOfWholeRowsAgree(String name) {
        Golden golden = Golden.of(name);
        int[] size = golden.size();
        try (Decoder model = golden.decoder();
                Scope _ = Scope.open()) {
            Tensor ids = Tensor.of(golden.ids("input_ids"), size[0], size[1]);
            assertClose(name, model.logits(ids, Tap.NONE).floats(), golden.floats("logits"), Closeness.FLOAT32);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tied", "grouped", "packed"})
    void parametersAreNamedAsHuggingFaceNamesThem(String name) {
        Golden golden = Golden.of(name);
        try (Decoder model = golden.decoder()) {
            assertThat(model.parameters().names()).containsExactlyInAnyOrderElementsOf(golden.parameterNames());
        }
    }

    @Test
    void bothLayoutsOfTheConfigurationAreRead() {
        assertThat(LlamaConfigFile.read(Golden.of("tied").folder()).decoder())
                .isEqualTo(new DecoderConfig(61, 32, 2, 48, new DecoderConfig.Heads(4, 4, 8, 64, 10_000), 1e-6, true));
        assertThat(LlamaConfigFile.read(Golden.of("grouped").folder()).decoder())
                .isEqualTo(new DecoderConfig(97, 48, 2, 80, new DecoderConfig.Heads(6, 2, 8, 64, 50_000), 1e-5, false));
    }

    @Test
    void lastLogitsOfPromptsAgree() throws IOException {
        try (Decoder model = Golden.of("grouped").decoder();
                Scope _ = Scope.open()) {
            for (Case one : greedy().cases()) {
                int T = one.prompt().length;
                Tensor logits = model.logits(Tensor.of(one.prompt(), 1, T), Tap.NONE);
                assertClose("prompt of " + T, logits.select(1, T - 1).floats(), one.lastLogits(), Closeness.FLOAT32);
            }
        }
    }

    @Test
    void greedyTextsAgree() throws IOException {
        assertThat(greedy().smallestGap()).as("rounding cannot turn a choice").isGreaterThan(1e-3);
        try (Decoder model = Golden.of("grouped").decoder()) {
            Sampling sampling = new Sampling(0, 24, NO_STOP, Set.of());
            List<GenerationRequest> requests = greedy().cases().stream()
                    .map(one -> GenerationRequest.of(one.prompt(), sampling, 1))
                    .toList();
            List<Generated> written = Generator.of(model, 8).generate(requests);
            for (int i = 0; i < requests.size(); i++) {
                assertThat(written.get(i).tokens())
                        .isEqualTo(greedy().cases().get(i).generated());
            }
        }
    }

    private static Greedy greedy() throws IOException {
        return Json.read(Golden.of("grouped").folder().resolve("greedy.json"), Greedy.class);
    }
}
