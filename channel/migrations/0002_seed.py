"""What every partnership begins with, to be changed on its pages: lists, clocks, frameworks, standards, periods.

The values are those of practice (domain: time limits, enumerations); only the reviews at 6 and 12 months
after closing are fixed.
"""

import datetime

from django.db import migrations

from prevent_portal.gate import begin_history

FROM = datetime.date(2015, 7, 1)  # the Channel duty is in force
PCMT = datetime.date(2024, 5, 1)  # the national tracker brought other types of concern
PAF_FROM = datetime.date(2024, 9, 1)  # the Prevent assessment framework

#: step, length, unit
CLOCKS = (
    ("share", 1, "working"),
    ("screen", 5, "working"),
    ("answer", 5, "working"),
    ("section_36", 5, "working"),
    ("panel", 1, "months"),
    ("consent", 10, "working"),
    ("review", 1, "months"),
    ("assess", 3, "months"),
    ("contact", 14, "days"),
    ("pathway", 20, "working"),
    ("feedback", 10, "working"),
    ("transfer", 10, "working"),
    ("after_6", 6, "months"),
    ("after_12", 12, "months"),
)
#: words, youngest, oldest
AGE_BANDS = (
    ("10 and under", 0, 10),
    ("11 to 15", 11, 15),
    ("16 to 17", 16, 17),
    ("18 to 20", 18, 20),
    ("21 to 30", 21, 30),
    ("31 to 40", 31, 40),
    ("41 to 50", 41, 50),
    ("51 and over", 51, 140),
)
LISTS = {
    "sector": (
        "Education",
        "Police",
        "Local authority",
        "Health",
        "Prison or HMPPS",
        "Probation",
        "Community",
        "Friends and family",
        "Home Office or immigration",
        "Other",
        "Unknown",
    ),
    "gender": ("Male", "Female", "Other or not specified"),
    "not_progressed": (
        "No counter-terrorism concern",
        "Another safeguarding route",
        "Police pursue it",
        "Not enough information",
        "Malicious, misguided or misinformed",
    ),
    "closing": (
        "Concerns removed or managed",
        "Risk much reduced",
        "Section 36 not met",
        "Not adopted by the panel",
        "Consent refused",
        "Consent withdrawn",
        "Did not engage",
        "Moved to other services",
        "Transferred to another area",
        "Police-led",
        "Custody or criminal justice",
        "Deceased",
        "Other",
    ),
    "support": (
        "Mentoring",
        "Ideological mentoring (approved provider only)",
        "Life skills",
        "Anger management",
        "Cognitive or behavioural therapy",
        "Constructive pursuits",
        "Education",
        "Careers",
        "Family support",
        "Health awareness",
        "Mental health",
        "Housing",
        "Drugs and alcohol",
    ),
}
#: words, group
CONCERNS_BEFORE = (
    ("Islamist", ""),
    ("Extreme right-wing", ""),
    ("Conflicted", "Mixed, unstable or unclear"),
    ("Incel", ""),
    ("School massacre", ""),
    ("Vulnerability but no ideology or risk", "No ideology"),
    ("High risk but no ideology", "No ideology"),
    ("No risk, vulnerability or ideology", "No ideology"),
    ("Other", ""),
    ("Unspecified", ""),
)
CONCERNS_SINCE = (
    ("No ideology", ""),
    ("Extreme right-wing", ""),
    ("Islamist", ""),
    ("Fascination with extreme violence or mass-casualty attacks", ""),
    ("Multiple or conflicted", ""),
    ("Left-wing, anarchist or single-issue", ""),
    ("Incel", ""),
    ("Other", ""),
)
SCALE = ["Not seen", "Slightly", "Partly", "Strongly"]
#: The framework with 22 factors (13, 6 and 3), in words of our own.
FACTORS = {
    "Engagement": (
        "Feels wronged or treated unjustly",
        "Feels under threat",
        "Looks for identity, meaning or belonging",
        "Wants standing",
        "Wants excitement or adventure",
        "Needs to dominate or control others",
        "Is easily led or taught what to think",
        "Wants political or moral change",
        "Takes part because the chance is there",
        "Family or friends take part",
        "Is at a turning point in life",
        "Is influenced or controlled by a group",
        "Mental health plays a part",
    ),
    "Intent": (
        "Is absorbed by a group, cause or ideology",
        "Thinks in “them and us”",
        "Sees others as less than human",
        "Holds views that excuse offending",
        "Accepts harm as a means to an end",
        "Pursues harmful aims",
    ),
    "Capability": (
        "Has knowledge or skills that could do harm",
        "Has access to networks, money or equipment",
        "Has a criminal past or criminal skills",
    ),
}
BASES = (
    "Public task: UK GDPR article 6(1)(e)",
    "Legal obligation: UK GDPR article 6(1)(c)",
    "Vital interests: UK GDPR article 6(1)(d)",
    "Safeguarding of children and individuals at risk: DPA 2018 schedule 1, paragraph 18",
    "Prevention and detection of crime: DPA 2018 schedule 2, paragraph 2",
    "Order of a court",
    "Asked for by the person themselves",
)
#: words, whether a comment is asked for
EXTENTS = (
    ("Not met", True),
    ("Partly met", True),
    ("Mostly met", True),
    ("Fully met", False),
)
#: area of control, standard, the numbers that show it
STANDARDS = (
    ("Leadership", "The authority names a chair and a deputy who are trained for it.", ()),
    ("Leadership", "Senior officers hear of the panel’s work at least once a year.", ()),
    ("Panel", "The panel meets as often as its cases need.", ("meetings", "live")),
    (
        "Panel",
        "The authority and the police are at every meeting that discusses a person.",
        ("meetings", "quorate"),
    ),
    (
        "Referrals",
        "Referrals are screened and brought to the panel without delay.",
        ("received", "screened", "to_panel"),
    ),
    (
        "Referrals",
        "People who are not adopted are considered for other help.",
        ("not_adopted", "alternative"),
    ),
    (
        "Support",
        "No support is arranged without consent.",
        ("consent_sought", "consent_given", "consent_refused", "consent_withdrawn"),
    ),
    ("Support", "Every adopted case has an assessment and a support plan in date.", ("adopted",)),
    (
        "After support",
        "Cases are closed with a report that gives the reason.",
        ("closed", "transfers_open"),
    ),
    (
        "After support",
        "Closed cases are reviewed after 6 and 12 months.",
        ("reviews_due", "reviews_on_time", "reviews_late", "reopened"),
    ),
    (
        "Records",
        "The panel’s records are complete, marked, and open only to those who need them.",
        ("glass", "glass_reviewed", "glass_late"),
    ),
    ("Records", "An agreement on sharing information is in force and was reviewed.", ()),
)
OWN = "The council's own to decide: "
#: kind, length, unit, begins, where it comes from
PERIODS = (
    ("supported", 6, "years", "ended", "Practice: at least six years after closing, reviewed then"),
    (
        "considered",
        6,
        "years",
        "ended",
        "Practice: at least six years after closing, reviewed then",
    ),
    ("below", 6, "years", "ended", "Practice: at least six years after closing, reviewed then"),
    (
        "not_progressed",
        2,
        "years",
        "ended",
        OWN + "shorter than for cases, proposed as 12 to 24 months",
    ),
    ("tokens", 6, "years", "ended", OWN + "no longer than the cases are kept"),
    ("draft", 30, "days", "kept", OWN + "time enough to finish a form"),
    ("backup", 35, "days", "kept", OWN + "must be how long backups are in truth kept"),
)


