"""Which parts of an office file may be judged at once, and which must be watched as they go by."""

import pytest

from actions.reading.safety import DEEPEST, _elements_if_plain

HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WATCHED = {
    "a declaration": b"<!DOCTYPE a><a/>",
    "an entity": b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
    "a comment": b"<a><!-- hidden --></a>",
    "letters as they are": b"<a><![CDATA[<b>]]></a>",
    "merged cells": b'<a><mergeCell ref="A1:B2"/></a>',
    "wide letters": "<a/>".encode("utf-16"),
    "another alphabet": b'<?xml version="1.0" encoding="utf-7"?><a/>',
    "too deep": b"<a>" * (DEEPEST + 1) + b"</a>" * (DEEPEST + 1),
    "an end that is missing": b"<a><b></a>",
    "no element": b"words",
}


@pytest.mark.parametrize("head", [b"", b"\xef\xbb\xbf", HEAD, b'<?xml version="1.0"?>'])
def test_the_elements_of_plain_xml_are_counted(head):
    assert _elements_if_plain(head + b"<a><b/><c>1 &amp; 2</c></a>") == 3


def test_as_deep_as_may_be_is_plain():
    assert _elements_if_plain(b"<a>" * DEEPEST + b"</a>" * DEEPEST) == DEEPEST


@pytest.mark.parametrize("what", WATCHED)
def test_all_else_is_watched(what):
    assert _elements_if_plain(WATCHED[what]) is None
    assert _elements_if_plain(HEAD + WATCHED[what]) is None
