#!/bin/sh
# Times Parable beside PyTorch: ours, peer, ours, peer ... in one go, since only pairs can be compared. See bench/README.md.
#
#   bench/compare.sh [PAIRS] [WHAT ...]      default: 5 pairs of everything; WHAT as listed at the end of this file
#
#   PEER_PYTHON   a Python with torch, transformers and numpy (default: python3)
#   PARABLE_MKL   1: ours with MKL instead of OpenBLAS, which inside one operator uses one thread only
#   GGUF          the file of SmolLM2, for published-*; the peer then needs the Python package gguf, too
#   RESULTS       file that every pair is added to (default: bench/target/pairs.jsonl, begun anew)
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
home=$(dirname -- "$here")
. "$home/.mvn/find-jdk.sh"
find_jdk || { jdk_help >&2; exit 1; }
python=${PEER_PYTHON:-python3}
"$python" -c 'import torch, transformers, numpy' || {
    echo "bench/compare.sh needs a Python with torch, transformers and numpy; name it in PEER_PYTHON." >&2
    exit 2
}

pairs=${1:-5}
[ $# -eq 0 ] || shift
wanted=${*:-train-1 train-2 ten-1 ten-2 generate-1 generate-2 side-train side-generate sgemm}
results=${RESULTS:-$here/target/pairs.jsonl}

"$home/mvnw" -f "$home/pom.xml" -q --batch-mode -Dfast -Pbench -Dmaven.test.skip=true package >/dev/null
[ -n "${RESULTS-}" ] || rm -f "$results"
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 OMP_WAIT_POLICY=passive

ours() {
    "$JAVA_HOME/bin/java" --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -XX:+UseSerialGC \
        ${PARABLE_MKL:+-Dorg.bytedeco.openblas.load=mkl} -cp "$here/target/classes:$home/core/target/classes:$home/core/target/lib/*" parable.bench.Bench "$@"
}

# The variable stays 1 for our process; PyTorch is told how many threads to use by its own call.
peer() {
    script=$1
    shift
    env -u OMP_NUM_THREADS "$python" "$here/peer/$script" "$@"
}

# pair NAME UNITS OURS PEER: runs both sides, `pairs` times in turn. UNITS is the work of one call.
pair() {
    number=1
    while [ "$number" -le "$pairs" ]; do
        echo "compare: $1, pair $number of $pairs" >&2
        left=$(eval "$3")
        right=$(eval "$4")
        printf '{"what":"%s","pair":%d,"tokens":%s,"ours":%s,"peer":%s}\n' "$1" "$number" "$2" "$left" "$right" >>"$results"
        number=$((number + 1))
    done
}

organism="--rows 5 --tokens 128 --steps 100"
ten="--size ten --rows 8 --tokens 256 --steps 6 --warm-up 3"
for what in $wanted; do
    case $what in
        train-[12]) t=${what#*-}
            pair "training, organism, $t threads" 640 \
                "ours train $organism --threads $t" \
                "peer train_peer.py $organism --threads $t" ;;
        ten-[12]) t=${what#*-}
            pair "training, 10 M, $t threads" 2048 \
                "ours train $ten --threads $t" \
                "peer train_peer.py $ten --threads $t" ;;
        generate-1)
            pair "generation, 64 rows, 1 core" 8192 \
                "ours generate" "peer generate_peer.py --threads 1" ;;
        generate-2)
            pair "generation, 2 cores: two batches of 64 of ours beside one on 2 threads of the peer" 8192 \
                "ours generate --models 2" "peer generate_peer.py --threads 2" ;;
        side-train)
            pair "training, two models side by side (as ours) beside one (as peer)" 640 \
                "ours train $organism --models 2" "ours train $organism" ;;
        side-generate)
            pair "generation, two models side by side (as ours) beside one (as peer)" 8192 \
                "ours generate --models 2" "ours generate" ;;
        published-read|published-1|published-16)
            gguf=${GGUF:?names the GGUF file of SmolLM2, as unpacked into core/target/smollm2 by its test}
            case $what in
                published-read) name="reading 512 tokens" units=512 shape="--rows 0 --prompt 512" ;;
                published-1) name="writing, 1 row" units=32 shape="--rows 1" ;;
                *) name="writing, 16 rows" units=512 shape="--rows 16" ;;
            esac
            pair "SmolLM2-135M, $name, 1 core" "$units" \
                "ours published --file $gguf $shape" "peer published_peer.py --file $gguf $shape" ;;
        sgemm)
            pair "sgemm 1024, 1 thread, GFLOP" 2.147483648 \
                "ours sgemm" "peer sgemm_peer.py --threads 1 --sizes 1024 --times 30" ;;
        *) echo "compare: nothing is called $what" >&2; exit 2 ;;
    esac
done
"$python" "$here/peer/pairs.py" "$results"
