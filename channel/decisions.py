"""What a panel may decide of a case where it stands, and what each decision leads to."""

from dataclasses import dataclass

from .models import Decision
from .states import AFTER, Status

S, D = Status, Decision


@dataclass(frozen=True)
class Choice:
    """A decision that is open: what follows from it in words, and where the case goes, step by step."""

    decision: Decision
    consequence: str
    moves: tuple = ()
    #: Facts without which it cannot be recorded, each with the sentence that asks for it.
    needs: tuple = ()


#: CTSA 2015 s36(6): where no support is given, health or social care is considered.
_CARE = (
    "care_considered",
    "Say what was considered about a referral to health or social care, also if the answer was no "
    "(section 36(6))",
)
_REVIEW = ("next_review_on", "Enter the day of the next review")
_WHERE = ("asked", "Say where the person is referred to")
_WHAT = ("asked", "Say what is asked, and of whom")

_ASK = Choice(
    D.ASK, "Nothing is decided yet. The case comes back on the day below.", (), (_WHAT, _REVIEW)
)
_KEEP = Choice(D.KEEP, "Support goes on. The panel reviews it on the day below.", (), (_REVIEW,))
_CLOSE = Choice(
    D.CLOSE, "The coordinator writes the closing report and closes the case; reviews follow at 6 and 12 months."
)  # fmt: skip
_ADOPT = "Consent is asked for next. No support is arranged before it is given."
_NOT = "The case leaves Channel. The referral to health or social care must have been considered."
_REFER = "The case leaves Channel for another service; what became of it is followed."

#: From each status that reaches a panel, the decisions that are open.
_NEW = (
    Choice(D.ADOPT, _ADOPT, (S.CONSIDERED, S.CONSENT_SOUGHT)),
    Choice(D.NOT_ADOPT, _NOT, (S.CONSIDERED, S.NOT_ADOPTED), (_CARE,)),
    Choice(D.REFER, _REFER, (S.CONSIDERED, S.NOT_ADOPTED), (_CARE, _WHERE)),
    Choice(D.ASK, _ASK.consequence, (S.CONSIDERED,), _ASK.needs),
)
_AGAIN = (Choice(D.ADOPT, _ADOPT, (S.CONSENT_SOUGHT,)), _CLOSE, _ASK)
_WAITING = Choice(
    D.KEEP, "The answer is awaited. The panel looks again on the day below.", (), (_REVIEW,)
)
_FOLLOWED = Choice(
    D.KEEP, "The police go on. The panel hears of it on the day below.", (), (_REVIEW,)
)
_AFTER = (
    Choice(D.NO_CONCERN, "The coordinator records the review on the case; the next one follows."),
    Choice(D.REOPEN, "The coordinator records the review, and with it opens the case again."),
)
OPEN = {
    S.TO_PANEL: _NEW,
    S.CONSIDERED: tuple(
        Choice(each.decision, each.consequence, each.moves[1:], each.needs) for each in _NEW
    ),
    S.CONSENT_SOUGHT: (_WAITING, _ASK),
    S.CONSENT_REFUSED: _AGAIN,
    S.CONSENT_WITHDRAWN: _AGAIN,
    S.ADOPTED: (_KEEP, _CLOSE, _ASK),
    S.POLICE_LED: (_FOLLOWED, _CLOSE, _ASK),
    S.NOT_ADOPTED: (_CLOSE, _ASK),
    **dict.fromkeys(AFTER, _AFTER),
}


def choices(case):
    """The decisions that are open for a case."""
    return OPEN.get(case.status, ())


def choice(case, decision):
    """The open choice of a decision; None where it is not open."""
    return choice_at(case.status, decision)


def choice_at(status, decision):
    """The same, for a case that stands, or stood, at a status."""
    return next((each for each in OPEN.get(status, ()) if each.decision == decision), None)
