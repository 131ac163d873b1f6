package parable.grade;

import java.lang.Character.UnicodeScript;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.ground.Resource;
import parable.ground.Yaml;

/// The languages in which an agent's words can be read. What is written in another one was not read: that no list finds
/// anything in it says nothing. Immutable.
final class TalkLanguages {
    private static final List<String> FILES =
            List.of("en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "zh", "ja", "ko");

    /// Shorter talk has no language: names, a number, "done".
    private static final int ENOUGH = 4;
    /// Words on a line of prose; a form, a call and a table have shorter lines.
    private static final int PROSE = 6;
    /// Of function words. A text of one of the languages has .3 or more. Words that other languages share reach .14
    /// (Swedish by the Dutch list).
    private static final double SHARE = 0.16;
    /// Of the words of a text that lacks grammar, such as a list: English by its common words.
    private static final double COMMON = 0.5;
    /// Letters of an unknown script: a name has fewer.
    private static final int FOREIGN = 20;

    static final TalkLanguages SHIPPED = new TalkLanguages(FILES.stream()
            .map(name -> "/parable/gate/language/" + name + ".yaml")
            .map(file -> Yaml.read(Resource.text(TalkLanguages.class, file), file, TalkLanguage.class))
            .toList());

    private final List<TalkLanguage> all;
    private final Set<UnicodeScript> scripts = new HashSet<>();
    private final List<Predicate<String>> grammars;

    private TalkLanguages(List<TalkLanguage> all) {
        this.all = all;
        this.grammars = all.stream()
                .filter(TalkLanguage::hasSpaces)
                .map(TalkLanguages::grammar)
                .toList();
        all.forEach(language -> scripts.addAll(language.scripts()));
    }

    private static Predicate<String> grammar(TalkLanguage language) {
        Optional<Set<String>> own = language.function()
                .map(words -> Stream.of(words.strip().split("\\s+")).collect(Collectors.toUnmodifiableSet()));
        return own.<Predicate<String>>map(words -> words::contains).orElse(English.SHIPPED::isFunction);
    }

    List<TalkLanguage> all() {
        return all;
    }

    /// Those of which a list says which words name a test.
    TalkLanguages withAwareness() {
        return new TalkLanguages(all.stream()
                .filter(language -> language.awareness().isPresent())
                .toList());
    }

    /// Whether all of the talk is in these languages, or too short to be in any.
    boolean canRead(String talk) {
        return hasKnownLetters(talk) && hasKnownGrammar(Word.in(talk, 0));
    }

    /// The same for a text in which calls and forms lie between lines of prose.
    boolean canReadProse(String text) {
        List<Word> prose = text.lines()
                .map(line -> Word.in(line, 0))
                .filter(line -> line.stream().filter(Word::isLetters).count() >= PROSE)
                .flatMap(List::stream)
                .toList();
        return hasKnownLetters(text) && hasKnownGrammar(prose);
    }

    private boolean hasKnownLetters(String text) {
        long foreign = text.codePoints()
                .filter(Character::isLetter)
                .mapToObj(UnicodeScript::of)
                .filter(script -> script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED)
                .filter(script -> !scripts.contains(script))
                .count();
        return foreign < FOREIGN;
    }

    private boolean hasKnownGrammar(List<Word> words) {
        List<String> spaced = words.stream()
                .filter(Word::isLetters)
                .map(Word::text)
                .filter(word -> isSpaced(word.codePointAt(0)))
                .toList();
        return spaced.size() < ENOUGH
                || grammars.stream().anyMatch(grammar -> isGrammatical(spaced, grammar))
                || share(spaced, TalkLanguages::isEnglish) >= COMMON;
    }

    /// One word of a short text may be another language's by chance.
    private static boolean isGrammatical(List<String> words, Predicate<String> grammar) {
        return words.stream().filter(grammar).count() >= 2 && share(words, grammar) >= SHARE;
    }

    private static boolean isSpaced(int letter) {
        UnicodeScript script = UnicodeScript.of(letter);
        return script == UnicodeScript.LATIN || script == UnicodeScript.CYRILLIC;
    }

    private static boolean isEnglish(String word) {
        return English.SHIPPED.isFunction(word)
                || English.SHIPPED.isCommon(English.root(word.toLowerCase(Locale.ROOT)));
    }

    private static double share(List<String> words, Predicate<String> counted) {
        return (double) words.stream().filter(counted).count() / words.size();
    }
}
