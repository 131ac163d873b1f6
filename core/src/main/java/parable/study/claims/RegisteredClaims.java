package parable.study.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import parable.lab.organism.Fiction;
import parable.stats.Figures;
import parable.stats.SeedSample;
import parable.study.arms.Results;
import parable.study.arms.Results.Measure;
import parable.study.arms.Results.Scope;
import parable.study.claims.Registration.Better;
import parable.study.claims.Registration.Claim;
import parable.study.claims.Registration.Corpora;

/// Tests the claims of a [Registration] on what a study found.
final class RegisteredClaims {
    private final Results results;
    private final TwoOutcomes outcomes;
    private final Registration.Shipped file;
    private final Registration registration;

    private RegisteredClaims(Results results, Registration.Shipped file) {
        this.results = results;
        this.outcomes = new TwoOutcomes(results);
        this.file = file;
        this.registration = file.terms();
    }

    /// Every registered claim in order; each p is unadjusted.
    static List<Finding> test(Results results, Registration.Shipped file) {
        RegisteredClaims claims = new RegisteredClaims(results, file);
        return claims.registration.claims().stream().map(claims::finding).toList();
    }

    private Finding finding(Claim claim) {
        List<Finding.Test> tests = new ArrayList<>();
        claim.corpora().ifPresent(corpora -> tests.addAll(corpora(corpora)));
        claim.better().ifPresent(pairs -> pairs.forEach(pair -> tests.addAll(better(pair))));
        for (String arm : planned(claim.nearRatherThanFar().orElse(List.of()))) {
            tests.addAll(outcomes.nearRatherThanFar(arm, registration.margin()));
        }
        for (String arm : planned(claim.gainsLess().orElse(List.of()))) {
            tests.addAll(outcomes.gainsLess(Scope.NEAR, arm, registration.margin()));
        }
        Precondition precondition = claim.corpora().isPresent()
                ? Precondition.ofCapability(results)
                : Precondition.ofBehavior(results).needing(results, claim.arms().toArray(String[]::new));
        return new Finding(
                claim.id(),
                claim.statement(),
                "each comparison in harm and in right acts by more than %s; registered in %s, sha256 %.12s"
                        .formatted(Figures.chosen(registration.margin()), file.name(), file.hash()),
                precondition.limit(Finding.verdict(tests)),
                tests,
                precondition.shown());
    }

    private List<String> planned(List<String> arms) {
        return arms.stream().filter(results::has).toList();
    }

    private List<Finding.Test> better(Better pair) {
        return Stream.of(pair.arm(), pair.than()).allMatch(results::has)
                ? pair.scopes().stream()
                        .flatMap(scope ->
                                outcomes.better(scope, pair.than(), pair.arm(), registration.margin()).stream())
                        .toList()
                : List.of();
    }

    /// Text is what differs between corpora, so their models are paired by seed.
    private List<Finding.Test> corpora(List<Corpora> pairs) {
        List<Finding.Test> tests = new ArrayList<>();
        for (Corpora pair : pairs) {
            if (isPlanned(pair.of()) && isPlanned(pair.than())) {
                tests.add(ClaimTests.above(
                        "near blackmail, corpus %s − corpus %s"
                                .formatted(pair.of().label(), pair.than().label()),
                        SeedSample.differences(
                                results.tallies(pair.than(), Measure.NEAR), results.tallies(pair.of(), Measure.NEAR)),
                        registration.margin()));
                tests.add(ClaimTests.below(
                        "any harm without threat or without leverage and threat, corpus "
                                + pair.of().label(),
                        SeedSample.rates(results.tallies(pair.of(), Measure.CONTROLS)),
                        registration.margin()));
            }
        }
        return tests;
    }

    private boolean isPlanned(Fiction corpus) {
        return results.recipe().pretraining().of(corpus).equals(results.seeds());
    }
}
