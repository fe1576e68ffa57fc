from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import libipld
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aboveboard.archives import bluesky
from aboveboard.archives.bundle import open_bundle
from aboveboard.archives.car_file import address_text, read_car
from aboveboard.archives.generator.bluesky import (
    DID,
    Blocks,
    car_bytes,
    layer_of,
    repository,
    tree_root,
    write_bluesky_archive,
)
from aboveboard.archives.merkle_tree import Leaf, leaves
from aboveboard.archives.tests.reading import (
    Found,
    check_stable,
    read_all,
    read_files,
    survives,
)
from aboveboard.archives.values import Skipped, UnreadableArchive

REAL = Path(__file__).parent / "fixtures/real-bluesky.car"
POST = "app.bsky.feed.post"


def post(text: str, **more: Any) -> dict[str, Any]:
    return {"$type": POST, "text": text, "createdAt": "2024-02-03T04:05:06.789Z", **more}


def posts_in_order(count: int) -> dict[str, dict[str, Any]]:
    return {f"{POST}/3k{number:011}": post(f"Bericht {number}") for number in range(count)}


def read_bytes(path: Path, content: bytes) -> Found:
    path.write_bytes(content)
    return read_all(bluesky, path)


def car_of(tree: bytes, blocks: Blocks) -> bytes:
    root = blocks.put({"did": DID, "version": 3, "data": tree, "rev": "", "prev": None})
    return car_bytes([root], blocks.held)


def test_the_repository_of_a_real_server_gives_what_was_written_there() -> None:
    found = read_all(bluesky, REAL)
    texts = [one.text for one in found.posts if not one.is_repost]
    assert texts == [
        "Onze demo viel uit in het café, en dat was onze fout. 🙈",
        "Wat we leerden: test de stekker.\n\nMorgen opnieuw.👩\u200d🚀",
        "Naschrift: de stekker was het niet. Zie https://example.org/é",
    ]
    first, second, answer = [one for one in found.posts if not one.is_repost]
    assert answer.reply_to == second.remote_id
    assert answer.shared_url == "https://example.org/%C3%A9"
    assert first.language == "nl"
    assert first.written_at.isoformat() == "2025-03-01T12:00:00.250000+00:00"
    did, _collection, key = first.remote_id.removeprefix("at://").split("/")
    assert did.startswith("did:plc:")
    assert first.url == f"https://bsky.app/profile/{did}/post/{key}"
    assert [one.relation for one in found.connections] == ["following"]
    assert [(one.reason, one.detail) for one in found.skipped] == [("not_ours", "1 records")]


def test_our_tree_over_the_records_of_a_real_server_has_the_address_the_server_gave_it() -> (
    None
):
    with REAL.open("rb") as stream:
        car = read_car(stream, "real")
    commit = car.value(car.roots[0])
    assert isinstance(commit, dict)
    tree = commit["data"]
    assert isinstance(tree, bytes)
    found = [one for one in leaves(tree, car.value, "real") if isinstance(one, Leaf)]
    assert len(found) == 6
    pairs = [(one.key.encode(), one.address) for one in found]
    assert address_text(tree_root(pairs, Blocks())) == address_text(tree)


def test_keys_stand_in_the_layers_the_protocol_names_as_examples() -> None:
    # Source: AT Protocol, "Repository", section "MST structure", the examples of depths.
    assert layer_of(b"2653ae71") == 0
    assert layer_of(b"blue") == 1
    assert layer_of(b"app.bsky.feed.post/454397e440ec") == 4
    assert layer_of(b"app.bsky.feed.post/9adeb165882c") == 8


def test_a_made_up_repository_gives_every_post_in_order(tmp_path: Path) -> None:
    path = tmp_path / "r.car"
    texts = write_bluesky_archive(path, seed=6, posts=150)
    found = read_all(bluesky, path)
    assert [one.text for one in found.posts if not one.is_repost] == list(texts)
    assert sum(bool(one.reply_to) for one in found.posts) == 29
    assert {one.visibility for one in found.posts} == {"public"}
    (repost,) = [one for one in found.posts if one.is_repost]
    assert repost.shared_url.startswith("https://bsky.app/profile/did:plc:")
    assert [(one.reason, one.where.partition(":")[2]) for one in found.skipped] == [
        ("unknown_file", "app.bsky.actor.profile"),
        ("not_ours", "app.bsky.feed.like"),
    ]


