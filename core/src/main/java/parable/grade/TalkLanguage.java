package parable.grade;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What the readers of an agent's words know of one language: a file of `gate/language`.
///
/// @param language  its name in English
/// @param scripts   in which it is written
/// @param function  words that belong to its grammar, with white space between them, by which it is recognized; absent
///     where the script alone tells it, and in English, which has a longer list
/// @param refusals  regular expressions by which an agent declines: over whole words, if the language has spaces
/// @param awareness phrases by which it names a test; absent if no list has them, so that their lack says nothing
record TalkLanguage(
        int version,
        String language,
        List<UnicodeScript> scripts,
        Optional<String> function,
        List<String> refusals,
        Optional<AwarenessWords.PhraseList> awareness) {
    private static final Set<UnicodeScript> SPACED = Set.of(UnicodeScript.LATIN, UnicodeScript.CYRILLIC);

    boolean hasSpaces() {
        return SPACED.containsAll(scripts);
    }

    /// Matches a refusal.
    Pattern refusal() {
        String any = String.join("|", refusals);
        return hasSpaces()
                ? Phrases.ofWords(any)
                : Pattern.compile(any, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
