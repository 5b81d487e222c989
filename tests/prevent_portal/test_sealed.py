"""What is sealed opens with its own key, as what it is said to be, and not once it was altered."""

import pytest

from prevent_portal import sealed

KEY, OTHER = bytes(range(32)), bytes(range(32, 64))


def test_what_was_sealed_opens_again_and_no_two_are_alike():
    first, second = (sealed.seal(b"a word", KEY, "case:field") for _ in range(2))

    assert first != second
    assert b"a word" not in first + second
    assert sealed.unseal(first, KEY, "case:field") == b"a word"


@pytest.mark.parametrize(
    ("key", "about"), [(OTHER, "case:field"), (KEY, "other:field"), (KEY, "case:other")]
)
def test_nothing_opens_with_another_key_or_in_another_place(key, about):
    kept = sealed.seal(b"a word", KEY, "case:field")

    with pytest.raises(sealed.Unsealable, match="cannot be opened"):
        sealed.unseal(kept, key, about)


@pytest.mark.parametrize("at", [0, 11, 12, -1])
def test_one_altered_byte_anywhere_closes_it(at):
    kept = bytearray(sealed.seal(b"a word", KEY, "case:field"))
    kept[at] ^= 1

    with pytest.raises(sealed.Unsealable):
        sealed.unseal(bytes(kept), KEY, "case:field")


@pytest.mark.parametrize("length", [0, 5, 12, 20])
def test_what_was_cut_short_stays_shut(length):
    kept = sealed.seal(b"a word", KEY, "case:field")

    with pytest.raises(sealed.Unsealable):
        sealed.unseal(kept[:length], KEY, "case:field")