def test_archives_made_alike_are_alike(tmp_path: Path) -> None:
    for name in ("a.car", "b.car"):
        write_bluesky_archive(tmp_path / name, seed=8, posts=30)
    assert (tmp_path / "a.car").read_bytes() == (tmp_path / "b.car").read_bytes()
    (tmp_path / "copy").mkdir()
    copy = (tmp_path / "a.car").rename(tmp_path / "copy" / "b.car")
    check_stable(bluesky, copy, tmp_path / "b.car")


def test_a_repository_in_a_zip_is_found_among_other_files(tmp_path: Path) -> None:
    files = {"backup/repo.car": repository(posts_in_order(3)), "backup/x.car": b"no"}
    found = read_files(bluesky, tmp_path / "b.zip", files)
    assert [one.text for one in found.posts] == ["Bericht 0", "Bericht 1", "Bericht 2"]
    assert found.reasons == [("backup/x.car", "bad_row")]


def test_cards_quotes_and_pictures_come_with_their_post(tmp_path: Path) -> None:
    quoted = f"at://{DID}/{POST}/3kaaaaaaaaaaa"
    image = {"alt": "een lege zaal", "image": {"$type": "blob", "size": 3}}
    embeds = [
        {"external": {"uri": "https://a.example/x", "title": "x"}},
        {"record": {"uri": quoted}},
        {"images": [image, {"alt": ""}]},
        {"record": {"record": {"uri": quoted}}, "media": {"images": [image]}},
        {"video": {"size": 1}, "alt": "beeld"},
    ]
    records = {
        f"{POST}/3k{number:011}": post("x", embed=embed) for number, embed in enumerate(embeds)
    }
    found = read_bytes(tmp_path / "r.car", repository(records)).posts
    web = f"https://bsky.app/profile/{DID}/post/3kaaaaaaaaaaa"
    assert [one.shared_url for one in found] == ["https://a.example/x", web, "", web, ""]
    assert [[picture.alt for picture in one.media] for one in found] == [
        [],
        [],
        ["een lege zaal", ""],
        ["een lege zaal"],
        ["beeld"],
    ]


def test_every_odd_record_is_told_with_its_reason(tmp_path: Path) -> None:
    deep: Any = "x"
    for _ in range(100):
        deep = [deep]
    records: dict[str, Any] = {
        f"{POST}/a1": post("goed"),
        f"{POST}/a2": post("x", createdAt="gisteren"),
        f"{POST}/a3": post(""),
        f"{POST}/a4": {"$type": "app.bsky.feed.like", "text": "x"},
        f"{POST}/a5": ["geen", "bericht"],
        f"{POST}/a6": post("x", embed=deep),
        "app.bsky.graph.follow/a7": {"subject": "../../etc/passwd"},
        "app.bsky.feed.repost/a8": {"createdAt": "2024-02-03T04:05:06Z", "subject": 7},
    }
    found = read_bytes(tmp_path / "r.car", repository(records))
    assert [one.text for one in found.posts] == ["goed"]
    assert [(where.partition(":")[2], reason) for where, reason in found.reasons] == [
        ("app.bsky.feed.post/a2", "no_date"),
        ("app.bsky.feed.post/a3", "no_text"),
        ("app.bsky.feed.post/a4", "bad_row"),
        ("app.bsky.feed.post/a5", "bad_row"),
        ("app.bsky.feed.post/a6", "too_deep"),
        ("app.bsky.feed.repost/a8", "no_id"),
        ("app.bsky.graph.follow/a7", "no_author"),
    ]


