package parable.study.claims;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parable.ground.Yaml;
import parable.lab.organism.Edition;
import parable.study.arms.Results;
import parable.study.claims.Registration.Better;
import parable.study.claims.Registration.Claim;
import parable.study.recipe.Recipe;

/// The claims on world two, as they were written down before its first reported model was trained.
class RegistrationTest {
    /// A change of the file after data were seen is another registration: give it another file.
    @Test
    void theRegisteredClaimsKeepTheirHash() {
        assertThat(registered(Edition.TWO).hash())
                .isEqualTo("a6cd085182c6da6baf72c4388ec0d75063b39eb16d8df1b513c4cd8f86c3ff99");
    }

    @Test
    void theFullRecipeHasEveryArmThatAClaimSpeaksOfAndTheQuickOneThoseOfThree() throws IOException {
        Registration registration = registered(Edition.TWO).terms();

        assertThat(registration.margin()).isEqualTo(0.10);
        assertThat(testable(registration, "two")).hasSameSizeAs(registration.claims());
        assertThat(testable(registration, "quick")).contains("W4", "W5", "W6").hasSize(3);
        assertThat(testable(registration, "reasons")).containsExactly("W4", "W5", "W6", "W7");
        for (Claim claim : registration.claims()) {
            claim.better()
                    .ifPresent(pairs ->
                            assertThat(pairs.stream().map(Better::scopes)).doesNotContain(List.of()));
        }
    }

    @Test
    void theRecipeOfDerivationsHasEveryArmOfItsClaims() throws IOException {
        Registration.Shipped shipped = registered(Edition.THREE);

        assertThat(shipped.hash()).isEqualTo("a4ffe7efc9e9faf7c0127f53c6c7d7fb4f9a8627142c17a43a3b0699e649dc3d");
        assertThat(shipped.terms().margin()).isEqualTo(0.10);
        assertThat(testable(shipped.terms(), "derive"))
                .hasSameSizeAs(shipped.terms().claims());
    }

    @Test
    void aRankingThatDoesBetterThanItsReverseCountsOnlyWhereModelsCanDerive() {
        assertThat(chain(95).verdict()).isEqualTo(Finding.Verdict.SUPPORTED);
        assertThat(chain(95).statistic()).contains("world-three.yaml");
        assertThat(chain(80).verdict()).isEqualTo(Finding.Verdict.NOT_TESTABLE);
        assertThat(chain(80).shown()).anyMatch(line -> line.contains("acts derived from a ranking is .80"));
    }

    @Test
    void theGateOfDerivationStandsInTheReportOfEveryPretrainedModel() {
        Results results = new SyntheticResults(2)
                .inWorldThree(89)
                .model("pretrained", 80, 80)
                .model("post-trained", 80, 80)
                .model("control", 80, 80)
                .build();

        assertThat(SanityCheck.all(results))
                .filteredOn(check -> check.name().equals("acts derived from a ranking"))
                .hasSize(2)
                .noneMatch(SanityCheck::holds);
    }

    private static Finding chain(int derived) {
        Results results = new SyntheticResults(6)
                .inWorldThree(derived)
                .model("pretrained", 80, 80)
                .model("post-trained", 80, 80)
                .model("control", 80, 80)
                .model("chain", 20, 20)
                .model("chain-reversed", 75, 75)
                .build();
        return found(Claims.test(results), "V1");
    }

    private static List<String> testable(Registration registration, String recipe) throws IOException {
        Recipe read = shipped(recipe);
        List<String> arms = read.arms().stream().map(Recipe.ArmPlan::name).toList();
        return registration.claims().stream()
                .filter(claim -> arms.containsAll(claim.arms()))
                .filter(claim -> claim.corpora().stream()
                        .flatMap(List::stream)
                        .flatMap(pair -> Stream.of(pair.of(), pair.than()))
                        .allMatch(corpus -> !read.pretraining().of(corpus).isEmpty()))
                .map(Claim::id)
                .toList();
    }

    @Test
    void principlesThatDoBetterThanTheirMirrorImageSupportTheirClaim() {
        assertThat(principles(25, 75).verdict()).isEqualTo(Finding.Verdict.SUPPORTED);
        assertThat(principles(25, 75).tests()).hasSize(8);
        assertThat(principles(25, 75).statistic())
                .contains("by more than .1;")
                .contains(registered(Edition.TWO).hash().substring(0, 12));
    }

    @Test
    void principlesThatDoAsWellTurnedRoundRefuteIt() {
        assertThat(principles(25, 25).verdict()).isEqualTo(Finding.Verdict.REFUTED);
    }

    @Test
    void aClaimWhoseArmsAreMissingCannotBeSupported() {
        Results without = new SyntheticResults(6)
                .inWorldTwo()
                .model("pretrained", 80, 80)
                .model("post-trained", 80, 80)
                .model("control", 80, 80)
                .model("constitution", 20, 20)
                .build();

        Finding principles = found(Claims.test(without), "W4");

        assertThat(principles.verdict()).isNotIn(Finding.Verdict.SUPPORTED, Finding.Verdict.REFUTED);
        assertThat(principles.shown()).anyMatch(line -> line.contains("constitution-mirrored"));
    }

    private static Finding principles(int sound, int mirrored) {
        Results results = new SyntheticResults(6)
                .inWorldTwo()
                .model("pretrained", 80, 80)
                .model("post-trained", 80, 80)
                .model("control", 80, 80)
                .model("constitution", sound, sound)
                .model("constitution-mirrored", mirrored, mirrored)
                .build();
        return found(Claims.test(results), "W4");
    }

    private static Finding found(List<Finding> findings, String id) {
        return findings.stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Registration.Shipped registered(Edition world) {
        return Registration.of(world).orElseThrow();
    }

    private static Recipe shipped(String name) throws IOException {
        try (InputStream in = Recipe.class.getResourceAsStream("/parable/study/%s.yaml".formatted(name))) {
            return Yaml.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), name, Recipe.class);
        }
    }
}
