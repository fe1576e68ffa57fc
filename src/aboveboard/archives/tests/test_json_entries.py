from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aboveboard.archives.bundle import Limits, open_bundle
from aboveboard.archives.json_entries import Entry, EntryLimits, entries
from aboveboard.archives.values import Skipped, UnreadableArchive

if TYPE_CHECKING:
    from pathlib import Path

SMALL = EntryLimits(depth=6, characters=400)


def read(path: Path, content: bytes, *, is_script: bool = False) -> list[Entry | Skipped]:
    path.write_bytes(content)
    with open_bundle(path) as bundle:
        return list(entries(bundle, path.name, is_script=is_script, limits=SMALL))


def values(found: list[Entry | Skipped]) -> list[Any]:
    return [one.value if isinstance(one, Entry) else one.reason for one in found]


def test_a_bare_list_and_a_list_under_a_name_give_their_elements(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    assert values(read(path, b'[1, {"a": [2, null]}, "x"]')) == [1, {"a": [2, None]}, "x"]
    found = read(path, b'{"version": 1, "likes": [true, 2.5], "other": {"b": {}}}')
    assert [(one.where, one.key, one.is_listed) for one in found if isinstance(one, Entry)] == [
        ("a.json#version", "version", False),
        ("a.json:1", "likes", True),
        ("a.json:2", "likes", True),
        ("a.json#other", "other", False),
    ]


def test_an_entry_too_deep_is_told_and_those_around_it_are_read(tmp_path: Path) -> None:
    deep = "[" * 50 + "]" * 50
    found = read(tmp_path / "a.json", f'[1, {deep}, {{"a": {deep}, "b": 3}}, 4]'.encode())
    assert values(found) == [1, "too_deep", "too_deep", 4]


def test_an_entry_too_large_is_told_and_those_around_it_are_read(tmp_path: Path) -> None:
    large = json.dumps({"a": ["x" * 300, "y" * 300, "z"]})
    found = read(tmp_path / "a.json", f"[1, {large}, 2]".encode())
    assert values(found) == [1, "too_large", 2]
    assert isinstance(found[1], Skipped)
    assert found[1].raw.startswith('{"a": ["xxx')


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'[{"a":['])
def test_a_hundred_thousand_openings_end_in_a_skip(tmp_path: Path, opening: bytes) -> None:
    found = read(tmp_path / "a.json", opening * 100_000)
    assert values(found) == ["bad_json"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'[1, 2, {"a": }, 3]', [1, 2, "bad_json"]),
        (b'[1, "broken off', [1, "bad_json"]),
        (b"[1] [2]", [1, "bad_json"]),
        (b"", ["bad_json"]),
        (b"7", ["bad_json"]),
        (b"[1" + b"0" * 5000 + b"]", ["bad_json"]),
        (b"[1e99999]", ["bad_json"]),
        ('["é"]'.encode("latin-1"), ["bad_encoding"]),
        ('["é"]'.encode("utf-16"), ["bad_encoding"]),
        ('["é"]'.encode("utf-32"), ["bad_encoding"]),
        (b'\xef\xbb\xbf["a"]', ["a"]),
    ],
)
def test_what_is_no_json_ends_in_a_skip_behind_what_could_be_read(
    tmp_path: Path, content: bytes, expected: list[object]
) -> None:
    assert values(read(tmp_path / "a.json", content)) == expected


def test_a_script_is_read_from_its_first_equals_sign(tmp_path: Path) -> None:
    path = tmp_path / "a.js"
    content = b'window.YTD.tweets.part0 = [ {"a": "b = c;"} ] ;\n\n'
    assert values(read(path, content, is_script=True)) == [{"a": "b = c;"}]
    assert values(read(path, b"[1]", is_script=True)) == ["bad_json"]
    assert values(read(path, b"alert(1); x = [1]; alert(2)", is_script=True)) == [1, "bad_json"]


def test_a_member_past_the_limit_refuses_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", b"[" + b"1," * 100_000 + b"1]")
    with (
        open_bundle(path, Limits(member_bytes=50_000)) as bundle,
        pytest.raises(UnreadableArchive, match="too_large"),
    ):
        list(entries(bundle, "a.json"))


def test_a_member_with_a_wrong_checksum_is_told_as_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.json", b"[1, 2, 3]")
    path.write_bytes(path.read_bytes().replace(b"[1, 2, 3]", b"[1, 2, 4]"))
    with open_bundle(path) as bundle:
        found = list(entries(bundle, "a.json"))
    assert values(found)[-1] == "damaged"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=12,
)


@settings(max_examples=120, deadline=None)
@given(listed=st.lists(json_values, max_size=6))
def test_every_element_of_any_list_comes_out_as_it_was_or_is_told(
    listed: list[Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    found = read(path, json.dumps(listed).encode())
    if any("\ud800" <= character <= "\udfff" for character in repr(listed)):
        return
    assert len(found) == len(listed)
    for one, given_value in zip(found, listed, strict=True):
        if isinstance(one, Entry):
            assert one.value == given_value
        else:
            assert one.reason in {"too_deep", "too_large"}
