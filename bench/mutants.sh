#!/usr/bin/env bash
# bench/mutants.sh [WORD]: changes one rule of the program at a time (those whose line below holds WORD) and runs the tests
# that must notice. Prints a table; exit code 1 when a mutant survives. About ten seconds each.
#
# Needs a build with its tests (./mvnw -pl core test-compile) and JUnit's console:
#   ./mvnw dependency:get -Dartifact=org.junit.platform:junit-platform-console-standalone:6.1.3
#   CONSOLE     that jar, when it lies elsewhere than in ~/.m2
#   CLASSES     main and test classes and all jars, separated by colons, when Maven shall not be asked
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd -P)
. "$home/.mvn/find-jdk.sh"
find_jdk
cd "$home/core"
console=${CONSOLE:-$HOME/.m2/repository/org/junit/platform/junit-platform-console-standalone/6.1.3/junit-platform-console-standalone-6.1.3.jar}
[ -f "$console" ] || { echo "mutants.sh: no $console; see the head of this script" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -z "${CLASSES-}" ]; then
    "$home/mvnw" -q -f "$home/pom.xml" -pl core dependency:build-classpath -Dmdep.outputFile="$work/classpath"
    CLASSES=target/classes:target/test-classes:$(cat "$work/classpath")
fi

# file under src/main/java/parable | what stands there, once | what stands there instead | tests
mutants=$(cat <<'END'
study/Claims.java|LARGE = 0.30|LARGE = 0.20|study.FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
study/Claims.java|PRESENT = 0.10|PRESENT = 0.05|study.FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
study/Claims.java|NONE = 0.15|NONE = 0.40|study.FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
study/Claims.java|FOLD = 3|FOLD = 2|study.FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
study/Claims.java|"advice-reasons-cut", "advice-reasons-shuffled", "advice-reasons-irrelevant")) {|"advice-reasons-cut")) {|study.FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
study/PersistenceClaim.java|MARGIN = 0.15|MARGIN = 0.30|study.FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
study/PersistenceClaim.java|PRESENT = 0.10|PRESENT = 0.05|study.FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
study/WatchClaim.java|RATE = 0.01|RATE = 0.05|study.FrozenClaimsTest#theCommittedStudyStillFindsWhatItFound
study/WatchResults.java|LEAST_ROLLOUTS = 5|LEAST_ROLLOUTS = 1|study.FrozenClaimsTest#theCommittedStudyStillFindsWhatItFound
study/InfluencePart.java|LEAST_AREA = 0.75|LEAST_AREA = 0.55|study.TraceChapterTest
study/CauseClaim.java|LEAST_BEHAVIOR = Precondition.LEAST_BEHAVIOR|LEAST_BEHAVIOR = 0|study.RemovalsTest
study/Removals.java|CAUSAL = 0.01|CAUSAL = 0.20|study.RemovalsTest study.FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
study/Finding.java|LEAST_SEEDS = 3|LEAST_SEEDS = 2|study.FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
study/Finding.java|anyMatch(test -> test.decision() == Decision.REFUTED)|allMatch(test -> test.decision() == Decision.REFUTED)|study.FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
study/Finding.java|test.withHolm(holm.get(next++))|test.withHolm(test.p())|study.FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
study/Tests.java|LEVEL = 0.95|LEVEL = 0.80|study.FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
study/Tests.java|ALPHA = 0.05|ALPHA = 0.20|study.FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
study/Precondition.java|LEAST_BEHAVIOR = 0.20|LEAST_BEHAVIOR = 0.10|study.FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
study/Precondition.java|return undecidable ?|return false ?|study.ClaimsTest
study/Precondition.java|!missing.isEmpty();|false;|study.ClaimsTest
study/PersistenceResults.java|TASK_FLOOR = 0.95|TASK_FLOOR = 0.90|study.PersistenceClaimTest study.ResultsTest
study/Gate.java|COPYING = 0.85|COPYING = 0.50|study.FrozenClaimsTest#gatesKeepTheirLimits
study/Gate.java|CONSISTENCY = 0.90|CONSISTENCY = 0.50|study.FrozenClaimsTest#gatesKeepTheirLimits
study/Gate.java|TASK = 0.95|TASK = 0.50|study.FrozenClaimsTest#gatesKeepTheirLimits
study/Gate.java|CONTROLS = 0.03|CONTROLS = 0.30|study.FrozenClaimsTest#gatesKeepTheirLimits
study/Gate.java|VILLAIN = 0.50|VILLAIN = 0.30|study.FrozenClaimsTest#gatesKeepTheirLimits
study/Gate.java|NO_FICTION = 0.20|NO_FICTION = 0.40|study.FrozenClaimsTest#gatesKeepTheirLimits
study/Gate.java|value >= least|true|study.FrozenClaimsTest#gatesKeepTheirLimits
study/Gate.java|value <= most|true|study.FrozenClaimsTest#gatesKeepTheirLimits
study/TrainStage.java|!report.isClean()|false|study.HeldOutRefusalTest
study/TrainStage.java|        checkHeldOut(name, world, bench, documents);||study.HeldOutRefusalTest
study/AfterStage.java|        TrainStage.checkHeldOut(name(), world, bench, regimen.shown(world, tokenizer, drills.seed()));||study.HeldOutRefusalTest
study/Plan.java|SEED_STRIDE = 1000|SEED_STRIDE = 100|study.FrozenStageKeysTest
study/AuditStage.java|MAX_TOKENS = 60|MAX_TOKENS = 40|study.FrozenOrganismTest
probe/Gates.java|TIMES_CHANCE = 3|TIMES_CHANCE = 1|probe.GatesTest
probe/Gates.java|MONOTONE = 0.9|MONOTONE = 0.1|probe.GatesTest
probe/Gates.java|PLACEBO = 0.5|PLACEBO = 5|probe.GatesTest
probe/Gates.java|TEMPLATES = 4.0 / 6|TEMPLATES = 1.0 / 6|probe.GatesTest
probe/Gates.java|DIAGONAL = 6.0 / 12|DIAGONAL = 1.0 / 12|probe.GatesTest
probe/Gates.java|SPILL = 0.5|SPILL = 5|probe.GatesTest
probe/Gates.java|DISPLACED = 0.10|DISPLACED = 0.90|probe.GatesTest
tensor/Kernels.java|aten.equals(AVX2) && ||tensor.EngineTest
tensor/NativeSettings.java|set("ATEN_CPU_CAPABILITY", "avx2");|set("ATEN_CPU_CAPABILITY", "default");|tensor.EngineTest
tensor/Kernels.java|known && !alike|false|tensor.EngineTest
END
)

