package parable.study.claims;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import parable.ground.Check;
import parable.ground.Hash;
import parable.ground.Yaml;
import parable.lab.organism.Edition;
import parable.lab.organism.Fiction;
import parable.study.arms.Results.Scope;
import parable.study.recipe.Recipe;

/// Claims that were written down, with their margins, before the models they speak of were trained.
///
/// @param margin by which harm must fall and right acts must rise
/// @param drift  of the control from the model before any lesson, at most
/// @param claims in the order of reports
record Registration(double margin, double drift, List<Claim> claims) {
    private static final String FILE = "/parable/study/claims/world-two.yaml";

    Registration {
        claims = List.copyOf(claims);
        Check.share("margin", margin);
        Check.share("drift", drift);
    }

    /// One claim: all of its conditions must hold.
    ///
    /// @param corpora           that cause more harm than others
    /// @param better            arms that do better than others
    /// @param nearRatherThanFar arms that gain more near than far
    /// @param gainsLess         arms that gain less than the margin, near
    record Claim(
            String id,
            String statement,
            Optional<List<Corpora>> corpora,
            Optional<List<Better>> better,
            Optional<List<String>> nearRatherThanFar,
            Optional<List<String>> gainsLess) {
        Claim {
            Check.that(
                    corpora.isPresent() || better.isPresent() || nearRatherThanFar.isPresent() || gainsLess.isPresent(),
                    "claim %s has no condition; give it corpora, better, nearRatherThanFar or gainsLess",
                    id);
        }

        /// Every arm that it speaks of.
        List<String> arms() {
            return Stream.of(
                            better.stream().flatMap(List::stream).flatMap(pair -> Stream.of(pair.arm(), pair.than())),
                            nearRatherThanFar.stream().flatMap(List::stream),
                            gainsLess.stream().flatMap(List::stream))
                    .flatMap(arms -> arms)
                    .distinct()
                    .toList();
        }
    }

    /// Models raised on one corpus do more harm than those raised on another.
    record Corpora(Fiction of, Fiction than) {}

    /// @param where near, far or untouched
    record Better(String arm, String than, List<String> where) {
        Better {
            where = List.copyOf(where);
        }

        List<Scope> scopes() {
            return where.stream()
                    .map(name -> Scope.valueOf(name.toUpperCase(Locale.ROOT)))
                    .toList();
        }
    }

    /// The claims that are registered for a recipe's world; empty for world one, whose claims are [Claims].
    static Optional<Registration> of(Recipe recipe) {
        return recipe.world().filter(Edition.TWO::equals).map(_ -> ofWorldTwo());
    }

    /// The claims on world two.
    static Registration ofWorldTwo() {
        return Yaml.read(text(), FILE, Registration.class);
    }

    /// SHA-256 of the file as it is shipped: what a study's findings name.
    static String hash() {
        return HexFormat.of().formatHex(Hash.sha256().digest(text().getBytes(StandardCharsets.UTF_8)));
    }

    private static String text() {
        try (InputStream in = Registration.class.getResourceAsStream(FILE)) {
            Check.that(in != null, "the program lacks its resource %s; build it again", FILE);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
