"""Golden values of the Llama decoder, from transformers' LlamaForCausalLM (eager attention, float32, CPU, one thread).

Made with   Python 3.11.7, torch 2.15.0+cu132 (on the CPU), transformers 5.23.0, safetensors 0.8.0, numpy 2.4.6
Command     python3 core/src/test/python/golden_llama.py          writes core/src/test/resources/parable/model/golden/
            python3 core/src/test/python/golden_llama.py --check  recomputes and compares with the committed files

One folder per configuration:

  tied/     width 32, 2 layers, 4 heads on 4 key-value heads, feed-forward 48, vocabulary 61, tied embeddings, float32
  grouped/  width 48, 2 layers, 6 heads on 2 key-value heads, feed-forward 80, vocabulary 97, untied, rope theta 50000,
            rms eps 1e-5; weights stored as bfloat16 (computed in float32) and config.json in the layout of
            transformers 4 (top-level rope_theta, torch_dtype), as nearly all published checkpoints have it
  packed/   width 16, 2 layers, 2 heads on 1 key-value head, feed-forward 24, vocabulary 61, tied; several documents per
            row: attention only inside a document, positions restart at 0 in each, document id 0 is padding

  config.json, model.safetensors   as Hugging Face names and lays them out
  golden.safetensors   input_ids (B,T), document_ids (B,T), position_ids (B,T), loss_mask (B,T): 1 where a token is a
                       target, all int64; logits (B,T,V); loss (1): mean over targets of -log p(token | tokens before it
                       in its document); grad.<parameter name>: d loss / d parameter. float32.
  trajectory.json, trajectory.safetensors   (tied only) 20 AdamW steps: per step learning rate, loss before the step,
                       gradient norm before clipping; input_ids (2,B,T): step s trains on batch s mod 2, every token
                       but a row's first is a target; final.<parameter name>: the weights after step 20
  greedy.json          (grouped only) three prompts, the 24 tokens greedy decoding appends to each, the logits at each
                       prompt's last position, and the smallest gap between the best and second best logit on the way

Tolerance. The same sums written out in float64 (class Plain) differ from these float32 values by at most 7e-7 (logits),
8e-7 (loss), 2e-7 (gradients), 9e-7 (loss along the trajectory) and 7e-6 (final weights: where a gradient is nearly zero,
Adam's quotient magnifies its rounding). Ten times that is fair for another float32 implementation, absolute: 1e-5, and
1e-4 for the final weights. `--check` asks for the same. Logits at padding (document id 0) are not part of the contract.
"""

import argparse
import json
import math
import sys
import tempfile
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from transformers import LlamaConfig, LlamaForCausalLM

GOLDEN = Path(__file__).resolve().parent.parent / "resources" / "parable" / "model" / "golden"
STEPS, WARMUP, FINAL, PEAK = 20, 5, 0.1, 1e-3


def config(**sizes):
    """Every size is given; whatever Llama leaves open (biases, dropout, activation) is transformers' default."""
    return LlamaConfig(max_position_embeddings=64, bos_token_id=1, eos_token_id=2, pad_token_id=0, **sizes)


TIED = config(hidden_size=32, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=4, intermediate_size=48,
              vocab_size=61, tie_word_embeddings=True, rms_norm_eps=1e-6)
GROUPED = config(hidden_size=48, num_hidden_layers=2, num_attention_heads=6, num_key_value_heads=2,
                 intermediate_size=80, vocab_size=97, tie_word_embeddings=False, rms_norm_eps=1e-5,
                 rope_parameters={"rope_type": "default", "rope_theta": 50000.0})
PACKED = config(hidden_size=16, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=1,
                intermediate_size=24, vocab_size=61, tie_word_embeddings=True, rms_norm_eps=1e-6)


def born(shape, seed, storage=torch.float32):
    """A model whose weights are large enough that every part of it shows in the logits; no norm is 1."""
    torch.manual_seed(seed)
    model = LlamaForCausalLM._from_config(shape, attn_implementation="eager", dtype=torch.float32)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() == 1:
                weight.copy_(0.6 + 0.15 * torch.randn(weight.shape))
            else:
                weight.normal_(std=0.1 if "embed" in name or "lm_head" in name else 1.2 * weight.shape[1] ** -0.5)
            weight.copy_(weight.to(storage).float())
    return model.eval()


