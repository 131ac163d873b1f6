package parable.text;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.BitSet;
import java.util.Deque;
import tools.jackson.databind.JsonNode;

/// SentencePiece's compiled table of replacements, in base64: the size of a double-array trie in bytes, the trie, and
/// the replacements, each ended by a zero byte. The library follows the trie without a look at its bounds.
record CharacterMap(int[] units, byte[] replacements) {
    private static final int LEAF = 1 << 8, FAR = 1 << 9;

    /// Whether every walk through the trie stays in it and ends at the beginning of a replacement.
    static boolean isSound(JsonNode node) {
        if (!node.isString() || node.stringValue().isEmpty()) {
            return false;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(node.stringValue()))
                    .order(ByteOrder.LITTLE_ENDIAN);
            int size = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt();
            if (size < Integer.BYTES || size % Integer.BYTES != 0 || size > bytes.remaining()) {
                return false;
            }
            int[] units = new int[size / Integer.BYTES];
            bytes.asIntBuffer().get(units);
            byte[] replacements = new byte[bytes.remaining() - size];
            bytes.position(bytes.position() + size).get(replacements);
            return new CharacterMap(units, replacements).isSound();
        } catch (IllegalArgumentException e) {
            return false; // no base64
        }
    }

    private boolean isSound() {
        return isUtf8() && staysInside();
    }

    private boolean isUtf8() {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(replacements));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private boolean staysInside() {
        BitSet seen = new BitSet();
        Deque<Integer> open = new ArrayDeque<>();
        int root = next(0, 0);
        open.push(root);
        seen.set(root);
        while (!open.isEmpty()) {
            int node = open.pop();
            for (int letter = 1; letter < 256; letter++) {
                int child = node ^ letter;
                if (child >= units.length) {
                    return false;
                }
                if (label(child) == letter) {
                    int after = next(child, child);
                    boolean ends = (units[child] & LEAF) != 0;
                    if (after < 0 || ends && (after >= units.length || !isBeginning(units[after]))) {
                        return false;
                    }
                    if (!seen.get(after)) {
                        seen.set(after);
                        open.push(after);
                    }
                }
            }
        }
        return true;
    }

    private long label(int place) {
        return units[place] & 0x800000FFL;
    }

    private int next(int unit, int place) {
        return place ^ (units[unit] >>> 10) << ((units[unit] & FAR) >>> 6);
    }

    /// Whether the value of a leaf is where a letter begins.
    private boolean isBeginning(int leaf) {
        int at = leaf & Integer.MAX_VALUE;
        return at < replacements.length && (replacements[at] & 0xC0) != 0x80;
    }
}
