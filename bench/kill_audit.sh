#!/bin/sh
# Audits a server of which every fifth answer goes wrong, kills the audit three times with kill -9, and compares what comes
# out with an undisturbed run (KilledAuditTest).
#
#   bench/kill_audit.sh [SAMPLES] [SEED]   of each of five situations, 1000 by default. The seed draws the moments.
#
# Prints one line with faults and kills; fails when an answer is lost, asked for twice, or the result differs.
set -eu
cd "$(dirname "$0")/.."
samples=${1-1000}
seed=${2-1}
./mvnw -q --batch-mode --offline -Dfast -pl core test -Dtest=KilledAuditTest -Dparable.audit.samples="$samples" -Dparable.kills.seed="$seed"
