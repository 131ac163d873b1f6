package parable.trace.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.Progress;
import parable.ground.RandomStream;
import parable.model.Checkpoint;
import parable.model.Decoder;
import parable.model.TinyModels;
import parable.tensor.Scope;
import parable.text.Specials;
import parable.train.Example;
import parable.train.Training;

class RetrainingTest {
    private static final int DOCUMENTS = 40;

    @TempDir
    private Path folder;

    private List<Example> documents;

    @BeforeEach
    void saveABase() {
        try (Decoder base = TinyModels.lively(12)) {
            Checkpoint.save(base, new Specials(0, 1, 2, 3), folder);
        }
        RandomStream random = RandomStream.of(1, "documents");
        documents = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            documents.add(Example.whole("d" + i, TinyModels.tokens(6 + random.below(10), i)));
        }
    }

    @AfterEach
    void nothingLeaks() {
        assertThat(Scope.liveTensors()).isZero();
    }

    private Retraining retraining(List<Example> text) {
        Training training = new Training(
                24, 2, 1, new Training.Schedule(0.003, 2, 0.1), new Training.Optimizer(0.9, 0.98, 1e-8, 0.01), 1);
        return new Retraining(folder, text, training, 5);
    }

    @Test
    void theSamePartGivesTheSameModelBitForBit() {
        BitSet half = new MaskDesign(10, .5, 1).mask(0, DOCUMENTS);

        assertThat(trained(documents, half)).isEqualTo(trained(documents, half));
        assertThat(trained(documents, half))
                .isNotEqualTo(trained(documents, retraining(documents).everything()));
    }

    /// What is left out keeps its place, so that nothing else moves; its words teach nothing.
    @Test
    void theWordsOfWhatIsLeftOutDoNotMatter() {
        BitSet half = new MaskDesign(10, .5, 1).mask(0, DOCUMENTS);
        List<Example> other = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            int[] tokens = documents.get(i).tokens();
            other.add(half.get(i) ? documents.get(i) : Example.whole("d" + i, new int[tokens.length]));
        }

        assertThat(trained(other, half)).isEqualTo(trained(documents, half));
    }

    /// A step all of whose documents are left out is passed over; with nothing at all left, no step is taken.
    @Test
    void nothingIsLearntFromNothing() {
        byte[] untrained;
        try (Decoder base = Checkpoint.load(folder)) {
            untrained = bytes(base);
        }

        assertThat(trained(documents, new BitSet())).isEqualTo(untrained);
    }

    /// A witness sees the base first and changes nothing.
    @Test
    void aWitnessSeesEveryStepAndLeavesNoTrace() {
        Retraining retraining = retraining(documents);
        List<byte[]> seen = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        byte[] last;
        try (Decoder model = retraining.on(retraining.everything(), (step, rate, now) -> {
            assertThat(step).isEqualTo(seen.size());
            seen.add(bytes(now));
            rates.add(rate);
        })) {
            last = bytes(model);
        }

        assertThat(seen).hasSize(retraining.steps()).hasSizeGreaterThan(3);
        try (Decoder base = Checkpoint.load(folder)) {
            assertThat(seen.getFirst()).isEqualTo(bytes(base));
        }
        assertThat(rates.get(1)).isEqualTo(0.003, within(0.0005));
        assertThat(rates.getLast()).isLessThan(0.001);
        assertThat(last).isEqualTo(trained(documents, retraining.everything())).isNotEqualTo(seen.getLast());
    }

    @Test
    void numbersBeyondTheTextAreRefused() {
        BitSet beyond = new BitSet();
        beyond.set(DOCUMENTS);

        assertThatThrownBy(() -> retraining(documents).on(beyond)).hasMessageContaining("number 40 is to be kept");
    }

    /// A bank that was killed after two retrainings resumes with the third and ends with the same numbers.
    @Test
    void aKilledBankGoesOnWhereItStood() {
        List<BitSet> masks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            masks.add(new MaskDesign(5, .5, 1).mask(i, DOCUMENTS));
        }
        List<float[]> straight = targets(masks, "straight", Integer.MAX_VALUE);

        List<float[]> begun = targets(masks, "killed", 2), ended = targets(masks, "killed", 3);

        assertThat(begun).hasSize(2);
        assertThat(ended).hasSize(5).usingRecursiveComparison().isEqualTo(straight);
        assertThat(straight.stream().map(row -> row[0]).distinct()).hasSize(5);
    }

    /// @param most retrainings before the user asks to stop
    private List<float[]> targets(List<BitSet> masks, String journal, int most) {
        int[] asked = {0};
        Bank bank = new Bank(retraining(documents), model -> new double[] {norm(model)});
        return bank.targets(masks, folder.resolve(journal), Progress.SILENT.start("bank", 5), () -> asked[0]++ >= most);
    }

    private static double norm(Decoder model) {
        try (Scope _ = Scope.open()) {
            return model.parameters().values().norm().item();
        }
    }

    private byte[] trained(List<Example> text, BitSet kept) {
        try (Decoder model = retraining(text).on(kept)) {
            return bytes(model);
        }
    }

    private static byte[] bytes(Decoder model) {
        return model.parameters().values().memory().toArray(ValueLayout.JAVA_BYTE);
    }
}
