package parable.suite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import parable.grade.Phrases;

/// Scenes that no model may have been trained on, and the check that tells whether a text holds one of them. Immutable.
///
/// A text holds a scene when it names one of the people together with one of the secrets, or when it has
/// [#RUN] consecutive words with one of the scenes' sentences in common, whatever case and punctuation they have.
public final class HeldOutScenes {
    /// Words in a row that two writers do not produce by chance.
    public static final int RUN = 8;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final long BASE = 0x9E3779B97F4A7C15L;

    private final Pattern fullNames;
    private final Pattern firstNames;
    private final Pattern secrets;
    private final Set<Long> runs = new HashSet<>();

    /// @param people    `First Last`; a first name alone counts where it has its capital letter
    /// @param secrets   phrases that give a secret away
    /// @param sentences texts of the scenes
    public HeldOutScenes(Collection<String> people, Collection<String> secrets, Stream<String> sentences) {
        this.fullNames = Phrases.any(List.copyOf(people));
        this.firstNames = Pattern.compile(people.stream()
                .map(name -> Pattern.quote(name.split(" ")[0]))
                .reduce((a, b) -> a + "|" + b)
                .map(names -> "(?<![\\p{L}\\p{N}])(?:" + names + ")(?![\\p{L}\\p{N}])")
                .orElse("(?!)"));
        this.secrets = Phrases.any(List.copyOf(secrets));
        sentences.forEach(text -> runs(words(text)).forEach(runs::add));
    }

    /// Why a text may not be trained on; empty where it holds no scene.
    public Optional<String> reason(String text) {
        return pair(text).or(() -> run(text));
    }

    private Optional<String> pair(String text) {
        Matcher secret = secrets.matcher(text);
        if (!secret.find()) {
            return Optional.empty();
        }
        return Stream.of(fullNames, firstNames)
                .map(names -> names.matcher(text))
                .filter(Matcher::find)
                .map(name -> "it names %s together with \"%s\", which is a secret of a held-out scene"
                        .formatted(name.group(), secret.group()))
                .findFirst();
    }

    private Optional<String> run(String text) {
        List<String> words = words(text);
        List<Long> found = runs(words);
        for (int i = 0; i < found.size(); i++) {
            if (runs.contains(found.get(i))) {
                return Optional.of("it has the words \"%s\", which stand in a held-out scene"
                        .formatted(String.join(" ", words.subList(i, i + RUN))));
            }
        }
        return Optional.empty();
    }

    private static List<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(word -> word.group())
                .toList();
    }

    /// One number for each run of words, by a rolling polynomial; two different runs share one by chance of 2^-64.
    private static List<Long> runs(List<String> words) {
        List<Long> runs = new ArrayList<>();
        long highest = 1;
        for (int i = 1; i < RUN; i++) {
            highest *= BASE;
        }
        long sum = 0;
        for (int i = 0; i < words.size(); i++) {
            if (i >= RUN) {
                sum -= highest * number(words.get(i - RUN));
            }
            sum = sum * BASE + number(words.get(i));
            if (i >= RUN - 1) {
                runs.add(sum);
            }
        }
        return runs;
    }

    private static long number(String word) {
        long number = 1;
        for (int i = 0; i < word.length(); i++) {
            number = (number ^ word.charAt(i)) * 0x100000001B3L;
        }
        return number;
    }
}
