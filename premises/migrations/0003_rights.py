"""What is forgotten of bookings, by the gate alone; what is written once, and what notes that premises changed."""

from django.db import migrations

from prevent_portal.gate import application_may_not, gate_functions, gate_may, history_stays
from prevent_portal.kept import note_changes

#: Of each table what is made empty once a booking's time has passed: texts, then lists.
FORGOTTEN = {
    "booking": (
        "hirer_name other_names organisation on_behalf_of hirer_address hirer_phone hirer_email title "
        "theme agenda content audience publicity risk_because",
        "websites speakers keys",
    ),
    "check": ("of found link", ""),
    "nameseen": ("words", ""),
    "decision": (
        "reason conditions speech equality proportionate sign_off_because signed_words",
        "",
    ),
    "appeal": ("grounds words", ""),
    "letter": ("subject body digest failed_because", ""),
    "bookingevent": ("words", ""),
}
_HAS_HISTORY = set(FORGOTTEN) - {"bookingevent"}
_SAYS_WHEN = {"booking", "decision"}


def forgetting():
    """The statements that empty what was kept of the bookings in `gone`, in history as well."""
    for name, (texts, lists) in FORGOTTEN.items():
        empty = [f"{column} = ''" for column in texts.split()]
        empty += [f"{column} = '{{}}'" for column in lists.split()]
        if name == "booking":
            empty += [
                "sent_as = NULL",
                "closed_because = CASE closed_because WHEN '' THEN '' ELSE 'Removed.' END",
            ]
        if name == "letter":
            empty.append("works_until = NULL")
        if name in _SAYS_WHEN:
            empty.append("blanked_on = day")
        key = "id" if name == "booking" else "booking_id"
        for table in [name] + [f"historical{name}"] * (name in _HAS_HISTORY):
            yield f"UPDATE premises_{table} SET {', '.join(empty)} WHERE {key} = ANY(gone);"  # noqa: S608


FORGET = f"""
CREATE FUNCTION premises_forget_bookings(until date) RETURNS SETOF bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    day date := least(until, current_date);
    gone bigint[];
BEGIN
    SELECT coalesce(array_agg(id), '{{}}') INTO gone FROM (
        SELECT id FROM premises_booking
        WHERE keep_until < day AND blanked_on IS NULL AND NOT is_held
        ORDER BY id FOR UPDATE
    ) AS due;
    {" ".join(forgetting())}
    INSERT INTO premises_bookingevent (booking_id, kind, "on", words)
        SELECT unnest(gone), 'blanked', day, '';
    RETURN QUERY SELECT unnest(gone);
END $$;
"""  # noqa: S608 - names of ours
#: What measures, and what needs somebody, are counted from (premises/kept.py).
WATCHED = (
    "premises_acceptableuse",
    "premises_agreement",
    "premises_auditfinding",
    "premises_booking",
    "premises_bookingevent",
    "premises_bookingrule",
    "premises_bookingstaff",
    "premises_clauseversion",
    "premises_decision",
    "premises_diligencelist",
    "premises_filtercategory",
    "premises_filtertest",
    "premises_historicalagreement",
    "premises_historicalbooking",
    "premises_historicalnetwork",
    "premises_historicalpremises",
    "premises_historicalschoolfilter",
    "premises_itincident",
    "premises_managerletter",
    "premises_network",
    "premises_network_blocked",
    "premises_network_blocked_young",
    "premises_policyreview",
    "premises_premises",
    "premises_premisesaudit",
    "premises_premiseskind",
    "premises_schoolfilter",
    "premises_unblockrequest",
    "training_completion",
)


class Migration(migrations.Migration):
    dependencies = [
        ("premises", "0002_seed"),
        ("prevent_portal", "0002_gate"),
        ("training", "0003_rights"),
    ]

    operations = [
        application_may_not("UPDATE, DELETE", "premises_bookingevent"),
        history_stays("premises"),
        gate_may(
            "SELECT, UPDATE",
            *(f"premises_{name}" for name in FORGOTTEN),
            *(f"premises_historical{name}" for name in sorted(_HAS_HISTORY)),
        ),
        gate_may("INSERT", "premises_bookingevent", "prevent_portal_change"),
        gate_functions(FORGET, called=("premises_forget_bookings",)),
        migrations.RunSQL(*note_changes("premises", WATCHED)),
    ]
