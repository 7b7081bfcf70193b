"""Write the trained network as an ONNX file in eight bits, with its labels and tokenizer.

python -m training.export NETWORK.pt OUT_FOLDER
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from standoff.coding.what.features import SIZE
from training.data import ACT_MODES, ACTS, ROLES, STATUSES
from training.network import Network
from training.train import base_model

INPUTS = ["ids", "mask", "features"]
OUTPUTS = ["act", "act_mode", "status", "as_event", "as_argument", "argument_bias"]


def export(weights: Path, out: Path) -> None:
    net = Network(base_model(), SIZE, len(ACTS), len(ACT_MODES), len(STATUSES), len(ROLES))
    net.load_state_dict(torch.load(weights, map_location="cpu"))
    net.eval()
    out.mkdir(parents=True, exist_ok=True)
    sample = (
        torch.randint(1000, 2000, (2, 12)),
        torch.ones(2, 12, dtype=torch.long),
        torch.zeros(2, 12, SIZE),
    )
    with tempfile.TemporaryDirectory() as folder:
        plain, ready = Path(folder) / "plain.onnx", Path(folder) / "ready.onnx"
        axes = {name: {0: "batch", 1: "pieces"} for name in (*INPUTS, *OUTPUTS)}
        torch.onnx.export(
            net,
            sample,
            str(plain),
            input_names=INPUTS,
            output_names=OUTPUTS,
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(
            str(ready),
            str(out / "encoder.onnx"),
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
        compare(plain, out / "encoder.onnx")
    shutil.copy(base_model() / "tokenizer.json", out / "tokenizer.json")
    digest = sha256((out / "encoder.onnx").read_bytes()).hexdigest()[:8]
    labels = {"version": digest, "acts": ACTS, "act_modes": ACT_MODES, "statuses": STATUSES, "roles": ROLES}
    (out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")
    print(f"{out}: {digest}, {(out / 'encoder.onnx').stat().st_size / 1e6:.1f} MB")


def compare(plain: Path, small: Path) -> None:
    rng = np.random.default_rng(0)
    inputs = {
        "ids": rng.integers(1000, 20000, (4, 40)),
        "mask": np.ones((4, 40), dtype=np.int64),
        "features": np.zeros((4, 40, SIZE), dtype=np.float32),
    }
    a, b = (onnxruntime.InferenceSession(str(path)).run(["act"], inputs)[0] for path in (plain, small))
    print(f"act logits: correlation of eight-bit with full {np.corrcoef(a.ravel(), b.ravel())[0, 1]:.4f}")


if __name__ == "__main__":
    export(Path(sys.argv[1]), Path(sys.argv[2]))
