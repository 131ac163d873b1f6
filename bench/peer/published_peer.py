"""Times a published model in transformers: reading a prompt, or sampling new tokens, float32 on the CPU.

    python3 bench/peer/published_peer.py --file SmolLM2-135M-Instruct.Q4_1.gguf --rows 16

The weights are those of a GGUF file, dequantized by the gguf package (core/src/test/python/golden_smollm2.py), so both
sides compute with the same numbers. Rows 0 reads the prompt only. Needs `gguf` besides torch, transformers and numpy.
"""

import argparse
import sys
from pathlib import Path

import gguf
import torch

import timing

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "core" / "src" / "test" / "python"))
import golden_smollm2  # noqa: E402


def parsed():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--file", required=True)
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--times", type=int, default=2)
    options.add_argument("--rows", type=int, default=1)
    options.add_argument("--prompt", type=int, default=16)
    options.add_argument("--new", type=int, default=32)
    return options.parse_args()


@torch.no_grad()
def main(asked):
    timing.use(asked.threads)
    model = golden_smollm2.loaded(gguf.GGUFReader(asked.file))
    ids = torch.randint(100, model.config.vocab_size, (max(1, asked.rows), asked.prompt))

    def read():
        return model(ids, use_cache=True, logits_to_keep=1)

    def write():
        made = model.generate(ids, attention_mask=torch.ones_like(ids), do_sample=True, temperature=1.0, top_k=0, top_p=1.0,
                              max_new_tokens=asked.new, eos_token_id=None, pad_token_id=0)
        assert made.shape[1] == asked.prompt + asked.new, f"asked for {asked.new} tokens, got {made.shape}"

    times = timing.timed(write if asked.rows else read, 1, asked.times)
    tokens = asked.rows * asked.new if asked.rows else asked.prompt
    timing.emit(peer="published", **vars(asked), **times, tokensPerSecond=round(tokens / times["medianMs"] * 1e3))


if __name__ == "__main__":
    main(parsed())
