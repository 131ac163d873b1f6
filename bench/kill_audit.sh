#!/bin/sh
# Audits a server of which every fifth answer goes wrong, in 5 x N conversations (N from the command line, 1000 without),
# kills the audit three times with SIGKILL, and compares what comes out with an undisturbed run; see KilledAuditTest.
set -e
cd "$(dirname "$0")/.."
./mvnw -o -q test -pl core -Dtest=KilledAuditTest -Dparable.audit.samples="${1:-1000}" -Dparable.kills.seed="${2:-1}" \
    -Dsurefire.useFile=false
