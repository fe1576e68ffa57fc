from __future__ import annotations

from aboveboard.reading.benchmark import disclosure_rate


def test_the_rate_counts_the_posts_it_read() -> None:
    figures = disclosure_rate(0.05)
    assert figures["n"] >= 3
    assert figures["posts_per_second"] > 50
    assert 400 < figures["mean_characters"] < 600
