"""How often the reading of drafts is right, family by family, and the page that says so."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any

from aboveboard.core.languages import READ
from aboveboard.evaluation.figures import family_figures
from aboveboard.evaluation.judging import FAMILIES
from aboveboard.reading.draft import DraftText
from aboveboard.reading.labelled import read_split
from aboveboard.reading.read import read_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

SOURCE = "constructed texts, labels by construction: consistency, not field accuracy"


def evaluate_reading(
    split: str, folder: Path, *, families: Iterable[str] = tuple(FAMILIES)
) -> dict[str, Any]:
    """Return per-family and per-language figures for a split ("dev" or "test"), ready for JSON.

    ``calm`` is how many findings a good post of the disclosure set has per 1,000 characters.

    Raises:
        LabelError: a labelled file breaks its form.
    """
    judged = {family: FAMILIES[family](folder / "reading", split) for family in families}
    return {
        "split": split,
        "source": SOURCE,
        "families": {name: family_figures(texts) for name, texts in judged.items() if texts},
        "calm": _calm(folder / "disclosure", split),
    }


def _calm(folder: Path, split: str) -> dict[str, Any]:
    posts = read_split(folder, split)
    readings = read_many([DraftText(post.text) for post in posts])
    calm: dict[str, Any] = {}
    for language in READ:
        loads = [
            1000 * len(reading.findings) / len(post.text)
            for post, reading in zip(posts, readings, strict=True)
            if post.language is language
        ]
        if loads:
            calm[language.value] = {
                "posts": len(loads),
                "without_a_finding": sum(load == 0 for load in loads),
                "median": round(median(loads), 3),
                "mean": round(sum(loads) / len(loads), 3),
            }
    return calm


def accuracy_page(dev: Mapping[str, Any], test: Mapping[str, Any]) -> str:
    """Return the page docs/reading/accuracy.md: the figures of both splits, and the worst errors."""
    lines = [
        "# How often the reading is right",
        "",
        "Made by `./run eval reading --page docs/reading/accuracy.md`. Every text was written for this",
        "project by people who had not seen the rules (but for personal data, whose numbers are made by",
        "the rules of their issuers): the figures show consistency with the guideline on unseen wordings,",
        "not how often the reading is right on posts in the wild. Lists and thresholds were set on dev",
        "only. Each figure stands with its 95 % interval (Wilson) and the count behind it; a text counts",
        "once. A text of a family is a positive (a fair reader would remark on it) or a near miss.",
        "",
    ]
    for name in test["families"]:
        lines += _family(name, dev["families"].get(name), test["families"][name])
    lines += _calm_lines(test["calm"])
    return "\n".join(lines) + "\n"


_MEASURED_BEFORE = (
    "The test half of this family was measured once before, and the faults it showed were looked at: its",
    "figures are not those of unseen texts.",
    "",
)
_NO_TEST = (
    "There is no test half now: the weights of the wording were learnt from the one there was.",
    "",
)
_SEEN = {
    "boundaries": _MEASURED_BEFORE,
    "tone": _MEASURED_BEFORE,
    "ask": _NO_TEST,
    "stock": _NO_TEST,
    "sensitivity": _NO_TEST,
}
"""What is to be said of families whose test half is not unseen any more."""


def _family(name: str, dev: Mapping[str, Any] | None, test: Mapping[str, Any]) -> list[str]:
    lines = [
        f"## {name}", "", *_SEEN.get(name, ()),
        "| split | language | positives | near misses | precision | recall | false alarms |",
        "|---|---|---|---|---|---|---|",
    ]  # fmt: skip
    for split, figures in (("dev", dev), ("test", test)):
        for language, one in (figures or {"languages": {}})["languages"].items():
            rates = " | ".join(
                _rate(one[key]) for key in ("precision", "recall", "false_alarms")
            )
            lines.append(
                f"| {split} | {language} | {one['positives']} | {one['near_misses']} | {rates} |"
            )
    lines += [
        "",
        "By rule, test, all languages:",
        "",
        "| rule | precision | recall |",
        "|---|---|---|",
    ]
    lines += [
        f"| {rule} | {_rate(one['precision'])} | {_rate(one['recall'])} |"
        for rule, one in test["all"]["rules"].items()
    ]
    return [*lines, "", *_worst_lines(test)]


def _worst_lines(test: Mapping[str, Any], most: int = 3) -> list[str]:
    lines = [f"Of what went wrong on test, the first {most} of each sort a language:", ""]
    for language, one in test["languages"].items():
        for sort, what in (("missed", "missed"), ("false_alarms", "false alarm")):
            lines += [
                f"- {language}, {what} ({', '.join(bad['labels'] or bad['found'])}): "
                + " ".join(bad["text"].split())
                for bad in one["worst"][sort][:most]
            ]
    return [*lines, ""] if len(lines) > 2 else ["Nothing went wrong on test.", ""]


def _calm_lines(calm: Mapping[str, Any]) -> list[str]:
    return [
        "## Calm", "",
        "Findings per 1,000 characters on the good posts of the disclosure set (test), without any",
        "knowledge of their writer.", "",
        "| language | posts | without a finding | median | mean |", "|---|---|---|---|---|",
        *(
            f"| {language} | {one['posts']} | {one['without_a_finding']} | {one['median']} | {one['mean']} |"
            for language, one in calm.items()
        ),
    ]  # fmt: skip


def _rate(figure: Mapping[str, float] | None) -> str:
    """Return a share with its interval and count, such as ``0.93 (0.85-0.97, 70/75)``."""
    if figure is None:
        return "–"
    return (
        f"{figure['value']:.3f} ({figure['low']:.3f}-{figure['high']:.3f}, "
        f"{figure['hits']}/{figure['n']})"
    )
