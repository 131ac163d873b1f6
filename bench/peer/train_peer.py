"""Times one training step of eager PyTorch, float32 on the CPU, on random tokens: forward, backward, clip, AdamW.

    python3 bench/peer/train_peer.py --threads 1 --size organism --rows 8 --tokens 124
    python3 bench/peer/train_peer.py --threads 2 --size ten --rows 8 --tokens 256 --steps 10 --adam fused --model transformers

Prints one JSON line. Tokens are counted as rows * tokens, as the Java benchmark counts them.
"""

import argparse

import torch

import timing
from llama import MODELS, SIZES


def parsed():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--steps", type=int, default=40, help="timed steps (default 40)")
    options.add_argument("--warm-up", type=int, default=5, help="steps before the clock starts (default 5)")
    options.add_argument("--size", choices=SIZES, default="organism")
    options.add_argument("--model", choices=MODELS, default="functional")
    options.add_argument("--adam", choices=["fused", "foreach"], default="fused")
    options.add_argument("--rows", type=int, default=8)
    options.add_argument("--tokens", type=int, default=124)
    return options.parse_args()


def main(asked):
    timing.use(asked.threads)
    size = SIZES[asked.size]
    model = MODELS[asked.model](size)
    weights = model.parameters()
    adamw = torch.optim.AdamW(weights, lr=1e-3, betas=(0.9, 0.98), weight_decay=0.01, **{asked.adam: True})
    batches = torch.randint(3, size.vocabulary, (8, asked.rows, asked.tokens))
    losses = []

    def step():
        adamw.zero_grad(set_to_none=True)
        loss = model.loss(batches[len(losses) % len(batches)])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        adamw.step()
        losses.append(loss.item())

    times = timing.timed(step, asked.warm_up, asked.steps)
    tokens = asked.rows * asked.tokens
    timing.emit(peer="train", **vars(asked), parameters=sum(w.numel() for w in weights), firstLoss=round(losses[0], 4),
                **times, tokensPerSecond=round(tokens / times["medianMs"] * 1e3),
                bestTokensPerSecond=round(tokens / times["bestMs"] * 1e3))


if __name__ == "__main__":
    main(parsed())
