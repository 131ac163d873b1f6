package parable.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A byte-level tokenizer small enough for tests: the 256 bytes as letters (Radford et al. 2019, section
/// 2.2), a few merges, and the special words of ChatML.
public final class ByteLetters {
    public static final String START = "<|im_start|>", END = "<|im_end|>";

    private static final List<String> MERGES = List.of("h e", "l l", "he ll", "hell o", "Ġ hello", "1 2");

    private ByteLetters() {}

    /// Bytes that print stand for themselves; the others follow from U+0100 on.
    private static List<String> letters() {
        List<String> letters = new ArrayList<>();
        int others = 256;
        for (int b = 0; b < 256; b++) {
            boolean prints = b >= '!' && b <= '~' || b >= 0xA1 && b <= 0xAC || b >= 0xAE;
            letters.add(Character.toString(prints ? b : others++));
        }
        return letters;
    }

    /// Ids: 0 start, 1 end, then the bytes from 2, then the merges.
    public static TokenTable table(String words) {
        List<String> tokens = new ArrayList<>(List.of(START, END));
        tokens.addAll(letters());
        MERGES.forEach(merge -> tokens.add(merge.replace(" ", "")));
        List<Integer> types = new ArrayList<>(Collections.nCopies(tokens.size(), 1));
        types.set(0, TokenTable.CONTROL);
        types.set(1, TokenTable.CONTROL);
        return new TokenTable(tokens, types, new TokenTable.Cutting.Ranked(words, MERGES), -1);
    }
}
