package parable.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.Python;

class TensorBoardWriterTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2023-11-14T22:13:20.250Z"));

    /// Written by TensorBoard's own library: `golden/tensorboard_events.py` among the test resources.
    private static final String GOLDEN =
            "1800000000000000a37f4b220900001040fc54d9411a0d627261696e2e4576656e743a32338d2fe91000"
                    + "00000000000095fbfe180900001040fc54d94110ad023a020801cb79b93b2e00000000000000c5cb57fa"
                    + "0900001040fc54d94110ad022a200a110a0a6c6f73732f747261696e15000020400a0b0a047261746515"
                    + "00000000a7ca9bef16000000000000004f61be280900001040fc54d9412a0b0a090a02c3a9150000c07f"
                    + "ca4a416f";

    @TempDir
    Path folder;

    @Test
    void theBytesEqualThoseOfTensorBoardItself() {
        try (TensorBoardWriter writer = TensorBoardWriter.resume(folder, 300, CLOCK)) {
            writer.scalars(301, Map.of("rate", 0.0, "loss/train", 2.5));
            writer.scalars(0, Map.of("é", Double.NaN));
        }
        assertThat(folder.resolve("events.out.tfevents.1700000000.0.parable"))
                .hasBinaryContent(HexFormat.of().parseHex(GOLDEN));
    }

    @Test
    void attemptsWithinOneSecondGetTheirOwnFiles() {
        TensorBoardWriter.begin(folder, CLOCK).close();
        TensorBoardWriter.begin(folder, CLOCK).close();
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder(
                        "events.out.tfevents.1700000000.0.parable", "events.out.tfevents.1700000000.1.parable");
    }

    @Test
    void aNegativeStepIsRefused() {
        try (TensorBoardWriter writer = TensorBoardWriter.begin(folder, CLOCK)) {
            assertThatThrownBy(() -> writer.scalars(-1, Map.of())).hasMessageContaining("count from 0, but was -1");
        }
    }

    @Test
    void tensorBoardReadsTheCurveOfAResumedRunWithoutTheLostSteps() throws IOException, InterruptedException {
        Python.require("tensorboard");
        try (TensorBoardWriter writer = TensorBoardWriter.begin(folder, CLOCK)) {
            for (int step = 0; step < 400; step += 100) {
                writer.scalars(step, Map.of("loss", step + 0.5, "attempt", 1.0));
            }
        }
        try (TensorBoardWriter writer = TensorBoardWriter.resume(folder, 200, CLOCK)) {
            writer.scalars(400, Map.of("loss", 400.5, "attempt", 2.0));
        }
        assertThat(Python.run("""
                        import sys
                        from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
                        a = EventAccumulator(sys.argv[1]); a.Reload()
                        for tag in sorted(a.Tags()["tensors"] + a.Tags()["scalars"]):
                            events = a.Scalars(tag) if tag in a.Tags()["scalars"] else a.Tensors(tag)
                            values = [e.value if hasattr(e, "value") else e.tensor_proto.float_val[0] for e in events]
                            print(tag, [(e.step, v) for e, v in zip(events, values)], events[0].wall_time)
                        """, folder.toString())
                        .lines()
                        .filter(line -> line.startsWith("attempt") || line.startsWith("loss")))
                .containsExactly(
                        "attempt [(0, 1.0), (100, 1.0), (200, 1.0), (400, 2.0)] 1700000000.25",
                        "loss [(0, 0.5), (100, 100.5), (200, 200.5), (400, 400.5)] 1700000000.25");
    }
}
