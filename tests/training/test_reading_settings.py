"""A list of settings is read row by row, and each row says what becomes of it."""

import pytest

from training.reading.settings import Unreadable, rows

KINDS = ["Academy", "Care home"]


def read(text, there=()):
    return rows(text, kinds=KINDS, there=there)


def test_a_plain_list():
    found = read(
        "name,kind,contact e-mail,designated lead\nElm,academy,office@elm.example,Ann Oak\n"
    )

    (row,) = found
    assert (row.line, row.name, row.kind) == (2, "Elm", "Academy")
    assert (row.contact_email, row.lead_name, row.verdict) == (
        "office@elm.example",
        "Ann Oak",
        "is added",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Name;Kind\r\nElm;Academy\r\n",
        "\ufeffname\tkind\nElm\tAcademy",
        "kind, School \rAcademy, Elm \r",
    ],
)
def test_separators_line_ends_and_the_order_of_columns_do_not_matter(text):
    (row,) = read(text)

    assert (row.name, row.kind, row.is_new) == ("Elm", "Academy", True)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (",Academy,", "has no name"),
        ("Elm,,", "has no kind; use one of: Academy, Care home"),
        ("Elm,Zoo,", "“Zoo” is no kind of setting; use one of: Academy, Care home"),
        ("Elm,Academy,not an address", "“not an address” is no email address"),
        (f"{'E' * 201},Academy,", "its name is longer than 200 characters"),
    ],
)
def test_what_is_wrong_is_said(line, words):
    (row,) = read(f"name,kind,email\n{line}\n")

    assert row.verdict == words
    assert not row.is_new


def test_the_same_name_twice_is_wrong_and_one_that_is_there_stays():
    first, second, known = read("name,kind\nElm,Academy\nELM,Academy\nAsh,Academy", there=["ash"])

    assert first.is_new
    assert second.verdict == "is in the list twice: line 2 has the same name"
    assert (known.problems, known.is_there, known.is_new) == ([], True, False)


@pytest.mark.parametrize("text", ["", "\n \n", "Elm,Academy", 'name,kind\n"Elm' + "m" * 200_000])
def test_what_is_no_list_is_refused_with_a_sentence(text):
    with pytest.raises(Unreadable, match=r"\.$"):
        read(text)
