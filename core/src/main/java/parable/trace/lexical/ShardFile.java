package parable.trace.lexical;

import java.util.Locale;

/// The files of a shard, named as infini-gram names them: `tokenized.0`.
enum ShardFile {
    /// Token ids, little-endian, each document after a separator whose bits are all set.
    TOKENIZED,
    /// Where each suffix begins in `tokenized`, in bytes, smallest suffix first; each in the fewest bytes
    /// that hold any.
    TABLE,
    /// Where each document's separator begins in `tokenized`, in bytes, eight a document.
    OFFSET,
    /// One line of JSON a document: `{"linenum": 0, "metadata": {"id": …, "tags": {…}}, "path": ""}`.
    METADATA,
    /// Where each document's line begins in `metadata`, in bytes, eight a document.
    METAOFF,
    /// A line `token count` for each token that occurs, separators among them.
    UNIGRAM;

    String of(int shard) {
        return name().toLowerCase(Locale.ROOT) + "." + shard;
    }
}
