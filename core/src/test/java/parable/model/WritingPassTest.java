package parable.model;

import static org.assertj.core.api.Assertions.assertThat;
import static parable.tensor.Closeness.assertClose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parable.tensor.Closeness;
import parable.tensor.LiveTensors;
import parable.tensor.Scope;
import parable.tensor.Tensor;

/// Token by token it computes what a pass over the whole text does.
@ExtendWith(LiveTensors.class)
class WritingPassTest {
    private static final int V = TinyModels.VOCABULARY;

    private enum Kind {
        GROUPED(2, true, false),
        UNTIED(4, false, false),
        BIASED(1, false, true);

        private final DecoderConfig config;
        private final Dialect dialect;

        Kind(int kvHeads, boolean isTied, boolean hasBias) {
            config = TinyModels.config(kvHeads, isTied);
            dialect = new Dialect(hasBias, new RotaryScaling.None());
        }

        Decoder trainable() {
            return TinyModels.filled(Decoder.blank(config, dialect), 3);
        }

        Decoder frozen() {
            return TinyModels.filled(Decoder.frozen(config, dialect), 3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void textsOfAnyLengthsAreReadSideBySide(Kind kind) {
        try (Decoder model = kind.trainable()) {
            assertReadsLikeWholeTexts(model, Tap.NONE, 3, 20, 41);
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneTextIsReadAlone(Kind kind) {
        try (Decoder model = kind.trainable()) {
            assertReadsLikeWholeTexts(model, Tap.NONE, 12);
        }
    }

    @ParameterizedTest
    @EnumSource
    void matricesLaidOutForFewRowsGiveTheSame(Kind kind) {
        try (Decoder model = kind.frozen()) {
            assertThat(model.prepareForBatches()).isTrue();
            assertReadsLikeWholeTexts(model, Tap.NONE, 9, 4);
            assertReadsLikeWholeTexts(model, Tap.NONE, 9);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTapChangesTheStreamAndProjections(Kind kind) {
        Tap bend = new Tap() {
            @Override
            public Tensor at(Site site, Tensor x) {
                return x.times(site instanceof Site.AfterMlp ? 0.8 : 1.1);
            }

            @Override
            public Tensor through(Projection place, Tensor input, Tensor output) {
                return output.plus(
                        input.sumOver(-1).times(0.01 * place.part().ordinal()).view(input.size(0), input.size(1), 1));
            }
        };
        try (Decoder model = kind.trainable()) {
            assertReadsLikeWholeTexts(model, bend, 14, 6);
        }
    }

    @ParameterizedTest
    @EnumSource
    void paddingAtTheFrontOfACacheIsNotSeen(Kind kind) {
        int[] text = TinyModels.tokens(7, 1), other = TinyModels.tokens(30, 2);
        int padding = 5;
        try (Decoder model = kind.trainable();
                Scope _ = Scope.open()) {
            KvCache cache = new KvCache(kind.config, 2, 40);
            float[] logits = {};
            for (int t = 0; t < padding + text.length; t++) {
                int token = t < padding ? 3 : text[t - padding];
                logits = WritingPass.logits(
                        model,
                        List.of(
                                new WritingPass.Line(other[t], cache, 1, 0),
                                new WritingPass.Line(token, cache, 0, Math.min(t, padding))),
                        Tap.NONE);
                cache.advance(1);
            }
            assertClose(
                    "after padding",
                    Arrays.copyOfRange(logits, V, 2 * V),
                    whole(model, text, text.length - 1, Tap.NONE),
                    Closeness.FLOAT32);
        }
    }

    /// @param lengths of the texts; a shorter one leaves, as a text that has ended does
    private static void assertReadsLikeWholeTexts(Decoder model, Tap tap, int... lengths) {
        List<int[]> texts = new ArrayList<>();
        List<KvCache> caches = new ArrayList<>();
        try (Scope _ = Scope.open()) {
            for (int length : lengths) {
                texts.add(TinyModels.tokens(length, length));
                caches.add(new KvCache(model.config(), 1, length));
            }
            int longest = Arrays.stream(lengths).max().orElseThrow();
            for (int t = 0; t < longest; t++) {
                List<WritingPass.Line> lines = new ArrayList<>();
                List<int[]> read = new ArrayList<>();
                for (int row = 0; row < lengths.length; row++) {
                    if (t < lengths[row]) {
                        read.add(texts.get(row));
                        lines.add(new WritingPass.Line(texts.get(row)[t], caches.get(row), 0, 0));
                    }
                }
                float[] logits = WritingPass.logits(model, lines, tap);
                lines.forEach(line -> line.cache().advance(1));
                for (int row = 0; row < read.size(); row++) {
                    assertClose(
                            "token %d of a text of %d".formatted(t, read.get(row).length),
                            Arrays.copyOfRange(logits, row * V, (row + 1) * V),
                            whole(model, read.get(row), t, tap),
                            Closeness.FLOAT32);
                }
            }
        }
    }

    private static float[] whole(Decoder model, int[] text, int last, Tap tap) {
        try (Scope _ = Scope.open()) {
            Tensor ids = Tensor.of(Arrays.copyOf(text, last + 1), 1, last + 1);
            return model.logits(ids, tap).select(1, last).floats();
        }
    }
}