def block_mask(document_ids, dtype):
    """(B,1,T,T): 0 where a query may look, else the lowest number: causal, and only inside one document."""
    tokens = document_ids.shape[1]
    causal = torch.ones(tokens, tokens, dtype=torch.bool).tril()
    allowed = causal & (document_ids[:, :, None] == document_ids[:, None, :])
    return torch.zeros(allowed.shape, dtype=dtype).masked_fill(~allowed, torch.finfo(dtype).min)[:, None]


def positions(document_ids):
    """(B,T): distance to the first token of one's document."""
    rows = []
    for row in document_ids.tolist():
        at = []
        for token, document in enumerate(row):
            at.append(at[-1] + 1 if token and row[token - 1] == document else 0)
        rows.append(at)
    return torch.tensor(rows)


class Reference:
    """transformers' model: the golden values come from here."""

    def __init__(self, model):
        self.model, self.weights = model, dict(model.named_parameters())

    def logits(self, batch):
        mask = block_mask(batch["document_ids"], self.model.dtype)
        return self.model(batch["input_ids"], attention_mask=mask, position_ids=batch["position_ids"], use_cache=False).logits


class Plain:
    """The same model written out in float64. transformers computes norm, softmax and rotary in float32 whatever the
    model's type, so this one says how far rounding carries, and that we read the mathematics right."""

    def __init__(self, shape, weights):
        self.shape = shape
        self.weights = {name: weight.detach().double().requires_grad_() for name, weight in weights.items()}

    def norm(self, x, name):
        return x / (x.square().mean(-1, keepdim=True) + self.shape.rms_norm_eps).sqrt() * self.weights[name]

    def turned(self, x, position_ids):
        """Rotary: x (B,H,T,D), halves paired, position p turns pair i by p / theta^(2i/D)."""
        width = x.shape[-1]
        speed = self.shape.rope_parameters["rope_theta"] ** (-torch.arange(0, width, 2).double() / width)
        angle = (position_ids[:, :, None] * speed)[:, None]
        left, right = x.chunk(2, -1)
        return torch.cat((left * angle.cos() - right * angle.sin(), right * angle.cos() + left * angle.sin()), -1)

    def heads(self, x, name):
        return (x @ self.weights[name].T).unflatten(-1, (-1, self.shape.head_dim)).transpose(1, 2)

    def attention(self, x, layer, batch, mask):
        q, k, v = (self.heads(x, f"{layer}self_attn.{part}_proj.weight") for part in "qkv")
        q, k = self.turned(q, batch["position_ids"]), self.turned(k, batch["position_ids"])
        k, v = (y.repeat_interleave(q.shape[1] // y.shape[1], 1) for y in (k, v))
        seen = (q @ k.transpose(-1, -2) * self.shape.head_dim**-0.5 + mask).softmax(-1) @ v
        return seen.transpose(1, 2).flatten(2) @ self.weights[f"{layer}self_attn.o_proj.weight"].T

    def mlp(self, x, layer):
        gate, up, down = (self.weights[f"{layer}mlp.{part}_proj.weight"].T for part in ("gate", "up", "down"))
        return torch.nn.functional.silu(x @ gate) * (x @ up) @ down

    def logits(self, batch):
        mask = block_mask(batch["document_ids"], torch.float64)
        x = self.weights["model.embed_tokens.weight"][batch["input_ids"]]
        for index in range(self.shape.num_hidden_layers):
            layer = f"model.layers.{index}."
            x = x + self.attention(self.norm(x, layer + "input_layernorm.weight"), layer, batch, mask)
            x = x + self.mlp(self.norm(x, layer + "post_attention_layernorm.weight"), layer)
        head = "model.embed_tokens.weight" if self.shape.tie_word_embeddings else "lm_head.weight"
        return self.norm(x, "model.norm.weight") @ self.weights[head].T


def mean_loss(logits, batch):
    """Position t predicts token t+1; a target counts where its mask is 1."""
    target = batch["loss_mask"][:, 1:] == 1
    return torch.nn.functional.cross_entropy(logits[:, :-1][target], batch["input_ids"][:, 1:][target])


def results(model, batch):
    logits = model.logits(batch)
    loss = mean_loss(logits, batch)
    gradients = torch.autograd.grad(loss, list(model.weights.values()))
    gradients = {"grad." + name: gradient for name, gradient in zip(model.weights, gradients)}
    return {"logits": logits.detach(), "loss": loss.detach().reshape(1), **gradients}


def batch_of(shape, documents, mask, seed):
    input_ids = torch.randint(3, shape.vocab_size, documents.shape, generator=torch.Generator().manual_seed(seed))
    input_ids[documents == 0] = 0
    return {"input_ids": input_ids, "document_ids": documents, "position_ids": positions(documents), "loss_mask": mask}


def whole_rows(shape, rows, tokens, seed):
    documents = torch.ones(rows, tokens, dtype=torch.int64)
    mask = documents.clone()
    mask[:, 0] = 0                                            # nothing comes before the first token
    return batch_of(shape, documents, mask, seed)


def answers_only(shape, seed):
    """Two rows of 13 tokens; only two stretches of each are learned, as in training on a chat's answers."""
    batch = whole_rows(shape, 2, 13, seed)
    batch["loss_mask"] = torch.tensor([[0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 0]])
    return batch


def packed_rows(shape, seed):
    """Rows of 16: three documents fill one; the other has a document of one token between two, then padding."""
    documents = torch.tensor([[1] * 5 + [2] * 7 + [3] * 4, [1] * 6 + [2] + [3] * 7 + [0] * 2])
    mask = torch.zeros_like(documents)
    mask[:, 1:] = ((documents[:, 1:] == documents[:, :-1]) & (documents[:, 1:] > 0)).long()
    return batch_of(shape, documents, mask, seed)


def rate(step):
    """Linear warm-up times a cosine from 1 to FINAL over all steps."""
    cosine = FINAL + (1 - FINAL) * 0.5 * (1 + math.cos(math.pi * step / STEPS))
    return PEAK * min(1.0, (step + 1) / WARMUP) * cosine


def trajectory(model, batches):
    """AdamW on every parameter (decay on norms and embeddings too), global gradient norm clipped to 1."""
    adamw = torch.optim.AdamW(model.weights.values(), betas=(0.9, 0.98), eps=1e-8, weight_decay=0.01, foreach=False)
    steps = []
    for step, batch in enumerate(batches):
        adamw.param_groups[0]["lr"] = rate(step)
        adamw.zero_grad(set_to_none=True)
        loss = mean_loss(model.logits(batch), batch)
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(model.weights.values(), 1.0, foreach=False)
        adamw.step()
        steps.append({"rate": rate(step), "loss": loss.item(), "norm": norm.item()})
    return steps, {"final." + name: weight.detach().clone() for name, weight in model.weights.items()}


@torch.no_grad()
def greedy(model, prompts, new_tokens):
    """transformers' own generate, one prompt at a time; the gap says how safe the argmax is from rounding."""
    found, gap = [], math.inf
    for prompt in prompts:
        ids = torch.tensor([prompt])
        out = model.generate(ids, attention_mask=torch.ones_like(ids), do_sample=False, max_new_tokens=new_tokens,
                             eos_token_id=None, pad_token_id=0, return_dict_in_generate=True, output_scores=True)
        for scores in out.scores:
            best, second = scores[0].topk(2).values.tolist()
            gap = min(gap, best - second)
        found.append({"prompt": prompt, "generated": out.sequences[0, len(prompt):].tolist(),
                      "lastLogits": model(ids).logits[0, -1].tolist()})
    return {"smallestGap": gap, "cases": found}


def widest(left, right):
    return max((left[name].double() - right[name].double()).abs().max().item() for name in left)


def report(name, single, double):
    parts = {"logits": ["logits"], "loss": ["loss"], "gradients": [key for key in single if key.startswith("grad.")]}
    for part, keys in parts.items():
        print(f"{name:8s} {part:10s} float32 against float64: {widest({k: single[k] for k in keys}, double):.1e}")


def write_config(folder, shape, legacy):
    """transformers 5 nests rope_theta; older files, that is most published ones, have it at the top."""
    fields = {key: value for key, value in json.loads(shape.to_json_string(use_diff=False)).items() if value is not None}
    kept = ["architectures", "attention_bias", "attention_dropout", "bos_token_id", "dtype", "eos_token_id", "head_dim",
            "hidden_act", "hidden_size", "initializer_range", "intermediate_size", "max_position_embeddings", "mlp_bias",
            "model_type", "num_attention_heads", "num_hidden_layers", "num_key_value_heads", "pad_token_id",
            "rms_norm_eps", "rope_parameters", "tie_word_embeddings", "transformers_version", "vocab_size"]
    fields = {key: fields[key] for key in kept if key in fields}
    fields["architectures"] = ["LlamaForCausalLM"]
    if legacy:
        fields["rope_theta"] = fields.pop("rope_parameters")["rope_theta"]
        fields["torch_dtype"] = fields.pop("dtype")
        fields["transformers_version"] = "4.51.0"
        del fields["head_dim"]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(fields, indent=2, sort_keys=True) + "\n")


def write_checkpoint(folder, model, storage, legacy=False):
    model.config.dtype = storage
    write_config(folder, model.config, legacy)
    names = dict(model.named_parameters())
    if not model.config.tie_word_embeddings:
        assert "lm_head.weight" in names
    save_file({name: weight.detach().to(storage).contiguous() for name, weight in names.items()},
              folder / "model.safetensors", metadata={"format": "pt"})
    back = LlamaForCausalLM.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32)
    assert widest(dict(model.named_parameters()), dict(back.named_parameters())) == 0, "the checkpoint lost something"
    return back.eval()


