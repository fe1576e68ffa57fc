from __future__ import annotations

from aboveboard.rooms.library.benchmark import import_rate


def test_a_small_import_is_measured_and_stays_small() -> None:
    measured = import_rate(20, 20, 3000)
    assert measured["rows"] > 3000
    assert measured["taken"] <= measured["rows"]
    assert measured["peak_mib"] < 300
    assert min(measured.values()) > 0
