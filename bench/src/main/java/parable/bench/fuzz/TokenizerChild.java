package parable.bench.fuzz;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import parable.ground.CorruptFileException;
import parable.ground.StudyException;
import parable.text.HfTokenizer;

/// Reads tokenizer files in a process of its own: the native library behind them can end it. Says what became of each
/// input on a line of its own.
final class TokenizerChild {
    private TokenizerChild() {}

    static void main(long seed, int count) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        for (int i = 0; i < count; i++) {
            byte[] input = in.readNBytes(in.readInt());
            System.out.println(outcome(input));
            System.out.flush();
        }
    }

    private static String outcome(byte[] input) {
        try (HfTokenizer tokenizer = HfTokenizer.of(new String(input, StandardCharsets.UTF_8), Path.of("tokenizer.json"))) {
            tokenizer.decode(tokenizer.encode("good morning dana 7 é"));
            return "accepted";
        } catch (StudyException | CorruptFileException e) {
            return "refused";
        } catch (Throwable thrown) {
            return thrown.getClass().getSimpleName() + " " + thrown.getStackTrace()[0];
        }
    }
}