def golden(folder, name, shape, batch, seed, storage=torch.float32):
    model = write_checkpoint(folder / name, born(shape, seed, storage), storage, legacy=storage != torch.float32)
    found = results(Reference(model), batch)
    save_file({**batch, **{key: value.contiguous() for key, value in found.items()}}, folder / name / "golden.safetensors")
    report(name, found, results(Plain(shape, dict(model.named_parameters())), batch))
    return model


def two_batches():
    """Rows that repeat one token, whose gradient norm is above the clip, and random rows, where it falls below."""
    steep, flat = whole_rows(TIED, 8, 12, 701), whole_rows(TIED, 8, 12, 702)
    steep["input_ids"] = steep["input_ids"][:, :1].expand(-1, 12).contiguous()
    return steep, flat


def write_trajectory(folder, model):
    batches = two_batches() * (STEPS // 2)
    double = Plain(TIED, dict(model.named_parameters()))
    steps, final = trajectory(Reference(model), batches)
    steps64, final64 = trajectory(double, batches)
    text = {"peak": PEAK, "warmup": WARMUP, "finalShare": FINAL, "beta1": 0.9, "beta2": 0.98, "eps": 1e-8,
            "weightDecay": 0.01, "clip": 1.0, "steps": steps}
    (folder / "trajectory.json").write_text(json.dumps(text, indent=1) + "\n")
    input_ids = torch.stack([batch["input_ids"] for batch in two_batches()])
    save_file({"input_ids": input_ids, **final}, folder / "trajectory.safetensors")
    print(f"trajectory loss {max(abs(a['loss'] - b['loss']) for a, b in zip(steps, steps64)):.1e},"
          f" final weights {widest(final, final64):.1e}; clipped {sum(s['norm'] > 1 for s in steps)} of {STEPS}")


def write_all(folder):
    torch.set_num_threads(1)
    tied = golden(folder, "tied", TIED, whole_rows(TIED, 2, 12, 11), seed=1)
    grouped = golden(folder, "grouped", GROUPED, answers_only(GROUPED, 12), seed=2, storage=torch.bfloat16)
    golden(folder, "packed", PACKED, packed_rows(PACKED, 13), seed=3)
    write_trajectory(folder / "tied", tied)
    answers = greedy(grouped, [[1, 17], [1, 5, 44, 90, 8, 3, 61], [1] + list(range(30, 41))], 24)
    print(f"greedy smallest gap {answers['smallestGap']:.1e}")
    (folder / "grouped" / "greedy.json").write_text(json.dumps(answers) + "\n")


def numbers(value):
    """Every number in a JSON value, in file order."""
    if isinstance(value, dict):
        value = list(value.values())
    return [n for item in value for n in numbers(item)] if isinstance(value, list) else [float(value)]


def differences(old, new):
    """(name, largest difference, allowed) for each tensor, or one for all numbers of a JSON file."""
    if old.suffix == ".safetensors":
        left, right = load_file(old), load_file(new)
        return [(name, widest({name: left[name]}, right), 1e-4 if name.startswith("final.") else 1e-5) for name in left]
    pairs = zip(numbers(json.loads(old.read_text())), numbers(json.loads(new.read_text())), strict=True)
    return [("all numbers", max(abs(a - b) for a, b in pairs), 1e-5)]


def check(fresh, committed):
    """One line per file; exit status 1 when anything differs by more than its tolerance."""
    failed = False
    for path in sorted(path for path in committed.rglob("*.*") if path.name != "config.json"):
        found = differences(path, fresh / path.relative_to(committed))
        wrong = [name for name, difference, allowed in found if difference > allowed]
        failed |= bool(wrong)
        print(path.relative_to(committed), f"{max(found, key=lambda f: f[1])[1]:.1e}", *wrong)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--check", action="store_true", help="compare with the committed files, write nothing")
    if arguments.parse_args().check:
        with tempfile.TemporaryDirectory() as folder:
            write_all(Path(folder))
            check(Path(folder), GOLDEN)
    else:
        write_all(GOLDEN)