def seed(apps, schema_editor):
    """Add the first lists, bands, clocks, frameworks, standards and periods."""

    def add(model_name, **values):
        rows = apps.get_model("channel", model_name).objects.using(schema_editor.connection.alias)
        return rows.create(**values)

    for name, choices in LISTS.items():
        for place, words in enumerate(choices, 1):
            approved = words.startswith("Ideological mentoring")
            add(
                "Term",
                list=name,
                words=words,
                place=place,
                from_on=FROM,
                needs_approved_provider=approved,
            )
    for choices, begins, ends in ((CONCERNS_BEFORE, FROM, PCMT), (CONCERNS_SINCE, PCMT, None)):
        for place, (words, group) in enumerate(choices, 1):
            add(
                "Term",
                list="concern",
                words=words,
                group=group,
                place=place,
                from_on=begins,
                until_on=ends,
            )
    for place, words in enumerate(BASES, 1):
        add("Term", list="basis", words=words, place=place, from_on=FROM)
    for words, youngest, oldest in AGE_BANDS:
        add("AgeBand", words=words, youngest=youngest, oldest=oldest, from_on=FROM)
    for step, length, unit in CLOCKS:
        add("Clock", step=step, length=length, unit=unit, from_on=FROM)
    _frameworks(add)
    for place, (words, needs_comment) in enumerate(EXTENTS, 1):
        add("AssuranceExtent", words=words, place=place, needs_comment=needs_comment)
    for place, (area, words, evidence) in enumerate(STANDARDS, 1):
        add(
            "AssuranceStandard",
            area=area,
            place=place,
            words=words,
            from_on=FROM,
            evidence=list(evidence),
        )
    for kind, length, unit, begins, source in PERIODS:
        add(
            "RetentionRule",
            kind=kind,
            length=length,
            unit=unit,
            begins=begins,
            source=source,
            from_on=FROM,
        )


def _frameworks(add):
    vaf = add(
        "Framework",
        name="Vulnerability assessment framework",
        about="Twenty-two factors of engagement, intent and capability. The list is not closed: "
        "make a new version to add to it.",
        scale=SCALE,
        from_on=FROM,
    )
    place = 0
    for dimension, factors in FACTORS.items():
        for words in factors:
            place += 1
            add("Factor", framework=vaf, dimension=dimension, words=words, place=place)
    add(
        "Framework",
        name="Prevent assessment framework",
        about="Its items are not published: make a new version with those that you work with.",
        from_on=PAF_FROM,
    )


class Migration(migrations.Migration):
    dependencies = [("channel", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop), begin_history("channel")]
