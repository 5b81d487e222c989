"""All that belongs to a case, read by two statements: what the parts of its page show, however much it is.

What Django makes of a queryset is the same for each case, but for its key, and is made once for all of them.
"""

from functools import cache

from django.db.models import Q

from prevent_portal.acting import acting, reads
from prevent_portal.models import Agency, User

from .models import (
    AgeBand,
    AgendaItem,
    Case,
    CaseKey,
    Factor,
    FactorFinding,
    Framework,
    ObserverText,
    Panel,
    PanelMeeting,
    Provider,
    Referral,
    Subject,
    Term,
)
from .models.case import LAST_KEY
from .models.rows import reads_about
from .models.together import ANOTHER, ANY, Among, Later, Together, tie
from .permissions import take_grants

#: What belongs to a case and is read with it, as the case names it.
BELONGS = (
    "answers",
    "assessments",
    "attachments",
    "care_considered",
    "case_actions",
    "closures",
    "consent_checks",
    "consents",
    "corrections",
    "deconflictions",
    "disclosures",
    "events",
    "gateway_assessments",
    "glass",
    "holds",
    "interventions",
    "later_reviews",
    "minutes",
    "pathways",
    "plan_items",
    "plan_reviews",
    "rectifications",
    "requests",
    "retention_reviews",
    "rights_requests",
    "same_person",
    "section_36_decisions",
    "support_plans",
    "threshold_decisions",
    "transfers",
)
#: What its rows point to outside of it.
_BESIDE = (AgeBand, Agency, Factor, Framework, Panel, PanelMeeting, Provider, Term, User)
#: Of people a case names no more than this.
_NAMED = ("name", "agency")


class CasesOf:
    """The cases of somebody, for the door of a page: the one it looks for comes with its key and their grants."""

    model = Case

    def __init__(self, user):
        self.user = user

    def get(self, *, pk):
        """The case, if it is open to the person acted for, who must be `user`; raises Case.DoesNotExist."""
        if pk > LAST_KEY or acting() is None or acting().pk != self.user.pk:
            raise Case.DoesNotExist
        found = _one_case(reads()).read({ANY: pk, ANOTHER: self.user.pk})
        if not found["case"]:
            raise Case.DoesNotExist
        case = found["case"][0]
        take_grants(self.user, case)
        _set_one(case, "key", found["key"])
        return case


def read_whole(case):
    """Read what belongs to a case, once: then `case.consents.all()` and the like ask the database nothing.

    Beside these the case holds `seated`, the seats in force, and `on_agenda`, where it is to be spoken of.
    """
    if hasattr(case, "seated"):
        return case
    reads_about([case.pk])
    found = _of_any().read({ANY: case.pk})
    own = [each for rows in found.values() for each in rows]
    known = {Case: {case.pk: case}}
    for each in own:
        known.setdefault(type(each), {})[each.pk] = each
    for name in ("referral", "subject", "observer_text"):
        _set_one(case, name, found[name])
    _tie_all([case, *own], known)
    for name in BELONGS:
        _keep(case, name, found[name])
    keep_each(found["minutes"], "corrections", found["corrections"], "minute_id")
    keep_each(found["assessments"], "findings", found["findings"], "assessment_id")
    frameworks, factors = (known.get(model, {}).values() for model in (Framework, Factor))
    keep_each(frameworks, "factors", factors, "framework_id")
    answers = {each.request_id: each for each in found["answers"]}
    for request in found["requests"]:
        request._meta.get_field("answer").set_cached_value(request, answers.get(request.pk))
    case.seated, case.on_agenda = found["seated"], found["on_agenda"]
    return case


@cache
def _one_case(reads):
    """One case as one statement, compiled for the way the database is asked; see `acting_for`."""
    cases = Case.objects.visible_to(acting()).filter(pk=ANY)
    return Together.of(
        {
            "case": cases.with_grants_of(ANOTHER),
            "key": CaseKey.objects.filter(pk=ANY),
        }
    )


@cache
def _of_any():
    """What belongs to a case as one statement."""
    case = Case(pk=ANY)
    rows = {name: _ordered(getattr(case, name).all()) for name in BELONGS}
    rows["attachments"] = rows["attachments"].defer("content")
    return Together.of(
        rows
        | {
            "findings": FactorFinding.objects.filter(case=case).order_by("pk"),
            "observer_text": ObserverText.objects.filter(case=case),
            "on_agenda": AgendaItem.objects.filter(case=case)
            .standing()
            .filter(meeting__status__in=PanelMeeting.UNMINUTED)
            .order_by("pk"),
            "referral": Referral.objects.filter(case=case),
            "seated": case.seats.in_force().order_by("seat", "pk"),
            "subject": Subject.objects.filter(case=case),
        }
    )


def _ordered(rows):
    """In the order of its model, of which the case itself is no part: all rows are of one."""
    return rows.order_by(*(each for each in rows.model._meta.ordering if each != "case"))


def _tie_all(own, known):
    """Tie what belongs to the case to each other and to what is beside it, which is read for that."""
    wanted = tie(own, known)
    for model, rows in read_beside(_BESIDE, wanted).items():
        known.setdefault(model, {}).update({each.pk: each for each in rows})
    tie(own, known)
    tie(known.get(User, {}).values(), known)
    tie(known.get(Panel, {}).values(), known)


def read_beside(models, wanted):
    """What is pointed at, by model: `wanted` is the keys that `tie` did not know."""
    return _beside(models).read({model: wanted.get(model, ()) for model in models})


@cache
def _beside(models):
    """Rows of some models as one statement, by keys that are given later: with what they are nothing without."""
    return Together.of({model: _by_key(model) for model in models})


def _by_key(model):
    given = Q(Among("pk", Later(model)))
    if model is Factor:
        given |= Q(Among("framework", Later(Framework)))
    if model is Agency:
        people = User.objects.filter(Among("pk", Later(User)))
        panels = Panel.objects.filter(Among("pk", Later(Panel)))
        given |= Q(pk__in=people.values("agency"))
        given |= Q(pk__in=panels.values("authority")) | Q(pk__in=panels.values("police"))
    rows = model.objects.filter(given)
    return rows.only(*_NAMED) if model is User else rows


def _set_one(case, name, rows):
    """What the case has one of at most."""
    case._meta.get_field(name).set_cached_value(case, rows[0] if rows else None)


def _keep(thing, name, rows):
    """What `prefetch_related` would have kept."""
    queryset = getattr(thing, name).all()
    queryset._result_cache, queryset._prefetch_done = rows, True
    thing.__dict__.setdefault("_prefetched_objects_cache", {})[name] = queryset


def keep_each(things, name, rows, key):
    """The same for each of several things, whose key each row names."""
    by_key = {}
    for row in rows:
        by_key.setdefault(getattr(row, key), []).append(row)
    for thing in things:
        _keep(thing, name, by_key.get(thing.pk, []))
