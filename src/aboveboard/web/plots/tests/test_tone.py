"""The course of a tone is drawn within its frame, higher for rosier."""

from __future__ import annotations

import re

from aboveboard.web.plots.tone import HEIGHT, MOST, WIDTH, tone_line


def _dots(drawing: str) -> list[tuple[float, float]]:
    return [
        (float(x), float(y)) for x, y in re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', drawing)
    ]


def test_a_rosier_sentence_stands_higher_and_a_later_one_further() -> None:
    (first, last) = _dots(tone_line([(-1, -1, -0.5), (1, 0.5, 1)], "Falls & rises"))
    assert first[0] < last[0]
    assert first[1] > HEIGHT / 2 > last[1]


def test_everything_lies_within_the_frame_and_is_said_in_words() -> None:
    drawing = tone_line([(n % 3 - 1, -1, 1) for n in range(40)], 'Tone "so"')
    assert 'aria-label="Tone &quot;so&quot;"' in drawing
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in _dots(drawing))


def test_a_long_text_has_no_more_points_than_can_be_seen() -> None:
    assert 0 < len(_dots(tone_line([(0.0, -0.1, 0.1)] * 5000, "Long"))) <= MOST
