"""Makes src/test/resources/parable/tensor/golden/: one GGUF file with a tensor of each type, and its float32 values.

    pip install gguf==0.19.0 numpy==2.4.6
    python3 core/src/test/python/golden_gguf.py core/src/test/resources/parable/tensor/golden

types.gguf     three rows of 512 elements in each type. The blocks are random bytes, so every bit pattern of a quantized
               element occurs; only the half-precision scales are drawn as numbers, or NaN and infinity would occur too.
types.f32      the same tensors in the same order as the gguf package dequantizes them: little-endian float32.

Metadata holds one value of each kind. The values must agree bit by bit: both sides compute in float32, in one order.
"""

import sys
from pathlib import Path

import gguf
import numpy as np

TYPES = ("F32", "F16", "BF16", "Q4_0", "Q4_1", "Q8_0", "Q4_K", "Q6_K", "Q5_0", "Q5_1", "Q2_K", "Q3_K", "Q5_K")
ROWS, COLUMNS = 3, 512

# Where the half-precision scales of a block begin, in bytes.
SCALES = {"Q4_0": (0,), "Q4_1": (0, 2), "Q8_0": (0,), "Q4_K": (0, 2), "Q6_K": (208,),
          "Q5_0": (0,), "Q5_1": (0, 2), "Q2_K": (80, 82), "Q3_K": (108,), "Q5_K": (0, 2)}


def stored(kind, random):
    plain = random.standard_normal((ROWS, COLUMNS)).astype(np.float32)
    if kind == "F32":
        return plain
    if kind == "F16":
        return plain.astype(np.float16)
    if kind == "BF16":
        return gguf.quants.quantize(plain, gguf.GGMLQuantizationType.BF16)
    elements, size = gguf.GGML_QUANT_SIZES[gguf.GGMLQuantizationType[kind]]
    blocks = random.integers(0, 256, (ROWS * COLUMNS // elements, size), dtype=np.uint8)
    for at in SCALES[kind]:
        scales = (random.standard_normal(len(blocks)) / 8).astype(np.float16)
        blocks[:, at:at + 2] = scales.view(np.uint8).reshape(-1, 2)
    return blocks.reshape(ROWS, -1)


def metadata(writer):
    writer.add_uint8("kind.u8", 200)
    writer.add_int8("kind.i8", -100)
    writer.add_uint16("kind.u16", 60_000)
    writer.add_int16("kind.i16", -30_000)
    writer.add_uint32("kind.u32", 4_000_000_000)
    writer.add_int32("kind.i32", -2_000_000_000)
    writer.add_uint64("kind.u64", 1 << 40)
    writer.add_int64("kind.i64", -(1 << 40))
    writer.add_float32("kind.f32", 0.1)
    writer.add_float64("kind.f64", 0.1)
    writer.add_bool("kind.flag", True)
    writer.add_string("kind.text", "naïve 词 \U0001f642")
    writer.add_array("kind.texts", ["a", "", "Ġb"])
    writer.add_array("kind.counts", [1, -2, 3])
    writer.add_array("kind.nested", [[1, 2], [3]])


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(1)
    writer = gguf.GGUFWriter(folder / "types.gguf", "golden")
    metadata(writer)
    values = []
    for kind in TYPES:
        code = gguf.GGMLQuantizationType[kind]
        tensor = stored(kind, random)
        raw = None if kind in ("F32", "F16") else code
        writer.add_tensor(kind.lower(), tensor, raw_dtype=raw)
        values.append(gguf.quants.dequantize(tensor, code).astype(np.float32).reshape(-1))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    np.concatenate(values).astype("<f4").tofile(folder / "types.f32")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
