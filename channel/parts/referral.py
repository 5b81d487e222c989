"""Why we are here: what was said when the person was referred."""

from ..ages import is_adult_as_told
from ..holdings import beside
from . import Part

#: What is said beside the concerns, in the order of the form.
_FIELDS = (
    ("Needs and circumstances", "complex_needs"),
    ("Anything else", "other_information"),
    ("Services that know the person", "known_to_services"),
    ("Safeguarding referrals", "safeguarding_referral"),
    ("First noticed by", "noticed_by"),
)
_WHO = ("referrer_name", "referrer_role", "referrer_organisation", "referrer_relationship")


def part(case, user, on):
    """The concerns, who raised them, and when."""
    referral = case.referral
    noted = {
        item.rpartition(".")[2]: corrections
        for item, corrections in beside(case).items()
        if item.startswith(f"referral.{referral.pk}.")
    }
    rows = [(words, getattr(referral, name), noted.get(name, ())) for words, name in _FIELDS]
    told = {True: "Yes", False: "No", None: "Not known"}[referral.is_person_told]
    by = ", ".join(filter(None, (getattr(referral, name) for name in _WHO)))
    rows += [
        ("The person knows of the referral", told, ()),
        ("Referred by", by, [each for name in _WHO for each in noted.get(name, ())]),
        ("Sector", str(referral.sector), ()),
        ("How to reach them", referral.referrer_contact, noted.get("referrer_contact", ())),
        ("Their Prevent lead", referral.prevent_lead, noted.get("prevent_lead", ())),
    ]
    shown = {"case": case, "referral": referral, "rows": [row for row in rows if row[1]]}
    shown["noted"] = noted.get("concerns", ())
    shown["is_adult"] = is_adult_as_told(case.subject, on=case.received_on)
    shown["doors"] = case.panel.doors(shown["is_adult"])
    return Part("Why we are here", "channel/case/_referral.html", shown)
