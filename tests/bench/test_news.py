from __future__ import annotations

from bench.news import articles


def test_the_same_seed_gives_the_same_words() -> None:
    assert list(articles(3000)) == list(articles(3000))
    assert list(articles(3000)) != list(articles(3000, seed=9))


def test_there_are_as_many_words_as_were_asked_for() -> None:
    texts = list(articles(5000, each=400))
    counts = [len(text.split()) for text in texts]
    assert 5000 <= sum(counts) < 5200
    assert all(400 <= count < 520 for count in counts[:-1])
    assert len(set(texts)) == len(texts)


def test_no_slot_is_left_open() -> None:
    text = "\n".join(articles(20_000))
    assert "{" not in text
    assert "}" not in text
