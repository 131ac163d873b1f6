package parable.trace.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.CorruptFileException;
import parable.ground.RandomStream;
import parable.stats.RankPrediction;

class TruthBankTest {
    @TempDir
    private Path folder;

    /// The values of dattri's own test, `test/dattri/metrics/test_lds.py` (MIT): three subsets, two
    /// queries, four documents of which the last is in none.
    @Test
    void theDatamodelingScoreIsDattris() {
        byte[][] masks = {{1, 1, 0, 0}, {1, 0, 1, 0}, {0, 1, 1, 0}};
        double[][] scores = {{.1, .2, .3, .4}, {.2, .1, .3, .4}};
        double[][] truth = {{.3, .3}, {.4, .4}, {.5, .3}};

        List<Double> score = new RankPrediction(TruthBank.predictions(masks, scores), truth).byColumn();

        assertThat(score.get(0)).isEqualTo(1, within(1e-12));
        assertThat(score.get(1)).isEqualTo(.8660254, within(1e-7));
    }

    /// A behavior that is a sum over documents with noise is predicted by its own weights up to the noise,
    /// and not by chance.
    @Test
    void theTrueWeightsScoreAboveChanceAndWithinTheirInterval() {
        RandomStream random = RandomStream.of(1, "weights");
        double[][] weights = new double[6][40];
        for (double[] row : weights) {
            Arrays.setAll(row, _ -> random.normal());
        }
        byte[][] masks = masks(60, 40);
        double[][] truth = TruthBank.predictions(masks, weights);
        for (double[] row : truth) {
            for (int query = 0; query < row.length; query++) {
                row[query] += 2 * random.normal();
            }
        }
        TruthBank bank = new TruthBank(masks, List.<double[][]>of(truth));
        double[][] chance = new double[6][40];
        for (double[] row : chance) {
            Arrays.setAll(row, _ -> random.normal());
        }

        assertThat(bank.score(weights, 1).interval().lower()).isGreaterThan(.6);
        assertThat(bank.score(chance, 1).interval().contains(0)).isTrue();
        assertThat(bank.chance(weights, 99, 1))
                .as("no deal to other documents scores as high")
                .isEqualTo(0.01);
        double mean = 0;
        for (int i = 0; i < 30; i++) {
            double[] blind = Arrays.stream(chance[0]).map(_ -> random.normal()).toArray();
            mean += bank.chance(new double[][] {blind, blind, blind, blind, blind, blind}, 19, i) / 30;
        }
        assertThat(mean)
                .as("scores that know nothing are as good as dealt ones")
                .isBetween(0.35, 0.7);
        assertThat(bank.ceiling()).isEmpty();
    }

    @Test
    void anOppositeSignTurnsTheScore() {
        byte[][] masks = masks(30, 12);
        double[][] weights = {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}};
        TruthBank bank = new TruthBank(masks, List.<double[][]>of(TruthBank.predictions(masks, weights)));
        double[][] negated = {Arrays.stream(weights[0]).map(w -> -w).toArray()};

        assertThat(bank.score(weights, 1).value()).isEqualTo(1, within(1e-12));
        assertThat(bank.score(negated, 1).value()).isEqualTo(-1, within(1e-12));
    }

    @Test
    void halvesAreHalvesAndDifferByNumberAndSeedAlone() {
        MaskDesign design = new MaskDesign(100, .5, 1);

        assertThat(design.mask(3, 505).cardinality()).isEqualTo(253);
        assertThat(design.mask(3, 505)).isEqualTo(design.mask(3, 505));
        assertThat(design.mask(3, 505)).isNotEqualTo(design.mask(4, 505));
        assertThat(design.mask(3, 505)).isNotEqualTo(new MaskDesign(100, .5, 2).mask(3, 505));
    }

    @Test
    void whatIsWrittenIsRead() {
        BitSet first = new BitSet(), second = new BitSet(), third = new BitSet();
        first.set(0);
        second.set(2);
        third.set(0, 3);
        List<float[]> targets = List.of(new float[] {1.5f, -2}, new float[] {0, 4}, new float[] {7, 8});

        TruthBank.write(folder, "", List.of(first, second, third), 3, targets);
        TruthBank bank = TruthBank.read(List.of(folder, folder), "");

        assertThat(bank.masks()).isDeepEqualTo(new byte[][] {{1, 0, 0}, {0, 0, 1}, {1, 1, 1}});
        assertThat(bank.targets()).hasSize(2);
        assertThat(bank.targets().get(1)).isDeepEqualTo(new double[][] {{1.5, -2}, {0, 4}, {7, 8}});
        assertThat(bank.ceiling().orElseThrow()).isEqualTo(1, within(1e-12));
        assertThat(bank.pooled().targets().getFirst()).isDeepEqualTo(new double[][] {{-.25}, {2}, {7.5}});
    }

    /// The bytes that numpy 1.0 files begin with, header padded to a multiple of 64.
    @Test
    void tablesBeginAsNumpyWritesThem() throws Exception {
        NpyFile.write(folder.resolve("t.npy"), new byte[][] {{1, 0}});

        byte[] bytes = Files.readAllBytes(folder.resolve("t.npy"));

        assertThat(bytes).hasSize(128 + 2).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0);
        assertThat(new String(bytes, 10, 118, StandardCharsets.US_ASCII))
                .startsWith("{'descr': '|u1', 'fortran_order': False, 'shape': (1, 2), }  ")
                .endsWith(" \n");
    }

    @Test
    void damagedTablesAreNamed() throws Exception {
        Path file = folder.resolve("t.npy");
        NpyFile.write(file, new float[][] {{1, 2}, {3, 4}});
        byte[] whole = Files.readAllBytes(file);

        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertThatThrownBy(() -> NpyFile.floats(file))
                .isInstanceOf(CorruptFileException.class)
                .hasMessageContaining("2 x 2 numbers of 4 bytes, but has 15");
        Files.write(file, whole);
        assertThatThrownBy(() -> NpyFile.bytes(file)).hasMessageContaining("|u1");
        Files.write(file, new byte[] {1, 2, 3});
        assertThatThrownBy(() -> NpyFile.bytes(file)).hasMessageContaining("no NumPy table");
    }

    @Test
    void banksOfOtherSubsetsAreNotMixed() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        List<float[]> targets = List.of(new float[] {1}, new float[] {2}, new float[] {3});
        BitSet all = new BitSet();
        all.set(0, 2);
        TruthBank.write(folder, "", List.of(all, all, all), 2, targets);
        TruthBank.write(other, "", List.of(all, all, new BitSet()), 2, targets);

        assertThatThrownBy(() -> TruthBank.read(List.of(folder, other), ""))
                .hasMessageContaining("its subsets are not those of");
    }

    private static byte[][] masks(int subsets, int documents) {
        MaskDesign design = new MaskDesign(subsets, .5, 7);
        byte[][] masks = new byte[subsets][documents];
        for (int subset = 0; subset < subsets; subset++) {
            byte[] row = masks[subset];
            design.mask(subset, documents).stream().forEach(document -> row[document] = 1);
        }
        return masks;
    }
}
