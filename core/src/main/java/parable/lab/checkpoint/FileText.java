package parable.lab.checkpoint;

import java.util.List;

/// Which text of files a model reads. A value: the same plan always yields the same text.
///
/// @param rowLength tokens of a training row, which no row of the files exceeds
public record FileText(int rowLength, List<Portion> portions) {
    public FileText {
        portions = List.copyOf(portions);
    }

    /// So many tokens of one corpus.
    ///
    /// @param name   of the file or folder
    /// @param corpus hash of its documents
    /// @param tokens to reach; a corpus with fewer is read several times
    /// @param seed   of the sample and its order
    public record Portion(String name, String corpus, long tokens, long seed) {}
}
