package parable.grade;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.ground.Resource;
import parable.ground.Yaml;

/// Which words are English, by a list that comes with the program (`english.yaml`). Immutable.
final class English {
    private static final List<String> ENDINGS = List.of("ing", "ed", "es", "ly", "s", "e");
    private static final int ROOT = 6;

    /// Loaded with the first text that needs it. Must follow the constants that it is made with.
    static final English SHIPPED = shipped();

    private final Set<String> function;
    private final Set<String> roots;

    private English(Set<String> function, Set<String> roots) {
        this.function = function;
        this.roots = roots;
    }

    /// The form of `english.yaml`: words with white space between them.
    record WordList(int version, String function, String common) {}

    private static English shipped() {
        String file = "/parable/gate/english.yaml";
        WordList list = Yaml.read(Resource.text(English.class, file), file, WordList.class);
        Set<String> function = words(list.function()).collect(Collectors.toUnmodifiableSet());
        Set<String> roots = new TreeSet<>();
        Stream.concat(words(list.function()), words(list.common()))
                .map(English::root)
                .forEach(roots::add);
        return new English(function, Set.copyOf(roots));
    }

    private static Stream<String> words(String list) {
        return Stream.of(list.strip().split("\\s+"));
    }

    /// Whether it belongs to grammar and says nothing of any matter: articles, pronouns, prepositions and the
    /// like, which are two fifths to two thirds of English prose.
    boolean isFunction(String word) {
        return function.contains(word);
    }

    boolean isCommon(String root) {
        return roots.contains(root);
    }

    /// What two forms of a word share, roughly: one ending is taken away, then all after the sixth letter.
    static String root(String word) {
        String stem = ENDINGS.stream()
                .filter(ending -> word.endsWith(ending) && word.length() - ending.length() >= 3)
                .findFirst()
                .map(ending -> word.substring(0, word.length() - ending.length()))
                .orElse(word);
        return stem.substring(0, Math.min(ROOT, stem.length()));
    }
}
