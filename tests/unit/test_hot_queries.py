"""Hot queries say at once when they are given what they do not take, or not what they need."""

import pytest
from sqlalchemy import bindparam, literal, select, text

from kinerja_api.kit.db.hot import HotQuery, together

PAIR = HotQuery(text("SELECT :first, :second, :first"))


def test_values_go_to_their_places() -> None:
    assert (PAIR.sql, PAIR.arguments({"first": 1, "second": 2})) == ("SELECT $1, $2, $1", [1, 2])


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(TypeError, match="third"):
        PAIR.arguments({"first": 1, "second": 2, "third": 3})


def test_a_missing_name_is_refused_and_never_taken_for_null() -> None:
    with pytest.raises(KeyError, match="second"):
        PAIR.arguments({"first": 1})


def test_a_value_of_the_statement_itself_needs_no_name() -> None:
    query = HotQuery(select(literal(7), bindparam("given")))
    assert sorted(query.arguments({"given": 8})) == [7, 8]


def test_statements_that_go_together_keep_their_own_places() -> None:
    other = HotQuery(text("SELECT :only"))
    assert together((PAIR, other)) == "WITH part_0 AS (SELECT $1, $2, $1), part_1 AS (SELECT $3) SELECT"
