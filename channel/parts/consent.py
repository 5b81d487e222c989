"""Consent to support: whether it is in force, whose it is, and when it is to be asked for anew."""

from django.urls import reverse

from ..ages import eighteenth, is_adult
from ..models import Consent
from ..permissions import Can
from ..services.consents import ANSWERED_AT, SOUGHT_AT
from ..states import Status
from . import Part, Step

Kind = Consent.Kind
#: What the step is called that asks for consent: (anew, as a child wants to stop).
_ASKING = {
    (False, False): "Record that consent was asked for",
    (False, True): "Record that consent was asked for",
    (True, False): "Ask the person for their own consent",
    (True, True): "Ask the parent or guardian again",
}


def part(case, user, on):
    """What was asked, answered and withdrawn, newest first, and what is to be done about it now."""
    rows = case.consents.all()
    if not rows and case.status not in SOUGHT_AT:
        return None
    answer = next((row for row in rows if row.kind not in Consent.BESIDE), None)
    born = case.subject.date_of_birth
    by_parent = case.consent_on and answer and answer.whose == Consent.Whose.PARENT
    context = {
        "rows": rows,
        "since": case.consent_on,
        "answer": answer,
        "by_parent": by_parent,
        "adult_on": eighteenth(born) if by_parent and born else None,
        "is_adult": is_adult(case.subject, on=on),
        "check": _open_check(case) if by_parent else None,
        "wish": _open_wish(rows, answer),
    }
    steps = tuple(_steps(case, user, on, rows, context))
    return Part("Consent to support", "channel/case/_consent.html", context, steps)


def _open_check(case):
    return next((check for check in case.consent_checks.all() if not check.done_on), None)


def _open_wish(rows, answer):
    """That a person under 18 wants to stop, as long as nobody has answered for them since."""
    newest = next((row for row in rows if row.kind == Kind.WISH), None)
    is_answered = newest and answer and answer.at > newest.at
    return None if is_answered else newest


def _steps(case, user, on, rows, context):
    """The likeliest first: ask, write down the answer, adopt; and always the way out."""
    newest = next((row.kind for row in rows if row.kind != Kind.WISH), None)
    has_plan = case.support_plans.exists()
    is_asked = newest == Kind.SOUGHT and case.status in ANSWERED_AT
    may_adopt = case.status == Status.CONSENT_SOUGHT and case.consent_on
    if may_adopt and user.has_perm(Can.CHAIR, case):
        yield Step("Adopt the case", _to("adopt_case", case), is_first=True)
    if not user.has_perm(Can.COORDINATE, case):
        return
    if is_asked:
        yield Step("Record the answer", _to("answer_consent", case), is_first=True)
    elif has_plan and case.status in SOUGHT_AT and not may_adopt:
        anew = _is_to_be_asked_anew(context, on)
        if not case.consent_on or anew:
            words = _ASKING[bool(anew), bool(context["wish"])]
            yield Step(words, _to("seek_consent", case), is_first=True)
    if case.consent_on and case.status in ANSWERED_AT:
        yield Step("Consent was withdrawn", _to("withdraw_consent", case))


def _is_to_be_asked_anew(context, on):
    check = context["check"]
    return bool(context["by_parent"] and (context["is_adult"] or check and check.due_on <= on))


def _to(page, case):
    return reverse(f"channel:{page}", args=[case.pk])
