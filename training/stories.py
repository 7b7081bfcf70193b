"""Turn annotated stories into stand-off training data, and refuse what breaks the codebook.

    python training/stories.py [--check] [STORY...]

A story is a text file: `# id:` and `# date:` lines, a blank line, the text (one paragraph or
heading a line, no blank lines needed), a line `~~~`, then one line an event (folded here), for instance

    e2 @2 RETREAT.withdraw actual "returned" A[some troops=RUS/MIL] S[Interfax=RUS/JRN; the army=RUS/MIL]
        P[Crimea=from/UKR/Crimea] D[on Tuesday=2022-02-15..2022-02-15] Q[60 troops=60..60/troops] =e1

`@2` is the 1-based line of the text. Every quoted or bracketed text is an exact run of whole words
of that line; `text#2` takes its second occurrence there and `text@5` looks in line 5. `-` stands for
an unknown code, sector, mode or open end; brackets that would be empty are left out.
Without --check the result goes to training/stories.jsonl, in the form of training/passages.jsonl.
"""

import argparse
import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
STATUSES = {"actual", "planned", "conditional", "hypothetical", "negated", "historical"}
MODES = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "REJECT": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack "
    "aerial drone heavy-weapons crowd-control unconventional",
}
FOLD = {(act, "planned"): "AGREE" for act in ("CONSULT", "SUPPORT", "COOPERATE", "AID")}
FOLD |= {("RETREAT", "planned"): "CONCEDE"}
FOLD |= {(act, "conditional"): "THREATEN" for act in ("SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST")}
LINE = re.compile(
    r'(?P<id>e\d+) @(?P<line>\d+) (?P<act>[A-Z]+)\.(?P<mode>[a-z-]+) (?P<status>[a-z]+) "(?P<anchor>[^"]+)"'
    r"(?P<fields>(?: [ARSPDQ]\[[^\]]*\])*)(?: =(?P<same>e\d+))?"
)
FIELD = re.compile(r"([ARSPDQ])\[([^\]]*)\]")


class Story:
    """One story file: its text, and the problems met while its events are read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        head, _, tail = path.read_text(encoding="utf-8").partition("\n~~~\n")
        meta, _, self.text = head.partition("\n\n")
        self.meta = dict(re.findall(r"^# (\w+): (.+)$", meta, re.M))
        self.annotations = [line for line in tail.splitlines() if line.strip()]
        self.problems: list[str] = []
        self.starts: list[tuple[int, str]] = []
        position = 0
        for line in self.text.split("\n"):
            self.starts.append((position, line))
            position += len(line) + 1

    def locate(self, words: str, line: int) -> tuple[str, list[int]]:
        if match := re.fullmatch(r"(.+?)@(\d+)", words):
            words, line = match[1], int(match[2])
        nth = 1
        if match := re.fullmatch(r"(.+?)#(\d)", words):
            words, nth = match[1], int(match[2])
        if not 1 <= line <= len(self.starts):
            self.problems.append(f"no line {line}")
            return words, [0, 0]
        base, content = self.starts[line - 1]
        found = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", content)]
        if len(found) < nth:
            self.problems.append(f"line {line}: {words!r} (nth {nth}) not found")
            return words, [0, 0]
        return words, [base + found[nth - 1], base + found[nth - 1] + len(words)]

    def items(self, body: str, line: int) -> list[tuple[str, list[int], list[str]]]:
        out = []
        for item in filter(None, (part.strip() for part in body.split(";"))):
            words, equals, value = item.rpartition("=")
            if not equals:
                self.problems.append(f"{item!r}: no '='")
                continue
            text, span = self.locate(words, line)
            out.append((text, span, value.split("/")))
        return out

    def event(self, row: str) -> dict[str, Any] | None:
        match = LINE.fullmatch(row.strip())
        if not match:
            self.problems.append(f"cannot read: {row}")
            return None
        line, act, mode, status = int(match["line"]), match["act"], unknown(match["mode"]), match["status"]
        if act not in MODES or (mode is not None and mode not in MODES[act].split()):
            self.problems.append(f"{match['id']}: no mode {act}.{mode}")
        if status not in STATUSES:
            self.problems.append(f"{match['id']}: no status {status}")
        anchor, span = self.locate(match["anchor"], line)
        out: dict[str, Any] = {
            "id": match["id"],
            "act": act,
            "event": FOLD.get((act, status), act),
            "mode": mode,
            "status": status,
            "anchor": {"text": anchor, "span": span},
            "actors": [],
            "recipients": [],
            "attribution": [],
            "places": [],
            "quantities": [],
            "date": None,
            "same_as": match["same"],
        }
        try:
            for letter, body in FIELD.findall(match["fields"]):
                self.fill(out, letter, self.items(body, line))
        except (ValueError, IndexError) as error:
            self.problems.append(f"{match['id']}: {error}")
        return out

    def fill(self, out: dict[str, Any], letter: str, items: list[tuple[str, list[int], list[str]]]) -> None:
        for text, span, value in items:
            if letter in "ARS":
                code, sector = value
                if (code != "-" and not re.fullmatch("[A-Z]{3}", code)) or (
                    sector != "-" and not re.fullmatch("[A-Z]{3}", sector)
                ):
                    self.problems.append(f"{out['id']}: code/sector {value}")
                key = {"A": "actors", "R": "recipients", "S": "attribution"}[letter]
                out[key].append(
                    {"text": text, "code": unknown(code), "sector": unknown(sector), "span": span}
                )
            elif letter == "P":
                role, country, name = value
                if role not in {"at", "from", "to"}:
                    self.problems.append(f"{out['id']}: place role {role}")
                out["places"].append(
                    {"text": text, "role": role, "country": unknown(country), "name": name, "span": span}
                )
            elif letter == "D":
                start, end = value[0].split("..")
                if date.fromisoformat(start) > date.fromisoformat(end):
                    self.problems.append(f"{out['id']}: date ends before it starts")
                out["date"] = {"text": text, "start": start, "end": end, "span": span}
            else:
                bounds, unit = value
                low, high = (number(bound) for bound in bounds.split(".."))
                out["quantities"].append({"text": text, "low": low, "high": high, "unit": unit, "span": span})

    def record(self) -> dict[str, Any]:
        for key in ("id", "date"):
            if key not in self.meta:
                self.problems.append(f"no '# {key}:' line")
        events = [event for row in self.annotations if (event := self.event(row))]
        ids = [event["id"] for event in events]
        if len(set(ids)) != len(ids):
            self.problems.append("event ids repeat")
        self.problems += [
            f"{e['id']}: same_as {e['same_as']}" for e in events if e["same_as"] and e["same_as"] not in ids
        ]
        return {
            "id": self.meta.get("id"),
            "text": self.text,
            "date_published": self.meta.get("date"),
            "events": events,
        }


def unknown(word: str) -> str | None:
    return None if word == "-" else word


def number(word: str) -> int | float | None:
    return None if word == "-" else float(word) if "." in word else int(word)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "stories", nargs="*", type=Path, help="story files (default: all of training/stories)"
    )
    parser.add_argument("--check", action="store_true", help="only say what is wrong")
    options = parser.parse_args()
    records, failed = [], False
    for path in options.stories or sorted((HERE / "stories").glob("*.txt")):
        story = Story(path)
        records.append(story.record())
        failed |= bool(story.problems)
        for problem in story.problems:
            print(f"{path.name}: {problem}", file=sys.stderr)
    if not options.check and not failed:
        with (HERE / "stories.jsonl").open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    print(f"{len(records)} stories, {sum(len(r['events']) for r in records)} events", file=sys.stderr)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
