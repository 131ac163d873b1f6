#!/bin/sh
# Kills the tiny study (core/src/test/resources/parable/study/tiny.yaml) with kill -9 at random moments, resumes it until it
# is done, and compares every stage's manifest and the findings with a run that nobody disturbed.
#
#   bench/kill_study.sh [KILLS] [SEED]     20 kills by default; about 3 s each. The seed draws the moments.
#
# Prints one line with the kills by phase; fails when any result differs.
set -eu
cd "$(dirname "$0")/.."
kills=${1-20}
seed=${2-1}
./mvnw -q --batch-mode --offline -Dfast -pl core test -Dtest=KilledStudyTest -Dparable.kills="$kills" -Dparable.kills.seed="$seed"