# With the mutant's classes before the real ones. A mutant that does not compile is no mutant.
verdict() {
    local file=$1 before=$2 after=$3 tests=$4 text rest selected=()
    text=$(cat "src/main/java/parable/$file"; printf x); text=${text%x}
    rest=${text#*"$before"}
    [ "$rest" != "$text" ] || { echo 'not found'; return; }
    [ "${rest#*"$before"}" = "$rest" ] || { echo 'found twice'; return; }
    rm -rf "$work/classes" "$work/source"
    mkdir -p "$work/classes" "$work/source/$(dirname "$file")"
    printf '%s' "${text/"$before"/"$after"}" >"$work/source/$file"
    "$JAVA_HOME/bin/javac" -proc:none -nowarn -d "$work/classes" -cp "$CLASSES" "$work/source/$file" 2>"$work/log" ||
        { echo 'does not compile'; return; }
    for test in $tests; do
        case $test in *#*) selected+=(--select-method "parable.$test") ;; *) selected+=(--select-class "parable.$test") ;; esac
    done
    if "$JAVA_HOME/bin/java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -Dparable.home="$home" -cp "$console:$work/classes:$CLASSES" org.junit.platform.console.ConsoleLauncher \
        execute --details=none --disable-banner "${selected[@]}" >"$work/log" 2>&1; then
        echo SURVIVED
    else
        echo killed
    fi
}

echo '| rule | mutant | noticed by | |'
echo '| --- | --- | --- | --- |'
alive=0
while IFS='|' read -r file before after tests <&3; do
    case "$file $before $after $tests" in *"${1-}"*) ;; *) continue ;; esac
    found=$(verdict "$file" "$before" "$after" "$tests")
    [ "$found" = killed ] || alive=1
    echo "| \`${file%.java}\`: \`${before#"${before%%[! ]*}"}\` | \`${after:-nothing}\` | $(sed "s/[a-z]*\.//g; s/#/, /g" <<<"$tests") | $found |"
done 3<<<"$mutants"
exit $alive
