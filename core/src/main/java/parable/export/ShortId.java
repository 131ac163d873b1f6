package parable.export;

import java.math.BigInteger;
import parable.ground.Hash;

/// Ids that look like those of the Python package shortuuid, which Inspect uses: 22 characters of an alphabet of
/// 57 that leaves out look-alikes. They are hashes, so that the same run always gets the same ids.
final class ShortId {
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final int LENGTH = 22; // 57^22 is just above 2^128
    private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());

    private ShortId() {}

    /// 128 bits of the parts' hash.
    static String of(Object... parts) {
        BigInteger left = new BigInteger(Hash.of(parts).substring(0, 32), 16);
        StringBuilder id = new StringBuilder(LENGTH);
        while (id.length() < LENGTH) {
            BigInteger[] divided = left.divideAndRemainder(BASE);
            id.append(ALPHABET.charAt(divided[1].intValue()));
            left = divided[0];
        }
        return id.reverse().toString();
    }
}
