"""Writes made-up X archives."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING, Any, Final, Literal

from aboveboard.archives.generator.containers import write_zip
from aboveboard.archives.generator.sentences import written_posts

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

type Era = Literal["2018", "2022", "2025"]
_ACCOUNT: Final = "44001"
_PER_PART: Final = 50
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = (
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


def write_x_archive(path: Path, *, seed: int, posts: int, era: Era = "2025") -> tuple[str, ...]:
    """Write an archive to ``path`` (zip); return the texts of its posts, oldest first.

    ``era`` is the layout: ``2018`` has ``tweet.js`` without wrapping, ``2022`` ``tweets.js``
    with it, ``2025`` parts of fifty posts, and a long text for the last. A repost follows.
    """
    random = Random(seed)
    written = list(written_posts(random, posts))
    tweets: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    texts = []
    for number, one in enumerate(written):
        tweet, text = _tweet(random, number, one)
        if era == "2025" and number == len(written) - 1:
            text = _lengthen(tweet, notes, one)
        tweets.append(tweet)
        texts.append(text)
    tweets.append(_repost(len(written)))
    write_zip(path, _members(tweets, notes, era))
    return tuple(texts)


def _members(
    tweets: list[dict[str, Any]], notes: list[dict[str, Any]], era: Era
) -> list[tuple[str, bytes]]:
    wrapped = [{"tweet": tweet} for tweet in tweets]
    tie = {"accountId": "7", "userLink": "https://twitter.com/intent/user?user_id=7"}
    account = {"account": {"accountId": _ACCOUNT, "username": "ana_maakt"}}
    members = [
        ("Your archive.html", b"<html></html>"),
        _script("account", [account]),
        _script("follower", [{"follower": tie}]),
        _script("following", [{"following": tie}]),
        _script("like", [{"like": {"tweetId": "5", "fullText": "Van een ander"}}]),
        _script("deleted-tweets", [{"tweet": tweets[-1]}]),
        _script("direct-messages", [{"dmConversation": _conversation()}]),
    ]
    if era == "2018":
        return [*members, _script("tweet", tweets)]
    manifest = {"archiveInfo": {"generationDate": "2026-02-03T04:05:06.789Z"}}
    config = b"window.__THAR_CONFIG = " + json.dumps(manifest).encode()
    members.append(("data/manifest.js", config))
    if era == "2022":
        return [*members, _script("tweets", wrapped)]
    for part, start in enumerate(range(0, len(wrapped), _PER_PART)):
        name = f"tweets-part{part}" if part else "tweets"
        members.append(_script("tweets", wrapped[start : start + _PER_PART], name, part))
    return [*members, _script("note-tweet", [{"noteTweet": note} for note in notes])]


def _script(name: str, entries: list[Any], file: str = "", part: int = 0) -> tuple[str, bytes]:
    variable = name.replace("-", "_")
    text = json.dumps(entries, ensure_ascii=False, indent=2)
    return f"data/{file or name}.js", f"window.YTD.{variable}.part{part} = {text}".encode()


def _created(moment: datetime) -> str:
    day, month = _DAYS[moment.weekday()], _MONTHS[moment.month - 1]
    return f"{day} {month} {moment:%d %H:%M:%S} +0000 {moment.year}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _tweet(
    random: Random, number: int, one: tuple[datetime, str, str]
) -> tuple[dict[str, Any], str]:
    moment, language, text = one
    stored, urls = _escaped(text), []
    if not random.randrange(3):
        short, long = f"https://t.co/u{number:04}", f"https://example.org/{number}?a=1&b=2"
        stored, text = f"{stored} {short}", f"{text} {long}"
        urls = [{"url": short, "expanded_url": long, "display_url": "example.org"}]
    tweet = {
        "id_str": str(10_000 + number),
        "full_text": stored,
        "created_at": _created(moment),
        "favorite_count": str(random.randrange(90)),
        "retweet_count": str(random.randrange(9)),
        "retweeted": False,
        "lang": language,
        "entities": {"urls": urls, "hashtags": [], "user_mentions": []},
    }
    if number and number % 6 == 0:
        tweet["in_reply_to_status_id_str"] = str(10_000 + number - 1)
    return tweet, text


def _lengthen(
    tweet: dict[str, Any], notes: list[dict[str, Any]], one: tuple[datetime, str, str]
) -> str:
    """Give ``tweet`` a long text, cut off in the post itself; return the whole of it."""
    moment, _language, text = one
    whole = text + "\n\n" + "Wat we ervan leerden, stap voor stap. " * 20 + "Einde."
    tweet["full_text"] = _escaped(whole[:270]).rstrip() + "… https://t.co/note"
    tweet["entities"]["urls"] = []
    notes.append(
        {
            "noteTweetId": "900" + tweet["id_str"],
            "createdAt": moment.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "core": {"text": whole, "urls": [], "mentions": [], "hashtags": []},
        }
    )
    return whole


def _repost(number: int) -> dict[str, Any]:
    return {
        "id_str": str(10_000 + number),
        "full_text": "RT @bram: Bij ons ging het ook mis",
        "created_at": "Sat Jun 01 10:00:00 +0000 2024",
        "favorite_count": "0",
        "retweet_count": "12",
        "retweeted": False,
        "lang": "nl",
        "entities": {"urls": []},
    }


def _conversation() -> dict[str, Any]:
    held = {"id": "71", "senderId": _ACCOUNT, "recipientId": "7", "text": "Het ging mis."}
    created = {"createdAt": "2024-01-02T03:04:05.678Z"}
    return {"conversationId": "7-44001", "messages": [{"messageCreate": held | created}]}
