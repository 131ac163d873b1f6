"""Makes src/test/resources/parable/model/golden/qwen2 and …/llama3: what transformers computes with two small models.

    pip install torch==2.15.0 transformers==5.23.0 safetensors==0.8.0
    python3 core/src/test/python/golden_dialects.py core/src/test/resources/parable/model/golden

qwen2/   biases on q, k and v (drawn, not zero); untied; weights in bfloat16 over several shards with an index
llama3/  rotary positions scaled by the rule of Llama 3.1 (factor 8, original context 64), tied; weights in float16

Each folder also has logits.json: ids (T) of one row and the float32 logits (T, V) that transformers computes in eager
attention from the stored weights widened to float32. The row is longer than the original context. Tolerance as in
golden_llama.py: 1e-5 absolute.
"""

import json
import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, LlamaConfig, LlamaForCausalLM, Qwen2Config, Qwen2ForCausalLM

SIZES = dict(hidden_size=32, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2, intermediate_size=48,
             vocab_size=53, rms_norm_eps=1e-6, max_position_embeddings=512, bos_token_id=1, eos_token_id=2, pad_token_id=0)
TOKENS = 90


def qwen2():
    config = Qwen2Config(**SIZES, tie_word_embeddings=False, rope_parameters={"rope_type": "default", "rope_theta": 1e6},
                         use_sliding_window=False)
    return Qwen2ForCausalLM(config), torch.bfloat16, "12KB"


def llama3():
    config = LlamaConfig(**SIZES, tie_word_embeddings=True, rope_parameters={
        "rope_type": "llama3", "rope_theta": 500000.0, "factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0,
        "original_max_position_embeddings": 64})
    return LlamaForCausalLM(config), torch.float16, "1GB"


@torch.no_grad()
def make(folder, made):
    model, dtype, shard = made
    for name, parameter in model.named_parameters():
        parameter.copy_(torch.randn_like(parameter) * 0.2 + (1.0 if "norm" in name else 0.0))
    folder.mkdir(parents=True, exist_ok=True)
    model.to(dtype).save_pretrained(folder, max_shard_size=shard)
    (folder / "generation_config.json").unlink(missing_ok=True)
    read = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
    ids = torch.randint(3, SIZES["vocab_size"], (1, TOKENS))
    logits = read(ids).logits[0]
    (folder / "logits.json").write_text(json.dumps({
        "ids": ids[0].tolist(), "logits": [round(float(v), 6) for v in logits.flatten()]}) + "\n")


if __name__ == "__main__":
    torch.manual_seed(1)
    torch.set_num_threads(1)
    target = Path(sys.argv[1])
    make(target / "qwen2", qwen2())
    make(target / "llama3", llama3())
