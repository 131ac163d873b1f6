package parable.bench.fuzz;

import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/// Gives tokenizer files to a child process one by one, and starts another child when an input ended it.
final class TokenizerFork {
    static final int SHARE = 60;
    /// A minute of the clock for one input, on machines that others use too. A process starts and loads the library
    /// before its first answer.
    private static final int SECONDS = 60, STARTING = 300;

    private final Path folder;
    private final Tally tally;

    TokenizerFork(Path folder, Tally tally) {
        this.folder = folder;
        this.tally = tally;
    }

    void run(long seed, long inputs) throws IOException, InterruptedException {
        Mutator mutator = new Mutator(seed);
        child(Seeds.tokenizers()::get, Seeds.tokenizers().size());
        if (tally.accepted() < Seeds.tokenizers().size()) {
            throw new IllegalStateException("a sound tokenizer is refused, so damaged ones test nothing: " + tally.row());
        }
        for (long left = inputs; left > 0; ) {
            left -= child(_ -> mutator.next(Seeds.tokenizers()), left);
        }
    }

    /// @return inputs that this child was given
    private long child(IntFunction<byte[]> inputs, long most) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Fuzz.class.getName(),
                        folder.toString(),
                        "--tokenizers",
                        "0",
                        Long.toString(most))
                .redirectError(Redirect.DISCARD)
                .start();
        long given = 0;
        try (DataOutputStream to = new DataOutputStream(process.getOutputStream());
                BufferedReader from = new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            while (given < most) {
                byte[] input = inputs.apply((int) given);
                given++;
                long start = System.nanoTime();
                if (!isAnswered(to, from, input, start, given == 1 ? STARTING : SECONDS)) {
                    break;
                }
            }
        } catch (IOException _) {
            // the pipe of a process that has ended: said already
        } finally {
            process.destroyForcibly().waitFor();
        }
        return given;
    }

    private boolean isAnswered(DataOutputStream to, BufferedReader from, byte[] input, long start, int seconds)
            throws IOException, InterruptedException {
        to.writeInt(input.length);
        to.write(input);
        to.flush();
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> {
            try {
                String line = from.readLine();
                return line == null ? "abort" : line;
            } catch (IOException _) {
                return "abort";
            }
        });
        try {
            String outcome = answer.get(seconds, TimeUnit.SECONDS);
            switch (outcome) {
                case "accepted" -> tally.accept(System.nanoTime() - start);
                case "refused" -> tally.refuse(System.nanoTime() - start);
                default -> tally.fault(outcome, "", input);
            }
            return !outcome.equals("abort");
        } catch (TimeoutException _) {
            tally.fault("hang", "", input);
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
