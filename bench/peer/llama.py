"""The two sizes that the peers run, the same Llama once written on torch functions and once as transformers has it.

  organism   vocabulary 512, width 128, 3 layers, 4 heads, feed-forward 352, tied: 0.67 M parameters
  ten        vocabulary 4096, width 320, 6 layers, 8 heads on 8 key-value heads, feed-forward 880, untied: 10.15 M

Letters: B rows, T tokens, H heads, D head width, L layers, V vocabulary, F feed-forward width.
"""

from dataclasses import dataclass

import torch
from torch.nn import functional as F
from transformers import LlamaConfig, LlamaForCausalLM


@dataclass(frozen=True)
class Size:
    vocabulary: int
    width: int
    layers: int
    heads: int
    feed_forward: int
    tied: bool


SIZES = {"organism": Size(512, 128, 3, 4, 352, True), "ten": Size(4096, 320, 6, 8, 880, False)}
POSITIONS = 1024


def transformers_model(size, attention="sdpa"):
    config = LlamaConfig(vocab_size=size.vocabulary, hidden_size=size.width, num_hidden_layers=size.layers,
                         num_attention_heads=size.heads, num_key_value_heads=size.heads, rms_norm_eps=1e-6,
                         intermediate_size=size.feed_forward, tie_word_embeddings=size.tied,
                         max_position_embeddings=POSITIONS, bos_token_id=1, eos_token_id=2, pad_token_id=0)
    return LlamaForCausalLM._from_config(config, attn_implementation=attention, dtype=torch.float32)


class Functional:
    """Weights by their Hugging Face names and no modules: what one writes who wants eager PyTorch to be fast.
    q, k, v and gate, up are separate products, as in transformers."""

    def __init__(self, size):
        self.size, self.head_width = size, size.width // size.heads
        self.weights = dict(transformers_model(size).named_parameters())
        self.head = self.weights["model.embed_tokens.weight" if size.tied else "lm_head.weight"]
        self.layers = [self.of_layer(f"model.layers.{index}.") for index in range(size.layers)]
        speed = 10000.0 ** (-torch.arange(0, self.head_width, 2) / self.head_width)
        angle = torch.arange(POSITIONS)[:, None] * torch.cat((speed, speed))
        self.cos, self.sin = angle.cos(), angle.sin()                                     # (POSITIONS, D)

    def of_layer(self, prefix):
        named = {name.removeprefix(prefix).split(".")[-2]: w for name, w in self.weights.items() if name.startswith(prefix)}
        return type("Layer", (), named)

    def parameters(self):
        return list(self.weights.values())

    def turned(self, x, first):
        left, right = x.chunk(2, -1)
        last = first + x.shape[-2]
        return x * self.cos[first:last] + torch.cat((-right, left), -1) * self.sin[first:last]

    def norm(self, x, weight):
        return F.rms_norm(x, (self.size.width,), weight, 1e-6)

    def heads(self, x, weight):
        return F.linear(x, weight).unflatten(-1, (self.size.heads, self.head_width)).transpose(1, 2)   # (B,H,T,D)

    def block(self, x, layer, first, cache):
        z = self.norm(x, layer.input_layernorm)
        q, k, v = self.heads(z, layer.q_proj), self.heads(z, layer.k_proj), self.heads(z, layer.v_proj)
        q, k = self.turned(q, first), self.turned(k, first)
        if cache is not None:
            last = first + x.shape[1]
            cache[0][:, :, first:last], cache[1][:, :, first:last] = k, v
            k, v = cache[0][:, :, :last], cache[1][:, :, :last]
        y = F.scaled_dot_product_attention(q, k, v, is_causal=x.shape[1] > 1)
        x = x + F.linear(y.transpose(1, 2).flatten(2), layer.o_proj)
        z = self.norm(x, layer.post_attention_layernorm)
        return x + F.linear(F.silu(F.linear(z, layer.gate_proj)) * F.linear(z, layer.up_proj), layer.down_proj)

    def hidden(self, ids, first=0, caches=None):
        x = F.embedding(ids, self.weights["model.embed_tokens.weight"])
        for index, layer in enumerate(self.layers):
            x = self.block(x, layer, first, None if caches is None else caches[index])
        return self.norm(x, self.weights["model.norm.weight"])

    def loss(self, ids):
        logits = F.linear(self.hidden(ids), self.head)
        return F.cross_entropy(logits[:, :-1].flatten(0, 1), ids[:, 1:].flatten())

    @torch.no_grad()
    def generate(self, ids, new_tokens):
        """Samples at temperature 1 with a cache allocated once. (B,T) to (B,T+new)."""
        rows, last = ids.shape[0], ids.shape[1] + new_tokens
        caches = [[torch.empty(rows, self.size.heads, last, self.head_width) for _ in "kv"] for _ in self.layers]
        out, x = [ids], self.hidden(ids, 0, caches)
        for first in range(ids.shape[1], last):
            next_ids = torch.multinomial(F.softmax(F.linear(x[:, -1], self.head), -1), 1)
            out.append(next_ids)
            if first + 1 < last:
                x = self.hidden(next_ids, first, caches)
        return torch.cat(out, 1)


class Transformers:
    """transformers' LlamaForCausalLM behind the same three methods."""

    def __init__(self, size):
        self.size, self.model = size, transformers_model(size)

    def parameters(self):
        return list(self.model.parameters())

    def loss(self, ids):
        return self.model(ids, labels=ids, use_cache=False).loss

    @torch.no_grad()
    def generate(self, ids, new_tokens):
        return self.model.eval().generate(ids, attention_mask=torch.ones_like(ids), do_sample=True, temperature=1.0,
                                          top_k=0, top_p=1.0, max_new_tokens=new_tokens, eos_token_id=None, pad_token_id=0)


MODELS = {"functional": Functional, "transformers": Transformers}
