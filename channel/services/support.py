"""Support itself: who may give it, what was arranged, how its sessions went, and how it ended."""

from django.db import transaction
from django.db.models import Max

from prevent_portal.errors import Refused

from .. import clocks
from ..ages import is_adult
from ..models import CaseEvent, Clock, Consent, Intervention, Provider, SupportSession
from ..states import SUPPORTED
from .cases import locked, record
from .consents import last_answer
from .plans import refuse_before

Kind = CaseEvent.Kind
NO_CONSENT = "No support is arranged without consent (section 36(4)(b)). Record the consent first."


@transaction.atomic
def keep_provider(
    provider=None, *, by, name, contact="", approved_by="", from_on=None, until_on=None
):
    """Add a provider of support, or change one."""
    provider = provider or Provider()
    provider.name, provider.contact = name, contact
    provider.approved_by, provider.from_on, provider.until_on = approved_by, from_on, until_on
    provider.full_clean()
    provider.save()
    return provider


@transaction.atomic
def commission(case, *, kind, provider, purpose, by, on):
    """Arrange support of a kind by a provider: for an adopted case, with consent in force."""
    case = locked(case)
    _refuse_without_consent(case, on=on)
    case.refuse_unless(*SUPPORTED, to="arrange support")
    refuse_before(case, on)
    if kind.needs_approved_provider and not provider.is_approved(on=on):
        raise Refused(
            case,
            f"{provider} was not approved on that day: this kind of support is for an approved provider.",
            field="provider",
        )
    made = Intervention.objects.create(
        case=case,
        kind=kind,
        provider=provider,
        purpose=purpose,
        commissioned_on=on,
        commissioned_by=by,
        contact_due_on=clocks.due(Clock.Step.CONTACT, on=on),
    )
    record(case, Kind.SUPPORTED, by=by, on=on, words=f"Arranged: {kind.words}. {purpose}")
    return made


def _refuse_without_consent(case, *, on):
    """Consent must have been in force on the day, and be so now; an adult's must be their own."""
    answer = last_answer(case)
    if case.consent_on is None or answer is None or answer.kind != Consent.Kind.GIVEN:
        raise Refused(case, NO_CONSENT)
    if on < case.consent_on:
        raise Refused(case, "Consent was not in force on that day.", field="on")
    if answer.whose == Consent.Whose.PARENT and is_adult(case.subject, on=on):
        raise Refused(
            case,
            "The person is 18 now, and a parent or guardian consented for them. "
            "Ask for their own consent first.",
        )


@transaction.atomic
def record_session(intervention, *, by, on, outcome, words=""):
    """Write down how a session went. One that was held sets the day of the next contact."""
    case, intervention = _locked(intervention)
    if on < intervention.commissioned_on:
        raise Refused(intervention, "The support was arranged later than that.", field="on")
    if not intervention.is_open and on > intervention.ended_on:
        raise Refused(intervention, "The support had ended by then.", field="on")
    before = case.consents.exclude(kind__in=Consent.BESIDE).filter(on__lte=on).first()
    if before is None or before.kind != Consent.Kind.GIVEN:
        raise Refused(
            intervention,
            "There was no consent in force on that day. Add a note instead.",
            field="on",
        )
    if intervention.sessions.filter(on=on).exists():
        raise Refused(intervention, "A session on that day is recorded already.", field="on")
    session = SupportSession.objects.create(
        case=case, intervention=intervention, on=on, outcome=outcome, words=words, by=by
    )
    if outcome == SupportSession.Outcome.HELD:
        held = intervention.sessions.filter(outcome=SupportSession.Outcome.HELD)
        newest = held.aggregate(on=Max("on"))["on"]
        intervention.contact_due_on = clocks.due(Clock.Step.CONTACT, on=newest)
        intervention.save()
    record(case, Kind.SUPPORTED, by=by, on=on, words=f"Session: {session.get_outcome_display()}")
    return session


@transaction.atomic
def end_intervention(intervention, *, by, on, because, outcome):
    """End support, and say why and what came of it."""
    case, intervention = _locked(intervention)
    if not intervention.is_open:
        raise Refused(intervention, "This support has ended already.")
    if on < intervention.commissioned_on:
        raise Refused(intervention, "It cannot end before it began.", field="on")
    if intervention.sessions.filter(on__gt=on).exists():
        raise Refused(intervention, "There is a session after that day.", field="on")
    if not outcome.strip():
        raise Refused(intervention, "Say what came of it.", field="outcome")
    intervention.ended_on, intervention.ended_because = on, because
    intervention.outcome = outcome
    intervention.save()
    record(case, Kind.SUPPORTED, by=by, on=on, words=f"Ended: {intervention.kind.words}. {outcome}")
    return intervention


def _locked(intervention):
    case = locked(intervention.case)
    found = (
        Intervention.objects.select_for_update(of=("self",))
        .select_related("kind", "provider")
        .get(pk=intervention.pk)
    )
    found.case = case
    return case, found
