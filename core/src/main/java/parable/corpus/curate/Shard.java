package parable.corpus.curate;

import parable.ground.Check;

/// One of `count` parts of a corpus, which together hold every document once. Files are dealt out whole where there are
/// enough of them; else runs of 1,000 documents are.
///
/// @param number from 1
public record Shard(int number, int count) {
    public static final Shard WHOLE = new Shard(1, 1);
    private static final int RUN = 1000;

    public Shard {
        Check.that(
                count >= 1 && number >= 1 && number <= count,
                "a shard is i/n with 1 <= i <= n, but %d/%d",
                number,
                count);
    }

    /// Whether any document of the file may be in it.
    boolean takesFile(int file, int files) {
        return files < count || file % count == number - 1;
    }

    boolean takes(long index, int files) {
        return files >= count || index / RUN % count == number - 1;
    }

    String folder() {
        return "%04d-of-%04d".formatted(number, count);
    }
}
