"""The pattern of If-Match that the contract shows takes exactly what the reader takes (C27)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja_api.kit.http.etags import IF_MATCH_PATTERN, parse_if_match
from kinerja_api.kit.problems import BadRequest


def is_read(header: str) -> bool:
    try:
        parse_if_match(header)
    except BadRequest:
        return False
    return True


@pytest.mark.parametrize(
    "header", ['"v1"', 'W/"v1"', '"a", "b"', '"a","b"', "*", " * ", ',"a",,', '"a,b"', '""', '"ÿ"']
)
def test_lists_of_tags_are_read(header: str) -> None:
    assert is_read(header)
    assert re.search(IF_MATCH_PATTERN, header)


@pytest.mark.parametrize("header", ["v1", '"v1', "", " ", ",", 'w/"a"', '"a" "b"', "*, *", '*,"a"', '"a\x7f"', '"a"b'])
def test_anything_else_is_refused(header: str) -> None:
    assert not is_read(header)
    assert not re.search(IF_MATCH_PATTERN, header)


@given(st.text(st.sampled_from('"*,W/ \tv1\x7fÿ'), max_size=12))
def test_the_pattern_and_the_reader_agree(header: str) -> None:
    assert is_read(header) == bool(re.search(IF_MATCH_PATTERN, header))
