package parable.lab.checkpoint;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.nio.file.Path;
import java.util.List;
import parable.corpus.NamedText;

/// Text from files that a checkpoint is trained on: shuffled by the seed, and read again from the start, shuffled
/// otherwise, until there are so many tokens. A value: its identity is what the files hold, wherever they lie.
///
/// @param files  in which it stands; no part of the identity
/// @param hashes of what each holds
/// @param tokens of the base's tokenizer, special tokens included; the last document is read to its end
/// @param seed   of the order
public record OpenText(@JsonIgnore List<NamedText> files, List<String> hashes, long tokens, long seed) {
    public OpenText {
        files = List.copyOf(files);
        hashes = List.copyOf(hashes);
    }

    public static OpenText of(List<NamedText> named, long tokens, long seed) {
        List<NamedText> files =
                named.stream().map(file -> file.resolved(Path.of(""))).toList();
        return new OpenText(
                files, files.stream().map(file -> file.sha256().orElseThrow()).toList(), tokens, seed);
    }
}
