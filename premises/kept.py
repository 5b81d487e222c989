"""Counts of premises, kept until something that they are counted from has changed."""

from prevent_portal.kept import Area

#: What measures, and what needs somebody, are counted from. A migration gives each of these its trigger.
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
COUNTED = Area("premises", WATCHED)
