"""What is usual in the posts of a workspace is learnt again when posts came in or went."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aboveboard.reading.usual import Usual
from aboveboard.rooms.library.usual import learnt, usual_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytest_django import DjangoAssertNumQueries

    from aboveboard.rooms.library.models import Import
    from conftest import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    learnt.cache_clear()


def test_nothing_is_usual_in_an_empty_library(cast: Cast) -> None:
    assert usual_of(cast.noor.workspace_id) == Usual(posts=0)


def test_it_is_learnt_from_the_own_posts_of_the_workspace_alone(
    cast: Cast, archive: Path, bring: Callable[[Path], Import]
) -> None:
    bring(archive)
    usual = usual_of(cast.noor.workspace_id)
    assert 0 < usual.posts <= 20
    assert usual_of(cast.stranger.workspace_id).posts == 0


def test_it_is_learnt_again_after_an_import_only(
    cast: Cast,
    archive: Path,
    bring: Callable[[Path], Import],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    assert usual_of(cast.noor.workspace_id).posts == 0
    bring(archive)
    with django_assert_num_queries(2):
        learnt = usual_of(cast.noor.workspace_id)
    with django_assert_num_queries(1):
        assert usual_of(cast.noor.workspace_id) is learnt
