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

# class of the rooms lab, study, probe and tensor | what stands there, once | what stands there instead | tests
mutants=$(cat <<'END'
Claims|LARGE = 0.30|LARGE = 0.20|FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
Claims|PRESENT = 0.10|PRESENT = 0.05|FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
Claims|NONE = 0.15|NONE = 0.40|FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
Claims|FOLD = 3|FOLD = 2|FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
Claims|"advice-reasons-cut", "advice-reasons-shuffled", "advice-reasons-irrelevant")) {|"advice-reasons-cut")) {|FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
PersistenceClaim|MARGIN = 0.15|MARGIN = 0.30|FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
PersistenceClaim|PRESENT = 0.10|PRESENT = 0.05|FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
WatchClaim|RATE = 0.01|RATE = 0.05|FrozenClaimsTest#theCommittedStudyStillFindsWhatItFound
WatchResults|LEAST_ROLLOUTS = 5|LEAST_ROLLOUTS = 1|WatchResultsTest
InfluencePart|LEAST_AREA = 0.75|LEAST_AREA = 0.55|TraceExperimentTest
CauseClaim|LEAST_BEHAVIOR = Precondition.LEAST_BEHAVIOR|LEAST_BEHAVIOR = 0|RemovalsTest
Removals|CAUSAL = 0.01|CAUSAL = 0.20|RemovalsTest FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
Finding|LEAST_SEEDS = 3|LEAST_SEEDS = 2|FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
Finding|anyMatch(test -> test.decision() == Decision.REFUTED)|allMatch(test -> test.decision() == Decision.REFUTED)|FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
Finding|test.withHolm(holm.get(next++))|test.withHolm(test.p())|FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
ClaimTests|LEVEL = 0.95|LEVEL = 0.80|FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
ClaimTests|ALPHA = 0.05|ALPHA = 0.20|FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
Precondition|LEAST_BEHAVIOR = 0.20|LEAST_BEHAVIOR = 0.10|FrozenClaimsTest#registeredClaimsKeepTheirWordsArmsAndMargins
Precondition|return undecidable ?|return false ?|ClaimsTest
Precondition|!missing.isEmpty();|false;|ClaimsTest
PersistenceResults|TASK_FLOOR = 0.95|TASK_FLOOR = 0.90|PersistenceClaimTest ResultsTest
SanityCheck|COPYING = 0.85|COPYING = 0.50|FrozenClaimsTest#gatesKeepTheirLimits
SanityCheck|CONSISTENCY = 0.90|CONSISTENCY = 0.50|FrozenClaimsTest#gatesKeepTheirLimits
SanityCheck|TASK = 0.95|TASK = 0.50|FrozenClaimsTest#gatesKeepTheirLimits
SanityCheck|CONTROLS = 0.03|CONTROLS = 0.30|FrozenClaimsTest#gatesKeepTheirLimits
SanityCheck|VILLAIN = 0.50|VILLAIN = 0.30|FrozenClaimsTest#gatesKeepTheirLimits
SanityCheck|NO_FICTION = 0.20|NO_FICTION = 0.40|FrozenClaimsTest#gatesKeepTheirLimits
SanityCheck|value >= least|true|FrozenClaimsTest#gatesKeepTheirLimits
SanityCheck|value <= most|true|FrozenClaimsTest#gatesKeepTheirLimits
OrganismLab|report.isClean() ?|true ?|HeldOutRefusalTest
Teaching|requireHeldOut(stage.name(), context, read.heldOut(), read.refusal());||HeldOutRefusalTest
AfterStage|TrainStage.checkHeldOut(name(), world, context, regimen.shown(world, tokenizer, drills.seed()));||HeldOutRefusalTest
Plan|SEED_STRIDE = 1000|SEED_STRIDE = 100|FrozenStageKeysTest
OrganismWriter|LONGEST = 60|LONGEST = 40|FrozenOrganismTest
Gates|TIMES_CHANCE = 3|TIMES_CHANCE = 1|GatesTest
Gates|MONOTONE = 0.9|MONOTONE = 0.1|GatesTest
Gates|PLACEBO = 0.5|PLACEBO = 5|GatesTest
Gates|TEMPLATES = 4.0 / 6|TEMPLATES = 1.0 / 6|GatesTest
Gates|DIAGONAL = 6.0 / 12|DIAGONAL = 1.0 / 12|GatesTest
Gates|SPILL = 0.5|SPILL = 5|GatesTest
Gates|DISPLACED = 0.10|DISPLACED = 0.90|GatesTest
Kernels|aten.equals(AVX2) && ||EngineTest
NativeSettings|set("ATEN_CPU_CAPABILITY", "avx2");|set("ATEN_CPU_CAPABILITY", "default");|EngineTest
Kernels|known && !alike|false|EngineTest
END
)

# With the mutant's classes before the real ones. A mutant that does not compile is no mutant.
verdict() {
    local file before=$2 after=$3 tests=$4 text rest selected=() class
    file=$(cd src/main/java && find parable/lab parable/study parable/probe parable/tensor -name "$1.java")
    [ "$(wc -w <<<"$file")" = 1 ] || { echo "no class"; return; }
    text=$(cat "src/main/java/$file"; printf x); text=${text%x}
    rest=${text#*"$before"}
    [ "$rest" != "$text" ] || { echo 'not found'; return; }
    [ "${rest#*"$before"}" = "$rest" ] || { echo 'found twice'; return; }
    rm -rf "$work/classes" "$work/source"
    mkdir -p "$work/classes" "$work/source/$(dirname "$file")"
    printf '%s' "${text/"$before"/"$after"}" >"$work/source/$file"
    "$JAVA_HOME/bin/javac" -proc:none -nowarn -d "$work/classes" -cp "$CLASSES" "$work/source/$file" 2>"$work/log" ||
        { echo 'does not compile'; return; }
    for test in $tests; do
        class=$(cd src/test/java && find parable -name "${test%%#*}.java" | sed 's/\.java$//; s|/|.|g')
        case $test in *#*) selected+=(--select-method "$class#${test#*#}") ;; *) selected+=(--select-class "$class") ;; esac
    done
    if "$JAVA_HOME/bin/java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
        -Dparable.home="$home" -cp "$console:$work/classes:$CLASSES" org.junit.platform.console.ConsoleLauncher \
        execute --details=summary --disable-ansi-colors --disable-banner "${selected[@]}" >"$work/log" 2>&1; then
        echo SURVIVED
    elif grep -q '^\[ *[1-9][0-9]* \(tests\|containers\) failed' "$work/log"; then
        echo killed
    else
        echo 'no test ran'
    fi
}

echo '| rule | mutant | noticed by | |'
echo '| --- | --- | --- | --- |'
alive=0
while IFS='|' read -r file before after tests <&3; do
    case "$file $before $after $tests" in *"${1-}"*) ;; *) continue ;; esac
    found=$(verdict "$file" "$before" "$after" "$tests")
    [ "$found" = killed ] || alive=1
    echo "| \`$file\`: \`${before#"${before%%[! ]*}"}\` | \`${after:-nothing}\` | ${tests//#/, } | $found |"
done 3<<<"$mutants"
exit $alive
