"""Opens a checkpoint folder in transformers and prints the logits of the last position, as a check on what we write.

    python3 core/src/test/python/transformers_parity.py DIR --text "hello there"    needs tokenizer files in DIR
    python3 core/src/test/python/transformers_parity.py DIR --ids 1,17,5

One JSON object on standard output: ids, tokens (as the tokenizer shows them; empty with --ids), decoded, logits (V),
parameters. Float32 on one thread, whatever the file's own type; eager attention; nothing is fetched from a network.
"""

import argparse
import json
import os

os.environ["HF_HUB_OFFLINE"] = "1"

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer


def asked():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder")
    prompt = options.add_mutually_exclusive_group(required=True)
    prompt.add_argument("--text", help="a prompt, read with the folder's tokenizer")
    prompt.add_argument("--ids", help="token ids with commas between")
    return options.parse_args()


def read(folder, text):
    """Ids, tokens and the text that the ids decode to again."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    ids = tokenizer(text)["input_ids"]
    return ids, tokenizer.convert_ids_to_tokens(ids), tokenizer.decode(ids)


def main(options):
    torch.set_num_threads(1)
    ids, tokens, decoded = [], [], ""
    if options.text is not None:
        ids, tokens, decoded = read(options.folder, options.text)
    else:
        ids = [int(number) for number in options.ids.split(",")]
    model, loaded = AutoModelForCausalLM.from_pretrained(options.folder, dtype=torch.float32, attn_implementation="eager",
                                                         output_loading_info=True)
    wrong = {kind: sorted(map(str, names)) for kind, names in loaded.items() if names}
    if wrong:
        raise SystemExit(f"{options.folder} does not fit its config.json: {wrong}")
    with torch.no_grad():
        logits = model.eval()(torch.tensor([ids])).logits[0, -1]
    print(json.dumps({"ids": ids, "tokens": tokens, "decoded": decoded, "logits": logits.tolist(),
                      "parameters": sum(weight.numel() for weight in model.parameters())}))


if __name__ == "__main__":
    main(asked())
