package parable.bench.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Damages valid inputs of every reader of the program and counts what it does with them: `Fuzz FOLDER [INPUTS] [SEED]
/// [READER]`, where
/// READER is a part of one name.
/// A fault is an exception that the reader's contract does not name, an error, more than five seconds for one input,
/// or the end of the process. Prints a table and keeps one input of each kind of fault in FOLDER.
public final class Fuzz {
    private Fuzz() {}

    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        if (arguments.length == 4 && arguments[1].equals("--tokenizers")) {
            TokenizerChild.main(Long.parseLong(arguments[2]), Integer.parseInt(arguments[3]));
            return;
        }
        long inputs = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1_000_000;
        long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1;
        String only = arguments.length > 3 ? arguments[3] : "";
        List<Target> targets = Targets.all(folder).stream()
                .filter(target -> target.name().contains(only))
                .toList();
        boolean isForked = "tokenizer files".contains(only);
        long shares = targets.stream().mapToLong(Target::share).sum() + (isForked ? TokenizerFork.SHARE : 0);
        System.out.println("| reader | inputs | accepted | refused | faults | slowest |\n| --- | --- | --- | --- | --- | --- |");
        long read = 0, faults = 0;
        for (Target target : targets) {
            for (byte[] sound : target.seeds()) {
                target.reading().read(sound); // a seed that is refused tests nothing; and classes are loaded off the clock
            }
            Tally tally = new Tally(target.name(), folder.resolve("faults"));
            new Watch(target, tally).run(new Mutator(seed), Math.ceilDiv(inputs * target.share(), shares));
            System.out.println(tally.row());
            read += tally.inputs();
            faults += tally.faults();
        }
        Tally tokenizers = new Tally("tokenizer files", folder.resolve("faults"));
        if (isForked) {
            new TokenizerFork(folder, tokenizers).run(seed, Math.ceilDiv(inputs * TokenizerFork.SHARE, shares));
            System.out.println(tokenizers.row());
        }
        System.out.printf(
                "| all, seed %d | %,d | | | %,d | |%n", seed, read + tokenizers.inputs(), faults + tokenizers.faults());
        System.exit(faults + tokenizers.faults() == 0 ? 0 : 1);
    }
}
