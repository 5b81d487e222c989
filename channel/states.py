"""The states of a case, and what may follow what (domain: Channel, states and transitions)."""

from django.db.models import TextChoices


class Status(TextChoices):
    """Where a case stands between the referral and the end of its reviews."""

    RECEIVED = "received", "Received"
    SCREENING = "screening", "Being screened"
    NOT_PROGRESSED = "not_progressed", "Not progressed"
    GATHERING = "gathering", "Gathering information"
    SECTION_36 = "section_36", "Section 36 decision"
    NOT_SECTION_36 = "not_section_36", "Section 36 not met"
    ALTERNATIVE = "alternative", "Alternative pathway"
    TO_PANEL = "to_panel", "Referred to panel"
    CONSIDERED = "considered", "Considered by panel"
    NOT_ADOPTED = "not_adopted", "Not adopted"
    CONSENT_SOUGHT = "consent_sought", "Consent sought"
    CONSENT_REFUSED = "consent_refused", "Consent refused"
    ADOPTED = "adopted", "Adopted"
    CONSENT_WITHDRAWN = "consent_withdrawn", "Consent withdrawn"
    POLICE_LED = "police_led", "Police-led"
    TRANSFERRED = "transferred", "Transferred"
    CLOSED = "closed", "Closed"
    SIX_MONTHS = "six_months", "Six-month review done"
    TWELVE_MONTHS = "twelve_months", "Twelve-month review done"
    REVIEWS_DONE = "reviews_done", "Reviews complete"


S = Status

#: Every move a case may make. A move that is not here is refused. A review by the panel of a case it has
#: adopted changes no state: it is a decision, recorded with its meeting.
MOVES = {
    S.RECEIVED: {S.SCREENING},
    S.SCREENING: {S.NOT_PROGRESSED, S.GATHERING},
    S.NOT_PROGRESSED: {S.SCREENING, S.ALTERNATIVE},
    S.GATHERING: {S.SECTION_36},
    S.SECTION_36: {S.NOT_SECTION_36, S.TO_PANEL},
    S.NOT_SECTION_36: {S.ALTERNATIVE, S.CLOSED},
    S.ALTERNATIVE: {S.SCREENING, S.CLOSED},
    S.TO_PANEL: {S.CONSIDERED},
    S.CONSIDERED: {S.NOT_ADOPTED, S.CONSENT_SOUGHT},
    S.NOT_ADOPTED: {S.ALTERNATIVE, S.TO_PANEL, S.CLOSED},
    S.CONSENT_SOUGHT: {S.CONSENT_REFUSED, S.ADOPTED},
    S.CONSENT_REFUSED: {S.CONSENT_SOUGHT, S.TO_PANEL, S.POLICE_LED, S.CLOSED},
    S.ADOPTED: {S.CONSENT_WITHDRAWN, S.TRANSFERRED, S.CLOSED},
    S.CONSENT_WITHDRAWN: {S.CONSENT_SOUGHT, S.POLICE_LED, S.CLOSED},
    S.POLICE_LED: {S.TO_PANEL, S.CLOSED},
    S.TRANSFERRED: {S.ADOPTED, S.CLOSED},
    S.CLOSED: {S.SCREENING, S.TO_PANEL, S.SIX_MONTHS},
    S.SIX_MONTHS: {S.TO_PANEL, S.TWELVE_MONTHS},
    S.TWELVE_MONTHS: {S.TO_PANEL, S.REVIEWS_DONE},
    S.REVIEWS_DONE: {S.SCREENING, S.TO_PANEL},
}

#: Nobody has to do anything more about a case that stands here, unless it is opened again.
ENDED = (S.NOT_PROGRESSED, S.REVIEWS_DONE)
#: Closed, with reviews to come if the case was adopted before.
AFTER = (S.CLOSED, S.SIX_MONTHS, S.TWELVE_MONTHS)
#: No agency is asked any more, and no answer is taken; `channel_takes_answers` in the database says the same.
CLOSED_TO_ANSWERS = (S.NOT_PROGRESSED, S.CLOSED, S.SIX_MONTHS, S.TWELVE_MONTHS, S.REVIEWS_DONE)
#: Support may be given.
SUPPORTED = (S.ADOPTED,)
#: The panel's own cases.
WITH_PANEL = (
    S.TO_PANEL,
    S.CONSIDERED,
    S.CONSENT_SOUGHT,
    S.CONSENT_REFUSED,
    S.ADOPTED,
    S.CONSENT_WITHDRAWN,
)
#: What those who look in from outside (the referrer, their service's contact) are told of a case.
OUTWARD = {
    S.RECEIVED: "Received",
    S.SCREENING: "Being looked at",
    S.GATHERING: "Being looked at",
    S.SECTION_36: "Being looked at",
}
OUTWARD_ELSE = "Dealt with"
