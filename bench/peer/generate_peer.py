"""Times sampling of new tokens with a key-value cache, float32 on the CPU: transformers' generate, or written by hand.

    python3 bench/peer/generate_peer.py --threads 1
    python3 bench/peer/generate_peer.py --threads 2 --model functional

Prints one JSON line; new tokens are counted over all rows, the prompt's are not.
"""

import argparse

import torch

import timing
from llama import MODELS, SIZES


def parsed():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--times", type=int, default=3, help="timed calls (default 3)")
    options.add_argument("--size", choices=SIZES, default="organism")
    options.add_argument("--model", choices=MODELS, default="transformers")
    options.add_argument("--rows", type=int, default=64)
    options.add_argument("--prompt", type=int, default=64)
    options.add_argument("--new", type=int, default=128)
    return options.parse_args()


def main(asked):
    timing.use(asked.threads)
    size = SIZES[asked.size]
    model = MODELS[asked.model](size)
    ids = torch.randint(3, size.vocabulary, (asked.rows, asked.prompt))

    def sample():
        made = model.generate(ids, asked.new)
        assert made.shape == (asked.rows, asked.prompt + asked.new), f"asked for {asked.new} tokens, got {made.shape}"

    times = timing.timed(sample, 1, asked.times)
    tokens = asked.rows * asked.new
    timing.emit(peer="generate", **vars(asked), **times, tokensPerSecond=round(tokens / times["medianMs"] * 1e3),
                bestTokensPerSecond=round(tokens / times["bestMs"] * 1e3))


if __name__ == "__main__":
    main(parsed())
