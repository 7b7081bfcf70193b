"""A user's own file of publishers: both forms, what may be left out, and errors that name their line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from standoff.errors import ConfigError
from standoff.ontology.publisher_files import read_publishers
from standoff.ontology.publishers import Publisher, load_publishers

CSV = """\
# Outlets of the strait.
name,aliases,domains,country,kind,ambiguous
Harbour Wire,HW|HW news agency,harbourwire.example | hw.example,GBR,wire,
"Post, The Ferry",,,,,

Quay Radio,,www.Quay.example,nor,State Broadcaster,Quay
"""
TOML = """\
# Outlets of the strait.
[[publisher]]
name = "Harbour Wire"
aliases = ["HW", "HW news agency"]
domains = ["harbourwire.example", "hw.example"]
country = "GBR"
kind = "wire"

[[publisher]]
name = "Post, The Ferry"

[[publisher]]
name = "Quay Radio"
domains = "quay.example"
country = "NOR"
kind = "state broadcaster"
ambiguous = ["Quay"]
"""
WANTED = (
    Publisher("Harbour Wire", ("HW", "HW news agency"), ("harbourwire.example", "hw.example"), "GBR", "wire"),
    Publisher("Post, The Ferry"),
    Publisher("Quay Radio", (), ("quay.example",), "NOR", "state broadcaster", ("Quay",)),
)


def written(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("own.csv", CSV),
        ("own.txt", CSV.replace("\n", "\r\n")),
        ("own.csv", "\ufeff" + CSV),
        ("own.csv", CSV.replace("Quay Radio,", '"Quay Radio",')),
        ("own.toml", TOML),
        ("OWN.TOML", TOML),
    ],
)
def test_both_forms_give_the_same_publishers(tmp_path: Path, name: str, text: str) -> None:
    assert read_publishers(written(tmp_path, name, text)) == WANTED


def test_columns_stand_in_any_order_and_only_the_name_is_needed(tmp_path: Path) -> None:
    path = written(tmp_path, "own.csv", "kind, Name\npaper,Ferry Post\n,Quay Radio\n")
    assert read_publishers(path) == (Publisher("Ferry Post", kind="paper"), Publisher("Quay Radio"))


def test_domains_with_letters_beyond_ascii_are_kept_as_in_dns(tmp_path: Path) -> None:
    path = written(tmp_path, "own.csv", "name,domains\nFährpost,fährpost.example\n")
    assert read_publishers(path)[0].domains == ("xn--fhrpost-5wa.example",)


def test_a_user_s_file_is_merged_with_the_shipped_list(tmp_path: Path) -> None:
    merged = load_publishers(written(tmp_path, "own.csv", CSV))
    assert merged.at("https://live.hw.example/1") == WANTED[0]
    assert merged.named("AFP") == load_publishers().named("AFP")


HEAD = "name,aliases,domains,country,kind\n"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "", r"a\.csv: is empty"),
        ("a.csv", "# only a remark\n", r"a\.csv: is empty"),
        ("a.csv", "nam,kind\nX,wire\n", r"line 1: there is no column 'nam'. Did you mean name\?"),
        ("a.csv", "aliases,kind\nX,wire\n", "line 1: there is no name"),
        ("a.csv", "name,name\nX,Y\n", "line 1: a column stands twice"),
        ("a.csv", HEAD + "Quay Radio,,,NO,\n", "line 2: 'NO' is no country. Use ISO 3166-1 alpha-3"),
        ("a.csv", HEAD + "\nQuay Radio,,,,radio\n", "line 3: 'radio' is no kind. There are wire, state wire"),
        ("a.csv", HEAD + "Quay,,https://q.example/a,,\n", "line 2: 'https://q.example/a' is no domain"),
        ("a.csv", HEAD + "Quay,,localhost,,\n", "line 2: 'localhost' is no domain"),
        ("a.csv", HEAD + "Quay,,a..example,,\n", "line 2: 'a..example' is no domain"),
        ("a.csv", HEAD + ",Q1,,,\n", "line 2: a publisher has no name"),
        ("a.csv", HEAD + "Quay,Q,,,\n", "line 2: 'Q' is no name"),
        ("a.csv", HEAD + "Qu\x07ay,,,,\n", "line 2: .* is no name"),
        ("a.csv", HEAD + "Quay,,,,,,\n", "line 2: the row has 7 cells, the head 5"),
        ("a.csv", HEAD + '"Quay,,,,\n', "line 2: is not CSV"),
        ("a.csv", HEAD + "Quay,Q1,,,\nFerry,q1,,,\n", "line 3: the name 'q1' stands at line 2 already"),
        ("a.csv", HEAD + "Quay,,q.example,,\nFerry,,Q.example,,\n", "line 3: the domain 'q.example' stands"),
        ("a.csv", b"name\nQuay\nF\xe4hrpost\n", "line 3: is not UTF-8"),
        ("a.csv", b"\x00\x01\x02", "a.csv"),
        ("a.toml", "", r"has no \[\[publisher\]\]"),
        ("a.toml", "[[publisher]\n", "is not TOML: .*line 1"),
        ("a.toml", '[[publisher]]\nnames = "X"\n', "line 1: there is no column 'names'. Did you mean name"),
        ("a.toml", '[[publishers]]\nname = "X"\n', "has a key 'publishers'"),
        ("a.toml", 'publisher = ["X"]\n', "publisher 1: is no table"),
        ("a.toml", 'publisher = [{name = "X1"}, {}]\n', "publisher 2: there is no name"),
        ("a.toml", '[[publisher]]\nname = "Q1"\n\n[[publisher]]\nname = 5\n', "line 4: name is not a string"),
        ("a.toml", '[[publisher]]\nname = "Q1"\naliases = [5]\n', "line 1: aliases is not a list of strings"),
        ("a.toml", "[" * 5000, "is not TOML"),
        ("a.toml", "a = " + "[" * 100_000, "is not TOML"),
    ],
)
def test_what_breaks_the_form_is_an_error_with_its_line(
    tmp_path: Path, name: str, text: str | bytes, message: str
) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        read_publishers(written(tmp_path, name, text))
    assert caught.value.where is not None
    assert str(tmp_path / name) in caught.value.where
    assert caught.value.remedy


@pytest.mark.parametrize("name", ["missing.csv", ".", "a\0b.csv"])
def test_what_cannot_be_read_is_an_error(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_publishers(f"{tmp_path}/{name}")


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is over"):
        read_publishers(written(tmp_path, "a.csv", b"name\n" + b"#\n" * (9 << 20)))


@settings(deadline=None, max_examples=150)
@given(st.sampled_from([".csv", ".toml"]), st.binary(max_size=200) | st.text(max_size=100), st.booleans())
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, noise: bytes | str, headed: bool
) -> None:
    data = noise if isinstance(noise, bytes) else noise.encode("utf-8", "surrogatepass")
    head = (
        b"name,aliases,domains,country,kind\n" if suffix == ".csv" else b"[[publisher]]\nname = "
    ) * headed
    path = written(tmp_path_factory.getbasetemp(), f"noise{suffix}", head + data)
    try:
        found: tuple[Publisher, ...] | str = read_publishers(path)
    except ConfigError as error:
        found = str(error)
    if isinstance(found, str):
        assert str(path) in found
    else:
        assert all(one.name.strip() for one in found)
