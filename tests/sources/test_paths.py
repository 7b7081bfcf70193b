"""Directories are walked and globs spread out, in an order that is the same everywhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from standoff.failures import Failure
from standoff.sources.paths import STDIN, files_of, is_url


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("b.txt", "a.txt", "c/z.md", "c/d/y.html", ".hidden", ".git/config", "c/.x.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("words")
    (tmp_path / "empty").mkdir()
    return tmp_path


def _found(word: Path | str, root: Path) -> list[str]:
    found = list(files_of(str(word)))
    assert not any(isinstance(item, Failure) for item in found), found
    return [os.path.relpath(str(item), root) for item in found]


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("", ["a.txt", "b.txt", "c/z.md", "c/d/y.html"]),
        ("c", ["c/z.md", "c/d/y.html"]),
        ("*.txt", ["a.txt", "b.txt"]),
        ("?.txt", ["a.txt", "b.txt"]),
        ("[ab].txt", ["a.txt", "b.txt"]),
        ("*", ["a.txt", "b.txt"]),
        ("**/*.md", ["c/z.md"]),
        ("**", ["a.txt", "b.txt", "c/d/y.html", "c/z.md"]),
        ("a.txt", ["a.txt"]),
        ("none.txt", ["none.txt"]),
        (".hidden", [".hidden"]),
    ],
)
def test_files(tree: Path, word: str, names: list[str]) -> None:
    assert _found(tree / word, tree) == names


@pytest.mark.parametrize("word", [STDIN, "https://post.example/*.html", "ftp://post.example/[a]"])
def test_words_that_are_no_files_are_left_alone(word: str) -> None:
    assert list(files_of(word)) == [word]


def test_a_file_with_the_very_name_is_no_glob(tree: Path) -> None:
    path = tree / "live [1].html"
    path.write_text("words")
    assert _found(path, tree) == ["live [1].html"]


@pytest.mark.parametrize(
    ("word", "words"),
    [("empty", "holds no files"), ("*.pdf", "no file matches it"), ("a\0*", "no file matches it")],
)
def test_nothing_found_is_a_failure(tree: Path, word: str, words: str) -> None:
    (failure,) = files_of(os.path.join(tree, word))
    assert isinstance(failure, Failure)
    assert words in failure.what
    assert failure.remedy


def test_links_to_files_are_read_and_links_to_directories_are_not_followed(tree: Path) -> None:
    (tree / "c" / "loop").symlink_to(tree)
    (tree / "c" / "link.txt").symlink_to(tree / "a.txt")
    (tree / "c" / "gone.txt").symlink_to(tree / "none")
    assert _found(tree / "c", tree) == ["c/link.txt", "c/z.md", "c/d/y.html"]


def test_a_named_pipe_in_a_directory_is_not_waited_for(tree: Path) -> None:
    os.mkfifo(tree / "c" / "pipe")
    assert _found(tree / "c", tree) == ["c/z.md", "c/d/y.html"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list everything")
def test_a_directory_that_may_not_be_listed_fails_alone(tree: Path) -> None:
    (tree / "c" / "d").chmod(0)
    first, failure = files_of(str(tree / "c"))
    (tree / "c" / "d").chmod(0o700)
    assert str(first).endswith("z.md")
    assert isinstance(failure, Failure)
    assert "cannot be listed" in failure.what


@pytest.mark.parametrize(
    ("word", "url"),
    [
        ("https://post.example/1", True),
        ("HTTP://post.example", True),
        ("file:///etc/hosts", True),
        ("c:/news.txt", False),
        ("news://", True),
        ("a/b", False),
        ("-", False),
    ],
)
def test_urls(word: str, url: bool) -> None:
    assert is_url(word) == url
