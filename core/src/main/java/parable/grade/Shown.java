package parable.grade;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// All texts that an agent may have read in one situation, as far as they stand in it beforehand: by this it is
/// known what its words may be about, and whether they are its own. Thread-safe.
public final class Shown {
    /// Words in a row that two writers do not produce by chance.
    static final int RUN = 8;

    private final Supplier<List<String>> texts;
    /// Made when first asked for, perhaps by two threads at once and then twice the same: most conversations
    /// never ask.
    private volatile @Nullable Index index;

    private Shown(Supplier<List<String>> texts) {
        this.texts = texts;
    }

    /// @param texts asked for when first needed, and not kept
    public static Shown of(Supplier<List<String>> texts) {
        return new Shown(texts);
    }

    private record Index(Set<String> roots, Set<Long> runs) {
        static Index of(List<String> texts) {
            List<List<Word>> words =
                    texts.stream().map(text -> Word.in(text, 0)).toList();
            return new Index(
                    words.stream()
                            .flatMap(List::stream)
                            .map(word -> English.root(word.text()))
                            .collect(Collectors.toUnmodifiableSet()),
                    words.stream()
                            .flatMap(text -> LongStream.of(Word.runs(text, RUN)).boxed())
                            .collect(Collectors.toUnmodifiableSet()));
        }
    }

    boolean hasRoot(String root) {
        return index().roots().contains(root);
    }

    /// @param run of [Word#runs] with [#RUN] words
    boolean hasRun(long run) {
        return index().runs().contains(run);
    }

    /// Two situations that show the same are the same.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Shown shown && texts.get().equals(shown.texts.get());
    }

    @Override
    public int hashCode() {
        return texts.get().hashCode();
    }

    private Index index() {
        Index made = index;
        if (made == null) {
            made = Index.of(texts.get());
            index = made;
        }
        return made;
    }
}
