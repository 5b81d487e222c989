"""What Channel counts: the code of each number, its words, and of what it is a part."""

from django.db.models import TextChoices


class Measure(TextChoices):
    """One number, or one table of numbers, of a period."""

    RECEIVED = "received", "Referrals received"
    SECTOR = "sector", "By sector of the referrer"
    CONCERN = "concern", "By type of concern"
    AGE = "age", "By age"
    GENDER = "gender", "By gender"
    REPEAT = "repeat", "Referred before"
    SCREENED = "screened", "Screened"
    NOT_PROGRESSED = "not_progressed", "Not progressed"
    TO_PANEL = "to_panel", "Referred to the panel"
    CONSIDERED = "considered", "Considered by the panel"
    ADOPTED = "adopted", "Adopted"
    NOT_ADOPTED = "not_adopted", "Not adopted"
    CONSENT_SOUGHT = "consent_sought", "Consent asked for"
    CONSENT_GIVEN = "consent_given", "Consent given"
    CONSENT_REFUSED = "consent_refused", "Consent refused"
    CONSENT_WITHDRAWN = "consent_withdrawn", "Consent withdrawn"
    ALTERNATIVE = "alternative", "Alternative pathway"
    CLOSED = "closed", "Closed"
    CLOSED_BY = "closed_by", "Closed, by reason"
    REOPENED = "reopened", "Opened again"
    DAYS = "days", "Days from referral (middle case)"
    LIVE = "live", "Live cases"
    REVIEWS_DUE = "reviews_due", "Later reviews due"
    REVIEWS_DONE = "reviews_done", "Later reviews done"
    REVIEWS_ON_TIME = "reviews_on_time", "Later reviews done on time"
    REVIEWS_LATE = "reviews_late", "Later reviews late"
    TRANSFERS_OPEN = "transfers_open", "Transfers without a receipt"
    MEETINGS = "meetings", "Panel meetings held"
    QUORATE = "quorate", "Meetings that were quorate"
    GLASS = "glass", "Emergency access used"
    GLASS_REVIEWED = "glass_reviewed", "Emergency access reviewed"
    GLASS_LATE = "glass_late", "Emergency access not reviewed in time"


M = Measure

#: Of what each number is told; a number that is not here stands by itself. The way from referral to panel to
#: support is told of the referrals of the same period, as the published numbers of the country tell it.
OUT_OF = {
    M.REPEAT: M.RECEIVED,
    M.NOT_PROGRESSED: M.SCREENED,
    M.TO_PANEL: M.RECEIVED,
    M.ADOPTED: M.RECEIVED,
    M.NOT_ADOPTED: M.CONSIDERED,
    M.CONSENT_GIVEN: M.CONSENT_SOUGHT,
    M.CONSENT_REFUSED: M.CONSENT_SOUGHT,
    M.REVIEWS_DONE: M.REVIEWS_DUE,
    M.REVIEWS_ON_TIME: M.REVIEWS_DUE,
    M.REVIEWS_LATE: M.REVIEWS_DUE,
    M.QUORATE: M.MEETINGS,
    M.GLASS_REVIEWED: M.GLASS,
    M.GLASS_LATE: M.GLASS,
}
#: Tables: their parts are counted each by itself.
TABLES = (M.SECTOR, M.CONCERN, M.AGE, M.GENDER, M.CLOSED_BY)
