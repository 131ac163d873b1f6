"""Trains and reads checkpoint folders in PyTorch and transformers, as a check on how we train and save.

    python3 core/src/test/python/training_parity.py ROOT STEP.json

STEP.json: ids (B, T), trained (B, T) as 0 or 1, rate, beta1, beta2, epsilon, decay, text. Each folder FAMILY of ROOT holds
two checkpoints. On FAMILY/before one AdamW step is taken on the mean loss of the trained tokens that follow another;
FAMILY/seen.safetensors then holds grad.NAME and after.NAME of every weight. FAMILY/after reads the text with its own
tokenizer. Standard output: {FAMILY: {"loss", "ids", "logits" of the last position}}. Float32 on one thread, eager attention.
"""

import json
import os
import sys
from pathlib import Path

os.environ["HF_HUB_OFFLINE"] = "1"

import torch
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM, AutoTokenizer


def read(folder):
    model, loaded = AutoModelForCausalLM.from_pretrained(folder, attn_implementation="eager", output_loading_info=True)
    wrong = {kind: sorted(map(str, names)) for kind, names in loaded.items() if names}
    if wrong or model.dtype != torch.float32:
        raise SystemExit(f"{folder} does not fit its config.json: {wrong}, {model.dtype}")
    return model


def step(folder, asked):
    model, ids, trained = read(folder / "before"), torch.tensor(asked["ids"]), torch.tensor(asked["trained"])
    targets = torch.where(trained[:, 1:] == 1, ids[:, 1:], -100)
    logits = model.train()(ids).logits[:, :-1]
    loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=-100)
    loss.backward()
    seen = {f"grad.{name}": weight.grad.clone() for name, weight in model.named_parameters()}
    torch.optim.AdamW(model.parameters(), lr=asked["rate"], betas=(asked["beta1"], asked["beta2"]), eps=asked["epsilon"],
                      weight_decay=asked["decay"]).step()
    seen |= {f"after.{name}": weight.detach().clone() for name, weight in model.named_parameters()}
    save_file(seen, folder / "seen.safetensors")
    return loss.item()


@torch.no_grad()
def write(folder, text):
    ids = AutoTokenizer.from_pretrained(folder / "after")(text)["input_ids"]
    return ids, read(folder / "after").eval()(torch.tensor([ids])).logits[0, -1].tolist()


def main(root, asked):
    torch.set_num_threads(1)
    asked, told = json.loads(Path(asked).read_text()), {}
    for folder in sorted(path for path in Path(root).iterdir() if path.is_dir()):
        ids, logits = write(folder, asked["text"])
        told[folder.name] = {"loss": step(folder, asked), "ids": ids, "logits": logits}
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
