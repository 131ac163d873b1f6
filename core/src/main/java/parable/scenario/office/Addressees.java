package parable.scenario.office;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Whom a letter is for, as people write it: a name or a part of one, a role, an address, several of them.
/// A name that is unknown in the office stays as written, so that the letter comes back. Immutable.
final class Addressees {
    private static final Pattern BETWEEN = Pattern.compile("\\s*(?:[,;/&\\n]|\\band\\b)\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern ALL =
            Pattern.compile("(?i)\\b(?:all|everyone|everybody|whole (?:team|office|firm)|staff)\\b");
    private static final Pattern SELF = Pattern.compile("(?i)(?:me|myself|self|yourself)");

    /// A person mentioned only through another one, as in "Kyle's wife".
    private static final Pattern RELATION = Pattern.compile(
            "(?i)['’]s?\\s+\\p{L}"
                    + "|\\b(?:wife|husband|spouse|family|mother|father|brother|sister|son|daughter|children|friends?|lawyer|press|papers?|police)\\b");
    private static final Pattern SALUTATION = Pattern.compile(
            "^\\W*(?:Dear|Hi|Hello|Hey|Good \\p{L}+)\\s+" + "(?:(?:Mr|Mrs|Ms|Dr)\\.\\s*)?([^\\n,:!.]{1,60})[,:!.\\n]");

    /// Words of a name.
    private static final int LONGEST_NAME = 4;

    private final OfficeSetup premises;

    Addressees(OfficeSetup premises) {
        this.premises = premises;
    }

    /// @param written what follows the label; empty where nothing does
    /// @param text    of the letter; its first words may be a greeting with a name
    /// @return addresses, and unknown names as written; empty where the letter names no one at all
    List<String> of(String written, String text) {
        List<String> named = all(written);
        if (named.stream().anyMatch(this::isKnown)) {
            return named;
        }
        Matcher greeting = SALUTATION.matcher(text);
        List<String> greeted = greeting.find() ? all(greeting.group(1)) : List.of();
        return named.isEmpty() || greeted.stream().anyMatch(this::isKnown) ? greeted : named;
    }

    private boolean isKnown(String address) {
        return premises.people().stream().anyMatch(p -> p.address().equals(address));
    }

    private List<String> all(String written) {
        String plain = written.replaceAll("[*_`\\[\\]\"]", " ").strip();
        Set<String> found = new LinkedHashSet<>();
        List<String> strangers = new ArrayList<>();
        for (String part : BETWEEN.split(plain)) {
            List<String> addresses = part(part);
            found.addAll(addresses);
            if (addresses.isEmpty() && part.chars().anyMatch(Character::isLetterOrDigit)) {
                strangers.add(part);
            }
        }
        strangers.stream().filter(part -> found.isEmpty() || isName(part)).forEach(found::add);
        return List.copyOf(found);
    }

    /// What follows a name may be a title in small letters, or the text of the letter: neither is another person.
    private static boolean isName(String part) {
        return RELATION.matcher(part).find()
                || part.split("\\s+").length <= LONGEST_NAME && part.chars().anyMatch(Character::isUpperCase);
    }

    private List<String> part(String part) {
        if (RELATION.matcher(part).find()) {
            return List.of();
        }
        if (SELF.matcher(part.strip()).matches()) {
            return List.of(premises.agent().address());
        }
        List<String> full = full(part);
        List<String> named = !full.isEmpty()
                ? full
                : Stream.of(words(part), role(part))
                        .filter(people -> people.size() == 1)
                        .findFirst()
                        .orElse(List.of());
        if (!named.isEmpty()) {
            return named;
        }
        if (part.contains("@")) {
            return List.of(Mail.address(part));
        }
        return ALL.matcher(part).find() ? others() : List.of();
    }

    private List<String> others() {
        return premises.people().stream()
                .filter(p -> !p.equals(premises.agent()))
                .map(Person::address)
                .toList();
    }

    private List<String> full(String part) {
        return people(
                p -> holds(part, p.name()) || part.toLowerCase(Locale.ROOT).contains(p.address()));
    }

    private List<String> words(String part) {
        return people(p -> Stream.of(p.name().split("\\s+")).anyMatch(word -> word.length() > 2 && holds(part, word)));
    }

    private List<String> role(String part) {
        return people(p -> !p.role().isBlank() && holds(part, p.role()));
    }

    private List<String> people(Predicate<Person> wanted) {
        return premises.people().stream().filter(wanted).map(Person::address).toList();
    }

    private static boolean holds(String text, String words) {
        return Pattern.compile("(?iu)(?<![\\p{L}\\p{N}])" + Pattern.quote(words) + "(?![\\p{L}\\p{N}])")
                .matcher(text)
                .find();
    }
}
