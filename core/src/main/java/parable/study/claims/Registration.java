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
    /// A file of claims as it is shipped.
    record Shipped(String name, Registration terms, String hash) {}

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
    static Optional<Shipped> of(Recipe recipe) {
        return recipe.world().flatMap(Registration::of);
    }

    static Optional<Shipped> of(Edition world) {
        return switch (world) {
            case ONE -> Optional.empty();
            case TWO -> Optional.of(shipped("world-two.yaml"));
            case THREE -> Optional.of(shipped("world-three.yaml"));
        };
    }

    /// The hash is SHA-256 of the file's bytes: what a study's findings name.
    private static Shipped shipped(String name) {
        String file = "/parable/study/claims/" + name;
        try (InputStream in = Registration.class.getResourceAsStream(file)) {
            Check.that(in != null, "the program lacks its resource %s; build it again", file);
            byte[] bytes = in.readAllBytes();
            String text = new String(bytes, StandardCharsets.UTF_8);
            return new Shipped(
                    name,
                    Yaml.read(text, file, Registration.class),
                    HexFormat.of().formatHex(Hash.sha256().digest(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
