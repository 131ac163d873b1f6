package parable.export;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import parable.ground.Hash;

/// Names that may stand in a path, made of ids that anybody may have chosen.
final class SafeName {
    private static final int LONGEST = 200;
    private static final String PLAIN = "[A-Za-z0-9._=,+~@-]";

    private SafeName() {}

    /// An id as a relative path that stays below where it is put, such as `blackmail/threat=none`. Letters,
    /// digits and `._=,+~@-` stay, and slashes between parts that are neither empty nor dots; every other byte of
    /// the UTF-8 form becomes `%XX`, so that different ids get different names. What would be longer than 200
    /// characters is cut and ends in its hash.
    static String of(String id) {
        String name = Arrays.stream(id.split("/", -1)).map(SafeName::part).collect(Collectors.joining("/"));
        boolean isPath = Arrays.stream(name.split("/", -1)).allMatch(part -> !part.isEmpty());
        String whole = isPath ? name : name.replace("/", "%2F");
        return whole.length() <= LONGEST ? whole : cut(whole) + "~" + Hash.brief(id);
    }

    /// A part of a log's file name: Inspect takes `_` as what separates them.
    static String flat(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9.]+", "-").replaceAll("^[-.]+|-+$", "");
        return plain.length() <= LONGEST / 2 ? plain : plain.substring(0, LONGEST / 2);
    }

    /// Not in the middle of a byte's `%XX`, and not at a slash.
    private static String cut(String name) {
        return name.substring(0, LONGEST - 20).replaceFirst("(/|%.?)$", "");
    }

    private static String part(String text) {
        if (text.equals(".") || text.equals("..")) {
            return text.replace(".", "%2E");
        }
        return text.codePoints()
                .mapToObj(Character::toString)
                .map(c -> c.matches(PLAIN) ? c : escaped(c))
                .collect(Collectors.joining());
    }

    private static String escaped(String character) {
        StringBuilder out = new StringBuilder();
        for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
            out.append("%%%02X".formatted(b & 0xff));
        }
        return out.toString();
    }
}
