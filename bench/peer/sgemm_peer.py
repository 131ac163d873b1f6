"""Measures float32 matrix products n x n by n x n: the peak that no training step can pass on this machine.

    python3 bench/peer/sgemm_peer.py --threads 1
    python3 bench/peer/sgemm_peer.py --threads 2 --sizes 512 1024

Prints one JSON line per size; 2 n^3 operations each, GF/s from the best and from the median time.
"""

import argparse

import torch

import timing


def parsed():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--times", type=int, default=15, help="timed products per size (default 15)")
    options.add_argument("--sizes", type=int, nargs="+", default=[512, 1024, 1536, 2048])
    return options.parse_args()


def main(asked):
    timing.use(asked.threads)
    for n in asked.sizes:
        left, right, out = torch.randn(n, n), torch.randn(n, n), torch.empty(n, n)
        times = timing.timed(lambda: torch.mm(left, right, out=out), 3, asked.times)
        timing.emit(peer="sgemm", threads=asked.threads, n=n, **times,
                    gigaflops=round(2 * n**3 / times["medianMs"] / 1e6, 1),
                    bestGigaflops=round(2 * n**3 / times["bestMs"] / 1e6, 1))


if __name__ == "__main__":
    main(parsed())
