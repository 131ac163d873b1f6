package parable;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/// The arrows between rooms and the bans of the house. Each ban is shown to bite on a small offender below.
class ArchitectureTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("parable");

    private static final ArchRule ARROWS = classes().should(Rooms.onlyKnowRoomsThatTheyMay());

    private static final ArchRule NO_CYCLES =
            SlicesRuleDefinition.slices().matching("parable.(**)").should().beFreeOfCycles();

    private static final ArchRule INTERNALS_STAY_HOME = classes().should(Rooms.leaveInternalsOfOthersAlone());

    private static final ArchRule ONLY_TENSOR_KNOWS_THE_ENGINE = noClasses()
            .that()
            .resideOutsideOfPackage("parable.tensor..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bytedeco..");

    private static final ArchRule ONLY_CLI_PRINTS =
            noClasses().that().resideOutsideOfPackage("parable.cli..").should(ACCESS_STANDARD_STREAMS);

    private static final ArchRule FAILURES_HAVE_A_TYPE = noClasses()
            .should()
            .callConstructorWhere(DescribedPredicate.describe(
                    "an exception that says nothing is made", ArchitectureTest::makesAnonymousFailure));

    private static final ArchRule RANDOMNESS_IS_SEEDED = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.util\\.(Random|SplittableRandom|concurrent\\.ThreadLocalRandom)"
                    + "|java\\.security\\.SecureRandom")
            .orShould()
            .callMethod(Math.class, "random");

    private static final ArchRule ONE_MAPPER = noClasses()
            .that()
            .resideOutsideOfPackage("parable.ground..")
            .should()
            .callConstructorWhere(DescribedPredicate.describe(
                    "a mapper of its own", call -> call.getTargetOwner().isAssignableTo(ObjectMapper.class)))
            .orShould()
            .callMethodWhere(DescribedPredicate.describe("a mapper of its own", ArchitectureTest::buildsMapper));

    @Test
    void roomsOnlyKnowRoomsBelowThem() {
        ARROWS.check(HOUSE);
    }

    @Test
    void noTwoRoomsOrSubRoomsKnowEachOther() {
        NO_CYCLES.check(HOUSE);
    }

    @Test
    void internalPackagesArePrivateToTheirRoom() {
        INTERNALS_STAY_HOME.check(HOUSE);
    }

    @Test
    void onlyTensorTouchesTheNativeEngine() {
        ONLY_TENSOR_KNOWS_THE_ENGINE.check(HOUSE);
    }

    @Test
    void onlyTheCommandLinePrints() {
        ONLY_CLI_PRINTS.check(HOUSE);
        assertThat(violates(ONLY_CLI_PRINTS, Offenders.Printer.class)).isTrue();
    }

    @Test
    void everyFailureHasATypeThatSaysWhose() {
        FAILURES_HAVE_A_TYPE.check(HOUSE);
        assertThat(violates(FAILURES_HAVE_A_TYPE, Offenders.Thrower.class)).isTrue();
        assertThat(violates(FAILURES_HAVE_A_TYPE, Offenders.OwnFailure.class)).isFalse();
    }

    @Test
    void randomnessComesFromTheSeededStreamOnly() {
        RANDOMNESS_IS_SEEDED.check(HOUSE);
        assertThat(violates(RANDOMNESS_IS_SEEDED, Offenders.Gambler.class)).isTrue();
        assertThat(violates(RANDOMNESS_IS_SEEDED, Offenders.LazyGambler.class)).isTrue();
    }

    @Test
    void theStrictMapperIsTheOnlyOne() {
        ONE_MAPPER.check(HOUSE);
        assertThat(violates(ONE_MAPPER, Offenders.MapperMaker.class)).isTrue();
        assertThat(violates(ONE_MAPPER, Offenders.MapperBuilder.class)).isTrue();
    }

    @Test
    void theTableOfRoomsForbidsWhatTheHouseForbids() {
        assertThat(Rooms.mayKnow("audit", "corpus")).isTrue();
        assertThat(Rooms.mayKnow("corpus", "audit")).isFalse();
        assertThat(Rooms.mayKnow("stats", "text")).as("stats knows ground only").isFalse();
        assertThat(Rooms.mayKnow("model", "generate"))
                .as("a model does not know who writes with it")
                .isFalse();
        assertThat(Rooms.mayKnow("garage", "ground")).as("a room off the table").isFalse();
    }

    private static boolean violates(ArchRule rule, Class<?> offender) {
        return rule.evaluate(new ClassFileImporter().importClasses(offender)).hasViolation();
    }

    /// `new RuntimeException(...)` and its like, but not the `super(...)` call of an exception that has a
    /// name.
    private static boolean makesAnonymousFailure(JavaConstructorCall call) {
        JavaClass made = call.getTargetOwner();
        boolean anonymous = Set.of("java.lang.RuntimeException", "java.lang.Exception", "java.lang.Error")
                .contains(made.getName());
        boolean superCall = call.getOrigin().isConstructor()
                && call.getOriginOwner().getRawSuperclass().filter(made::equals).isPresent();
        return anonymous && !superCall;
    }

    private static boolean buildsMapper(JavaMethodCall call) {
        return Set.of("builder", "rebuild").contains(call.getName())
                && call.getTargetOwner().isAssignableTo(ObjectMapper.class);
    }

    /// What the rules forbid, one class each.
    static final class Offenders {
        static final class Printer {
            void print() {
                System.out.println("in the wrong room");
            }
        }

        static final class Thrower {
            void fail() {
                throw new RuntimeException("whose fault?");
            }
        }

        static final class OwnFailure extends RuntimeException {
            OwnFailure() {
                super("has a name");
            }
        }

        static final class Gambler {
            final Random random = new Random(1);
        }

        static final class LazyGambler {
            double draw() {
                return Math.random();
            }
        }

        static final class MapperMaker {
            final ObjectMapper lax = new ObjectMapper();
        }

        static final class MapperBuilder {
            final ObjectMapper lax = JsonMapper.builder().build();
        }
    }
}
