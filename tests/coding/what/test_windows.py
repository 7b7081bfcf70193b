"""Windows: every word of a document in one of them, with its first piece."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing

from standoff.coding.parsing.parse import Sentence
from standoff.coding.what.windows import MAX_PIECES, MAX_WORDS, make_windows
from tests.coding.handmade import sentence

OPEN, CLOSE = 1, 2


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """Word pieces of a language of three words: "raid", "raids" (two pieces) and "unraided" (three)."""
    vocabulary = {
        word: i for i, word in enumerate(["[UNK]", "[CLS]", "[SEP]", "raid", "##s", "un", "##raid", "##ed"])
    }
    made = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    made.pre_tokenizer = Whitespace()
    made.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", OPEN), ("[SEP]", CLOSE)]
    )
    return made


def words(text: str, index: int = 0) -> Sentence:
    return sentence(*(f"{word} NOUN dep 0" for word in text.split()), index=index)


def test_pieces_point_at_the_first_piece_of_each_word(tokenizer: Tokenizer) -> None:
    (window,) = make_windows((words("raids raid unraided raid"),), tokenizer)
    assert window.ids == (OPEN, 3, 4, 3, 5, 6, 7, 3, CLOSE)
    assert window.pieces == (1, 3, 4, 7)


def test_sentences_share_a_window_while_they_fit(tokenizer: Tokenizer) -> None:
    third = "raid " * (MAX_WORDS // 3)
    windows = make_windows(tuple(words(third, index) for index in range(7)), tokenizer)
    assert [(window.first, window.last) for window in windows] == [(0, 2), (3, 5), (6, 6)]
    assert windows[1].word(4, 5) == MAX_WORDS // 3 + 5


def test_a_long_sentence_has_a_window_to_itself(tokenizer: Tokenizer) -> None:
    given = (words("raid"), words("raid " * (MAX_WORDS + 1), 1), words("raid", 2))
    windows = make_windows(given, tokenizer)
    assert [(window.first, window.last) for window in windows] == [(0, 0), (1, 1), (2, 2)]


def test_what_the_encoder_cannot_take_in_is_cut_off_but_the_closing_mark_stays(tokenizer: Tokenizer) -> None:
    (window,) = make_windows((words("unraided " * 200),), tokenizer)
    assert len(window.ids) == MAX_PIECES
    assert window.ids[-1] == CLOSE
    assert len(window.pieces) == (MAX_PIECES - 2 + 2) // 3
    assert max(window.pieces) < MAX_PIECES - 1


def test_no_sentences_give_no_windows(tokenizer: Tokenizer) -> None:
    assert make_windows((), tokenizer) == ()
