package parable.text;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parable.ground.Check;
import parable.ground.Nearest;

/// One token per word, words being what whitespace separates.
///
/// ```
/// id 0  <pad>     fills short rows
/// id 1  <bos>     begins a document
/// id 2  <eos>     ends a document
/// id 3  <unk>     a word outside the vocabulary
/// id 4  ...       the vocabulary, in alphabetical (UTF-16) order when made by `of`
/// ```
///
/// A special word is recognized wherever it occurs, also glued to others (`go<eos>` is two tokens), because the
/// Hugging Face library does so; whitespace is Unicode's `White_Space`, for the same reason. The two agree id
/// by id ([WordTokenizerFiles] has the files). Immutable and thread-safe.
public final class WordTokenizer implements Tokenizer {
    static final List<String> SPECIAL_WORDS = List.of("<pad>", "<bos>", "<eos>", "<unk>");
    static final Specials SPECIALS = new Specials(0, 1, 2, 3);

    private final List<String> words;
    private final Map<String, Integer> ids;

    /// @param words all words by id, the special ones first
    WordTokenizer(List<String> words) {
        this.words = List.copyOf(words);
        this.ids = HashMap.newHashMap(words.size());
        for (int id = 0; id < words.size(); id++) {
            String word = words.get(id);
            Check.that(ids.put(word, id) == null, "the word \"%s\" occurs twice in the vocabulary", word);
            Check.that(
                    id < SPECIAL_WORDS.size() ? word.equals(SPECIAL_WORDS.get(id)) : isPlain(word),
                    "\"%s\" (id %d) cannot be a word: words are not empty, hold no whitespace and none of %s,"
                            + " which are ids 0 to 3",
                    word,
                    id,
                    SPECIAL_WORDS);
        }
    }

    /// A tokenizer for these words, in alphabetical order whatever order they come in; repeated words count
    /// once.
    public static WordTokenizer of(Collection<String> vocabulary) {
        return new WordTokenizer(Stream.concat(SPECIAL_WORDS.stream(), new TreeSet<>(vocabulary).stream())
                .toList());
    }

    /// @param folder holds a `tokenizer.json`
    public static WordTokenizer read(Path folder) {
        return WordTokenizerFiles.read(folder);
    }

    /// Writes `tokenizer.json` and its three companions, so that Hugging Face's libraries load the folder.
    public void write(Path folder) {
        WordTokenizerFiles.write(this, folder);
    }

    @Override
    public int[] encode(String text) {
        Ids found = new Ids(text.length() / 5 + 1); // English words average five letters and a space
        int at = 0;
        while (at < text.length()) {
            if (isSpace(text.charAt(at))) {
                at++;
            } else {
                int end = wordEnd(text, at);
                encodeWord(text.substring(at, end), found);
                at = end;
            }
        }
        return found.toArray();
    }

    @Override
    public String decode(int[] tokens) {
        return IntStream.of(tokens).mapToObj(this::word).collect(Collectors.joining(" "));
    }

    @Override
    public int size() {
        return words.size();
    }

    @Override
    public int id(String word) {
        Integer id = ids.get(word);
        if (id == null) { // looking for the nearest word costs far more than looking up a known one
            throw new IllegalArgumentException("\"%s\" is not in the vocabulary of %d words; the nearest word is \"%s\""
                    .formatted(word, size(), Nearest.to(word, words).orElse("")));
        }
        return id;
    }

    public boolean knows(String word) {
        return ids.containsKey(word);
    }

    @Override
    public String word(int id) {
        Check.that(id >= 0 && id < size(), "ids run from 0 to %d, but was %d", size() - 1, id);
        return words.get(id);
    }

    @Override
    public Specials specials() {
        return SPECIALS;
    }

    /// All words by id.
    public List<String> words() {
        return words;
    }

    private void encodeWord(String word, Ids found) {
        Integer id = ids.get(word);
        if (id != null) {
            found.add(id);
        } else if (word.indexOf('<') < 0) {
            found.add(SPECIALS.unknown());
        } else {
            encodeGlued(word, found);
        }
    }

    /// Splits a word around the special words inside it. They cannot overlap, so the first found is the right
    /// one.
    private void encodeGlued(String word, Ids found) {
        int rest = 0;
        for (int at = word.indexOf('<'); at >= 0; at = word.indexOf('<', at)) {
            int special = specialAt(word, at);
            if (special < 0) {
                at++;
            } else {
                addPlain(word.substring(rest, at), found);
                found.add(special);
                at += SPECIAL_WORDS.get(special).length();
                rest = at;
            }
        }
        addPlain(word.substring(rest), found);
    }

    private void addPlain(String word, Ids found) {
        if (!word.isEmpty()) {
            found.add(ids.getOrDefault(word, SPECIALS.unknown()));
        }
    }

    private static int specialAt(String word, int at) {
        for (int id = 0; id < SPECIAL_WORDS.size(); id++) {
            if (word.startsWith(SPECIAL_WORDS.get(id), at)) {
                return id;
            }
        }
        return -1;
    }

    private static int wordEnd(String text, int at) {
        int end = at + 1;
        while (end < text.length() && !isSpace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /// Whether `word` may stand in a vocabulary: not empty, no whitespace, and no special word within.
    public static boolean isPlain(String word) {
        return !word.isEmpty()
                && word.chars().noneMatch(c -> isSpace((char) c))
                && SPECIAL_WORDS.stream().noneMatch(word::contains);
    }

    /// Unicode's property `White_Space` (PropList.txt). Java's own `Character.isWhitespace` differs: it leaves
    /// out the no-break spaces and U+0085 and takes in U+001C to U+001F.
    static boolean isSpace(char c) {
        if (c <= ' ') {
            return c == ' ' || c >= '\t' && c <= '\r';
        }
        return c >= 0x85
                && (c == 0x85
                        || c == 0xA0
                        || c == 0x1680
                        || c >= 0x2000 && c <= 0x200A
                        || c == 0x2028
                        || c == 0x2029
                        || c == 0x202F
                        || c == 0x205F
                        || c == 0x3000);
    }

    /// A growing list of primitive ids. Confined to one call.
    private static final class Ids {
        private int[] values;
        private int count;

        Ids(int expected) {
            values = new int[expected];
        }

        void add(int id) {
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count + 1);
            }
            values[count++] = id;
        }

        int[] toArray() {
            return Arrays.copyOf(values, count);
        }
    }
}
