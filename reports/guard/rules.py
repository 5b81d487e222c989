"""Which counts say too much by themselves, and in which words the guard says so (domain 5.14)."""

from dataclasses import dataclass

from .counts import CASES, HIDDEN, SETTINGS, SMALL

#: Counts below this, and above nought, are shown as "fewer than" it (domain 5.14 b).
THRESHOLD = 5
#: Percentages of fewer than this are not shown (domain 5.14 b: "20 or so").
SMALLEST_DENOMINATOR = 20

RESTRICTED, OFFICER, MEMBER, PUBLIC = "restricted", "officer", "member", "public"
#: Each may read what is made for those before it.
READERS = (PUBLIC, MEMBER, OFFICER, RESTRICTED)

#: Why something was withheld, in a word.
CHANNEL, SMALL_COUNT, ZERO = "channel", "small count", "zero"
SECONDARY, SMALL_DENOMINATOR = "secondary", "small denominator"
DIFFERENCING, PERSON = "differencing", "person"
PLACE = "place"

NOT_FOR_THE_PUBLIC = (
    "Numbers about referrals and Channel are not published, whatever their size: they could help "
    "somebody to find out who was supported."
)
PLACE_WITHHELD = "It names a place that is marked sensitive."
SHARE_WOULD_TELL = "A number that is withheld could be worked out from this percentage. Decide on that number first."
TOO_SMALL_TO_SAY = (
    "What stood here told a number that is too small to publish, or from which such a number could be "
    "worked out. All that is left out is listed at the end."
)


@dataclass(frozen=True)
class Withheld:
    """Something that a paper does not say to its readers, where it stood, and why.

    It tells more than the paper (that a number is nought, say): for whoever prepares the paper, never
    for its readers.
    """

    address: str
    section: str
    block: str
    row: str
    column: str
    kind: str
    reason: str


@dataclass(frozen=True)
class Limits:
    """The numbers that decide: what is small, and of how few no percentage is shown."""

    threshold: int = THRESHOLD
    smallest: int = SMALLEST_DENOMINATOR

    def sign(self, count):
        """How a withheld count is marked: small, with nought among the small where nought is withheld."""
        return SMALL if self.is_small(count) or count.value == 0 else HIDDEN

    def words(self, sign):
        """What stands in place of the count."""
        return f"fewer than {self.threshold}" if sign == SMALL else HIDDEN_WORD

    def is_small(self, count):
        """True for a count above nought that is below the threshold."""
        return 0 < count.value < self.threshold

    def is_telling_zero(self, count, whole):
        """True where none says something of each: of cases always, of people unless of nobody.

        None of no people, and that nobody is there, say nothing of anybody; a setting is no person.
        """
        if count.value:
            return False
        if count.kind == CASES:
            return True
        if count.kind == SETTINGS or count.is_base:
            return False
        return whole is None or whole.value != 0

    def is_nearly_all(self, count, whole):
        """True where all, or all but a few, of a group too small for percentages are counted.

        Of a larger group it is a result of the group's, and no person can be told from it.
        """
        if whole is None or whole.value is None or count.kind == SETTINGS:
            return False
        return 0 < whole.value < self.smallest and 0 <= whole.value - count.value < self.threshold

    def least(self, sign, count):
        """The least that a reader who knows the rules can take a withheld count to be."""
        if sign == SMALL:
            return int(count.kind == SETTINGS or count.is_base)
        return self.threshold if count.value is None else min(self.threshold, count.value)


HIDDEN_WORD = "withheld"


def few(limits, count):
    """Why a small count is withheld."""
    return f"It counts {count.kind} and is from 1 to {limits.threshold - 1}."


def none(count):
    """Why nought is withheld."""
    return f"It says that there are no {count.kind} at all, which says something of each."


def nearly_all(limits, count):
    """Why a count of nearly all of a small group is withheld."""
    return (
        f"All, or all but fewer than {limits.threshold}, of a group of fewer than "
        f"{limits.smallest} are counted, which says something of each."
    )


def would_tell(other):
    """Why a count is withheld that is not small: for the sake of another, where that has a place."""
    if other is None:
        return "With it, how few are left of a small group could be worked out."
    where = ", ".join(filter(None, (other.row, other.column)))
    return f"With it, a withheld number could be worked out: {other.block}, {where}."


def grown_by_few(limits, day):
    """Why a count is withheld that grew by a small number."""
    return f"It grew by fewer than {limits.threshold} since the paper as at {day}."


def is_out(day):
    """What is said of a withheld count that an earlier paper shows."""
    return f"It is withheld here, but the paper as at {day} shows it: nothing can take that back."


def cannot_be_kept():
    """What is said of a withheld count that others give away."""
    return "From what else is known it can be worked out, whatever this paper withholds."


def percentage_of(what, limits):
    """Why a percentage is not shown."""
    if what == SMALL_DENOMINATOR:
        return f"It is a percentage of fewer than {limits.smallest}."
    return "It is a percentage of, or made of, a number that is withheld."
