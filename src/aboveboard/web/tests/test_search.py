from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.web.search import MAX_WORDS, fts5_query, ids_matching, search_words, ts_query


def test_signs_part_words_and_are_never_searched() -> None:
    assert fts5_query('Order "OR" lost-it* NEAR(x)') == '"order" "or" "lost" "it" "near" "x"*'


def test_capitals_and_accents_make_no_difference() -> None:
    assert search_words("Élève À L'ŒUVRE") == ["eleve", "a", "l", "œuvre"]


def test_no_word_gives_no_query() -> None:
    assert fts5_query(' "*" --') == ""
    assert ts_query(" & | !") == ""
    assert ids_matching("  ", table="record_moment") is None


def test_a_pasted_page_is_cut_to_a_few_words() -> None:
    assert len(search_words("word " * 1000)) == MAX_WORDS


def test_the_name_of_a_table_is_never_taken_as_given() -> None:
    with pytest.raises(ValueError, match="x; DROP"):
        ids_matching("a", table="x; DROP")


@given(st.text(max_size=60))
def test_whatever_is_typed_the_index_understands_it(typed: str) -> None:
    query = fts5_query(typed)
    with sqlite3.connect(":memory:") as memory:
        memory.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
        if query:
            memory.execute("SELECT rowid FROM t WHERE t MATCH ?", (query,)).fetchall()
    memory.close()


@given(st.text(max_size=60))
def test_no_sign_of_the_tsquery_language_gets_through(typed: str) -> None:
    bare = ts_query(typed).replace("' & '", "").removesuffix(":*")
    assert not set(bare) - {"'"} & set("&|!():*<>\\'")
