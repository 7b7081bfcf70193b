"""Is the text English? Refuse only on clear evidence.

Two questions, the cheap one first. English prose is a fifth to a third function words that other
languages hardly use; a text that has them passes. Only where they are lacking is the detector asked
(py3langid: naive Bayes over byte n-grams, after Lui and Baldwin 2012), since short headlines of names
look like any language to it: it must be sure, and the text must be long enough to be sure about.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from standoff.errors import LanguageError

SAMPLE = 4000
"""Characters from the start of the text that are looked at."""

_FEWEST_LETTERS = 24
_SURE = 0.9
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LAST_LATIN = "\u02af"
_MORE_LATIN = ("\u1e00", "\u1eff")


def require_english(text: str, where: str | None = None) -> None:
    """Do nothing if ``text`` may be English, else raise a ``LanguageError`` that says what it is."""
    found = foreign_language(text)
    if found is not None:
        raise LanguageError(
            f"is not English: it reads as {found}",
            where=where,
            remedy="Translate it first, or go on all the same with --force-language.",
        )


def foreign_language(text: str) -> str | None:
    """The language of a text that is clearly not English, in words; ``None`` for English and for doubt."""
    words, share, like, names = _table()
    sample = text[:SAMPLE]
    tokens = [token.lower() for token in _WORD.findall(sample)]
    letters = sum(map(len, tokens))
    if not tokens or sum(token in words for token in tokens) >= share * len(tokens):
        return None
    other_script = sum(_is_other_script(letter) for token in tokens for letter in token)
    if letters < _FEWEST_LETTERS and other_script < letters:
        return None
    code, probability = _detector().classify(sample)
    if code in like or (probability < _SURE and other_script < letters / 2):
        return None
    name = names.get(code)
    return f"{name} ({code})" if name else f"a language with the code {code}"


def _is_other_script(letter: str) -> bool:
    return letter > _LAST_LATIN and not _MORE_LATIN[0] <= letter <= _MORE_LATIN[1]


@cache
def _table() -> tuple[frozenset[str], float, frozenset[str], dict[str, str]]:
    table = tomllib.loads(Path(__file__).with_name("data").joinpath("languages.toml").read_text("utf-8"))
    return frozenset(table["words"].split()), table["share"], frozenset(table["like"]), table["names"]


@cache
def _detector() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
