"""What every partnership begins with, to be changed on its pages: lists, age bands, and clocks.

The values are those of practice (domain: time limits, enumerations); only the reviews at 6 and 12 months
after closing are fixed.
"""

import datetime

from django.db import migrations

FROM = datetime.date(2015, 7, 1)  # the Channel duty is in force
PCMT = datetime.date(2024, 5, 1)  # the national tracker brought other types of concern

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


def seed(apps, schema_editor):
    """Add the first lists, bands and clocks."""
    term = apps.get_model("channel", "Term")
    rows = [
        term(list=name, words=words, place=place, from_on=FROM)
        for name, choices in LISTS.items()
        for place, words in enumerate(choices, 1)
    ]
    for choices, begins, ends in (
        (CONCERNS_BEFORE, FROM, PCMT),
        (CONCERNS_SINCE, PCMT, None),
    ):
        rows += [
            term(
                list="concern",
                words=words,
                group=group,
                place=place,
                from_on=begins,
                until_on=ends,
            )
            for place, (words, group) in enumerate(choices, 1)
        ]
    for row in rows:
        row.save()
    for words, youngest, oldest in AGE_BANDS:
        apps.get_model("channel", "AgeBand").objects.create(
            words=words, youngest=youngest, oldest=oldest, from_on=FROM
        )
    for step, length, unit in CLOCKS:
        apps.get_model("channel", "Clock").objects.create(
            step=step, length=length, unit=unit, from_on=FROM
        )


class Migration(migrations.Migration):
    dependencies = [("channel", "0002_gate")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