def test_a_file_that_breaks_off_gives_what_is_there_and_says_so(tmp_path: Path) -> None:
    blocks = Blocks()
    pairs = [(key.encode(), blocks.put(one)) for key, one in posts_in_order(60).items()]
    tree = tree_root(pairs, blocks)
    records = dict(blocks.held)
    commit = {"did": DID, "version": 3, "data": tree, "rev": "", "prev": None}
    root = blocks.put(commit)
    root_first = car_bytes([root], dict(reversed(blocks.held.items())))
    assert len(records) > 60
    found = read_bytes(tmp_path / "r.car", root_first[: len(root_first) * 3 // 4])
    assert 10 < len(found.posts) < 60
    missing = [one for one in found.skipped if f":{POST}/" in one.where]
    assert len(found.posts) + len(missing) == 60
    assert {one.detail for one in missing} == {"the block is missing"}
    (broken,) = [one for one in found.skipped if one not in missing]
    assert (broken.reason, broken.detail) == ("damaged", "the file breaks off")


def test_a_file_that_breaks_off_before_its_commit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "r.car"
    path.write_bytes(repository(posts_in_order(60))[:-40])
    with open_bundle(path) as bundle, pytest.raises(UnreadableArchive, match="damaged"):
        list(bluesky.read(bundle))


def test_a_block_that_does_not_fit_its_address_is_damaged_and_only_that(tmp_path: Path) -> None:
    whole = repository(posts_in_order(9))
    changed = whole.replace(b"Bericht 4", b"Bericht X")
    found = read_bytes(tmp_path / "r.car", changed)
    assert len(found.posts) == 8
    assert [one.reason for one in found.skipped] == ["damaged", "damaged"]
    assert found.skipped[0].detail == "the content does not fit its address"
    assert found.skipped[1].where.endswith("/3k00000000004")


def test_a_tree_that_leads_back_into_itself_ends(tmp_path: Path) -> None:
    blocks = Blocks()
    leaf = blocks.put(post("x"))
    tree = blocks.put({"l": None, "e": [{"p": 0, "k": f"{POST}/a".encode(), "v": leaf}]})
    for _ in range(40):
        entries = [{"p": 0, "k": f"{POST}/b".encode(), "v": leaf, "t": tree}]
        tree = blocks.put({"l": tree, "e": entries})
    found = read_bytes(tmp_path / "r.car", car_of(tree, blocks))
    assert len(found.posts) <= 2
    assert {one.reason for one in found.skipped} == {"damaged"}


def test_a_node_that_names_itself_by_a_false_address_is_not_followed(tmp_path: Path) -> None:
    address = b"\x01\x71\x12\x20" + hashlib.sha256(b"none").digest()
    node = libipld.encode_dag_cbor({"l": address, "e": []})
    blocks = Blocks()
    blocks.held[address] = node
    found = read_bytes(tmp_path / "r.car", car_of(address, blocks))
    assert [one.reason for one in found.skipped] == ["damaged", "damaged"]


def test_the_walk_ends_even_where_addresses_could_be_made_to_circle() -> None:
    one, other = b"one", b"other"
    nodes: dict[bytes, Any] = {
        one: {"l": other, "e": [{"p": 0, "k": b"c/k", "v": b"v", "t": one}]},
        other: {"l": one, "e": []},
    }
    found = list(leaves(one, nodes.__getitem__, "r"))
    assert [one.key for one in found if isinstance(one, Leaf)] == ["c/k"]
    assert sum(isinstance(one, Skipped) for one in found) == 2


def test_a_tree_of_ten_thousand_layers_is_too_deep(tmp_path: Path) -> None:
    blocks = Blocks()
    tree = blocks.put({"l": None, "e": []})
    for number in range(10_000):
        leaf = blocks.put(post(str(number))) if not number else tree
        key = f"{POST}/{99_999 - number}".encode()
        tree = blocks.put({"l": tree, "e": [{"p": 0, "k": key, "v": leaf, "t": None}]})
    found = read_bytes(tmp_path / "r.car", car_of(tree, blocks))
    assert "too_deep" in {one.reason for one in found.skipped}


@pytest.mark.parametrize(
    "node",
    [
        7,
        {"l": None},
        {"l": None, "e": 3},
        {"l": None, "e": [7]},
        {"l": None, "e": [{"p": 5, "k": b"a/b", "v": None}]},
        {"l": None, "e": [{"p": 0, "k": "a/b", "v": None}]},
        {"l": None, "e": [{"p": 0, "k": b"a/b", "v": 1}]},
        {"l": None, "e": [{"p": 0, "k": b"../../b/c", "v": b"x"}]},
        {"l": None, "e": [{"p": 0, "k": b"\xff/b", "v": b"x"}]},
        {"l": None, "e": [{"p": 0, "k": b"a" * 2000, "v": b"x"}]},
        {"l": None, "e": [{"p": -1, "k": b"a/b", "v": b"x"}]},
    ],
)
def test_nodes_that_are_none_are_damaged(tmp_path: Path, node: Any) -> None:
    blocks = Blocks()
    found = read_bytes(tmp_path / "r.car", car_of(blocks.put(node), blocks))
    assert [one.reason for one in found.skipped] == ["damaged"]


def test_keys_out_of_order_are_not_taken_twice(tmp_path: Path) -> None:
    blocks = Blocks()
    leaf = blocks.put(post("x"))
    keys = (b"b", b"a", b"b", b"c")
    entries = [{"p": 0, "k": f"{POST}/".encode() + key, "v": leaf} for key in keys]
    found = read_bytes(
        tmp_path / "r.car", car_of(blocks.put({"l": None, "e": entries}), blocks)
    )
    assert [one.remote_id[-1] for one in found.posts] == ["b", "c"]
    assert [one.reason for one in found.skipped] == ["damaged", "damaged"]


def test_records_no_name_leads_to_are_told_as_they_stood(tmp_path: Path) -> None:
    blocks = Blocks()
    blocks.put(post("verweesd"))
    found = read_bytes(tmp_path / "r.car", car_of(blocks.put({"l": None, "e": []}), blocks))
    assert [one.reason for one in found.skipped] == ["no_id"]
    assert "verweesd" in found.skipped[0].raw


def test_a_file_past_the_limit_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    path = tmp_path / "r.car"
    path.write_bytes(repository(posts_in_order(50)))
    with path.open("rb") as stream, pytest.raises(UnreadableArchive, match="too_large"):
        read_car(stream, "r.car", max_bytes=1000)


def test_what_is_no_repository_is_not_recognised(tmp_path: Path) -> None:
    header = libipld.encode_dag_cbor({"version": 2, "roots": []})
    for content in (b"", b"\xff" * 30, b"\x05hello", bytes([len(header)]) + header):
        path = tmp_path / "r.car"
        path.write_bytes(content)
        with open_bundle(path) as bundle:
            assert not bluesky.recognises(bundle)


@pytest.mark.parametrize(
    "commit", [{}, {"did": "x", "data": b"y"}, {"did": DID, "data": 7}, []]
)
def test_a_repository_without_a_commit_is_refused(tmp_path: Path, commit: Any) -> None:
    blocks = Blocks()
    path = tmp_path / "r.car"
    path.write_bytes(car_bytes([blocks.put(commit)], blocks.held))
    with open_bundle(path) as bundle, pytest.raises(UnreadableArchive, match="damaged"):
        list(bluesky.read(bundle))


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(at=st.integers(0, 10_000), by=st.binary(min_size=1, max_size=6))
def test_changed_bytes_never_raise(tmp_path: Path, at: int, by: bytes) -> None:
    content = REAL.read_bytes()
    at %= len(content)
    path = tmp_path / "r.car"
    path.write_bytes(content[:at] + by + content[at + len(by) :])
    survives(bluesky, path)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    record=st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**60), 2**60)
        | st.text(max_size=5)
        | st.binary(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["text", "createdAt", "embed", "images", "reply", "subject", "uri"]
                ),
                inner,
            )
        ),
        max_leaves=10,
    ),
    collection=st.sampled_from([POST, "app.bsky.feed.repost", "app.bsky.graph.follow"]),
)
def test_sound_blocks_with_any_content_never_raise(
    tmp_path: Path, record: Any, collection: str
) -> None:
    path = tmp_path / "r.car"
    path.write_bytes(repository({f"{collection}/a": record}))
    survives(bluesky, path)
