"""All that belongs to a case, read by two statements: what the parts of its page show, however much it is."""

from functools import cache

from django.db.models import Q

from prevent_portal.models import Agency, User

from .models import (
    AgendaItem,
    Factor,
    FactorFinding,
    Framework,
    ObserverText,
    Panel,
    PanelMeeting,
    Provider,
    Term,
)
from .models.together import Together, read_together, tie

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
#: Stands for the key of a case in what is compiled for all; no case has it.
_ANY = -(2**62)
#: What its rows point to outside of it.
_BESIDE = (Factor, Framework, Panel, PanelMeeting, Provider, Term)


def read_whole(case):
    """Read what belongs to a case, once: then `case.consents.all()` and the like ask the database nothing.

    Beside these the case holds `seated`, the seats in force, and `on_agenda`, where it is to be spoken of.
    """
    if hasattr(case, "seated"):
        return case
    found = _of_any(type(case)).read({_ANY: case.pk})
    own = [each for rows in found.values() for each in rows]
    known = {type(case): {case.pk: case}}
    for each in own:
        known.setdefault(type(each), {})[each.pk] = each
    _tie_all([case, case.referral, *own], known)
    for name in BELONGS:
        _keep(case, name, found[name])
    keep_each(found["minutes"], "corrections", found["corrections"], "minute_id")
    keep_each(found["assessments"], "findings", found["findings"], "assessment_id")
    frameworks, factors = (known.get(model, {}).values() for model in (Framework, Factor))
    keep_each(frameworks, "factors", factors, "framework_id")
    answers = {each.request_id: each for each in found["answers"]}
    for request in found["requests"]:
        request._meta.get_field("answer").set_cached_value(request, answers.get(request.pk))
    written = next(iter(found["observer_text"]), None)
    case._meta.get_field("observer_text").set_cached_value(case, written)
    case.seated, case.on_agenda = found["seated"], found["on_agenda"]
    return case


@cache
def _of_any(model):
    """What belongs to a case as one statement: it is the same for each, but for the key of the case."""
    return Together.of(_belonging(model(pk=_ANY)))


def _belonging(case):
    rows = {name: _ordered(getattr(case, name).all()) for name in BELONGS}
    rows["attachments"] = rows["attachments"].defer("content")
    return rows | {
        "findings": FactorFinding.objects.filter(case=case).order_by("pk"),
        "observer_text": ObserverText.objects.filter(case=case).order_by("pk"),
        "seated": case.seats.in_force().order_by("seat", "pk"),
        "on_agenda": AgendaItem.objects.filter(case=case)
        .standing()
        .filter(meeting__status__in=PanelMeeting.UNMINUTED)
        .order_by("pk"),
    }


def _ordered(rows):
    """In the order of its model, of which the case itself is no part: all rows are of one."""
    return rows.order_by(*(each for each in rows.model._meta.ordering if each != "case"))


def _tie_all(own, known):
    """Tie what belongs to the case to each other and to what is beside it, which is read for that."""
    wanted = tie(own, known)
    beside = {model: model.objects.filter(pk__in=wanted.get(model, ())) for model in _BESIDE}
    beside[Factor] = Factor.objects.filter(
        Q(pk__in=wanted.get(Factor, ())) | Q(framework__in=wanted.get(Framework, ()))
    )
    beside[User] = User.objects.filter(pk__in=wanted.get(User, ())).only("name", "agency")
    beside[Agency] = Agency.objects.filter(
        Q(pk__in=wanted.get(Agency, ())) | Q(pk__in=beside[User].values("agency"))
    )
    for model, rows in read_together(beside).items():
        known.setdefault(model, {}).update({each.pk: each for each in rows})
    tie(own, known)
    tie(known.get(User, {}).values(), known)


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
