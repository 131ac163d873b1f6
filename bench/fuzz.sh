#!/bin/sh
# Damages valid inputs of every reader and counts what the program does with them. See bench/README.md.
#
#   bench/fuzz.sh [INPUTS] [SEED] [READER]     default: 1000000 1; the same numbers give the same inputs
#
#   FAULTS   folder that keeps one input of each kind of fault (default: bench/target/fuzz)
# Exit code 1 when there is a fault.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
home=$(dirname -- "$here")
. "$home/.mvn/find-jdk.sh"
find_jdk || { jdk_help >&2; exit 1; }
"$home/mvnw" -f "$home/pom.xml" -q --batch-mode -Dfast -Pbench -Dmaven.test.skip=true package >/dev/null
exec nice -n 10 "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseSerialGC \
    -Xmx1g -cp "$here/target/classes:$home/core/target/classes:$home/core/target/lib/*" \
    parable.bench.fuzz.Fuzz "${FAULTS:-$here/target/fuzz}" "${1:-1000000}" "${2:-1}" "${3-}"
