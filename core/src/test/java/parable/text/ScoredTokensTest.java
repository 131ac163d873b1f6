package parable.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parable.ground.RandomStream;

/// SentencePiece's way of cutting, against its own algorithm written out: while two neighbors make a token,
/// join the pair whose token scores best, the leftmost of equals (Kudo and Richardson 2018,
/// <https://arxiv.org/abs/1808.06226>).
class ScoredTokensTest {
    private static final List<String> PIECES = List.of(
            "▁", "a", "b", "c", "l", "o", "w", "ab", "bc", "abc", "lo", "low", "▁a", "▁l", "▁low", "ow", "▁lo", "aa",
            "cc");

    private final List<String> tokens = new ArrayList<>(List.of("<unk>", "<s>", "</s>"));
    private final List<Integer> types = new ArrayList<>(List.of(2, 3, 3));
    private final List<Double> scores = new ArrayList<>(List.of(0.0, 0.0, 0.0));

    ScoredTokensTest() {
        for (int b = 0; b < 256; b++) {
            add("<0x%02X>".formatted(b), TokenTable.BYTE, 0);
        }
        for (int i = 0; i < PIECES.size(); i++) {
            add(PIECES.get(i), 1, PIECES.get(i).length() == 1 ? -100 : -(i * 7 % 11));
        }
    }

    private void add(String token, int type, double score) {
        tokens.add(token);
        types.add(type);
        scores.add(score);
    }

    @Test
    void piecesAreThoseOfTheAlgorithm() {
        RandomStream random = RandomStream.of(1, "texts");
        try (HfTokenizer tokenizer = tokenizer(true)) {
            for (int i = 0; i < 400; i++) {
                String text = text(random);
                int[] expected = expected("▁" + text.replace(' ', '▁'));
                assertThat(tokenizer.encode(text)).as(text).isEqualTo(expected);
                assertThat(tokenizer.decode(expected)).isEqualTo(text);
            }
        }
    }

    @Test
    void whatHasNoPieceBecomesBytesAndSpecialWordsStayWhole() {
        try (HfTokenizer tokenizer = tokenizer(false)) {
            assertThat(tokenizer.encode("é")).containsExactly(3 + 0xC3, 3 + 0xA9);
            assertThat(tokenizer.encode("<s>low</s>")).containsExactly(1, tokens.indexOf("low"), 2);
            assertThat(tokenizer.decode(tokenizer.encode("low é\n"))).isEqualTo("low é\n");
        }
    }

    private HfTokenizer tokenizer(boolean prefixesSpace) {
        TokenTable table = new TokenTable(tokens, types, new TokenTable.Cutting.Scored(scores, prefixesSpace), 0);
        Path origin = Path.of("tiny.gguf");
        return HfTokenizer.of(TokenizerJson.of(table, origin), origin);
    }

    private static String text(RandomStream random) {
        StringBuilder text = new StringBuilder();
        int length = 1 + random.below(14);
        for (int i = 0; i < length; i++) {
            text.append(random.pick(List.of("a", "b", "c", "l", "o", "w", " ", "é")));
        }
        return text.toString();
    }

    private int[] expected(String text) {
        List<String> parts =
                new ArrayList<>(text.codePoints().mapToObj(Character::toString).toList());
        while (true) {
            int best = -1;
            for (int i = 0; i + 1 < parts.size(); i++) {
                int joint = tokens.indexOf(parts.get(i) + parts.get(i + 1));
                if (joint >= 0 && (best < 0 || scores.get(joint) > score(parts, best))) {
                    best = i;
                }
            }
            if (best < 0) {
                return parts.stream().flatMapToInt(this::ids).toArray();
            }
            parts.set(best, parts.get(best) + parts.remove(best + 1));
        }
    }

    private double score(List<String> parts, int at) {
        return scores.get(tokens.indexOf(parts.get(at) + parts.get(at + 1)));
    }

    private IntStream ids(String part) {
        if (tokens.contains(part)) {
            return IntStream.of(tokens.indexOf(part));
        }
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        return IntStream.range(0, bytes.length).map(i -> 3 + Byte.toUnsignedInt(bytes[i]));
    }
}
