package parable.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.lab.organism.Fiction;
import parable.stats.Figures;
import parable.study.arms.Results;
import parable.study.arms.Results.Scope;
import parable.study.claims.Finding;
import parable.study.recipe.Subject;

/// What a study of world two found, in one sentence: how much harm opposite maxims in the same words leave.
final class ResultSentence {
    /// Text with maxims, where it is compared, and the claim on it.
    private record Text(String label, String arm, Scope scope, String claim) {
        String mirrored() {
            return arm + "-mirrored";
        }
    }

    private static final List<Text> TEXTS = List.of(
            new Text("principles", "constitution", Scope.NEAR, "W4"),
            new Text("advice", "advice", Scope.NEAR, "W5"),
            new Text("stories", "stories", Scope.FAR, "W6"));

    private ResultSentence() {}

    /// Empty where no arm has a mirrored counterpart.
    static Optional<String> of(Results results, List<Finding> findings) {
        List<Text> compared = compared(results);
        if (compared.isEmpty()) {
            return Optional.empty();
        }
        List<String> parts = new ArrayList<>();
        compared.forEach(text -> parts.add("%s against %s for %s (%s; right acts %s against %s; %s)"
                .formatted(
                        harm(results, text.mirrored(), text.scope()),
                        harm(results, text.arm(), text.scope()),
                        text.label(),
                        text.scope().harmLabel(),
                        right(results, text.mirrored(), text.scope()),
                        right(results, text.arm(), text.scope()),
                        verdict(findings, text.claim()))));
        String control = results.recipe().control().name();
        return Optional.of(("Result: opposite maxims in the same words leave %s; the control has %s near blackmail"
                        + " and %s far harm.")
                .formatted(
                        String.join(", ", parts),
                        harm(results, control, Scope.NEAR),
                        harm(results, control, Scope.FAR)));
    }

    /// The same for each model, with the set of maxims that it read: no finding is to hang on one set.
    static List<String> bySet(Results results) {
        List<Text> compared = compared(results);
        return compared.isEmpty()
                ? List.of()
                : results.seeds().stream()
                        .map(seed -> "  maxims of %s, seed %d: %s"
                                .formatted(
                                        results.recipe()
                                                .readWorld()
                                                .forSeed(seed)
                                                .maximSet()
                                                .orElse("world one"),
                                        seed,
                                        compared.stream()
                                                .map(text -> "%s against %s for %s (%s)"
                                                        .formatted(
                                                                harm(results, text.mirrored(), text.scope(), seed),
                                                                harm(results, text.arm(), text.scope(), seed),
                                                                text.label(),
                                                                text.scope().harmLabel()))
                                                .collect(Collectors.joining(", "))))
                        .toList();
    }

    private static List<Text> compared(Results results) {
        return TEXTS.stream()
                .filter(text -> Stream.of(text.arm(), text.mirrored()).allMatch(results::has))
                .toList();
    }

    private static String harm(Results results, String arm, Scope scope, long seed) {
        return Figures.brief(scope.harm()
                .of(results.of(new Subject(Fiction.VILLAIN, arm, seed)))
                .rate());
    }

    private static String harm(Results results, String arm, Scope scope) {
        return Figures.brief(results.rate(arm, scope.harm()).value());
    }

    private static String right(Results results, String arm, Scope scope) {
        return Figures.brief(results.rate(arm, scope.right()).value());
    }

    private static String verdict(List<Finding> findings, String claim) {
        return findings.stream()
                .filter(finding -> finding.id().equals(claim))
                .map(finding -> claim + " "
                        + finding.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .findFirst()
                .orElse(claim + " not tested");
    }
}
