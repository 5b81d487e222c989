"""What every partnership begins with, to be changed on its pages: courses, the rule, kinds of setting, a scale."""

import datetime

from django.db import migrations

from prevent_portal.gate import begin_history

#: code, name, how it is taken, minutes, legacy (domain 2.2)
COURSES = (
    ("PREVENT_ELEARNING", "Prevent duty e-learning", "elearning", 45, True),
    ("WRAP", "Workshop to Raise Awareness of Prevent (WRAP)", "workshop", 90, True),
    ("ELEARN_AWARENESS", "Prevent awareness e-learning", "elearning", 40, False),
    ("ELEARN_REFERRALS", "Prevent referrals e-learning", "elearning", 40, False),
    ("ELEARN_CHANNEL", "Channel or PMAP e-learning", "elearning", 40, False),
    ("REFRESH_AWARENESS", "Prevent awareness refresher", "elearning", 30, False),
    ("REFRESH_REFERRALS", "Prevent referrals refresher", "elearning", 30, False),
    ("WRAP_TTT", "WRAP: training of trainers", "trainer", None, True),
    ("BRIEFING", "Prevent briefing", "briefing", None, False),
    ("MEMBER_SESSION", "Session for elected members", "briefing", None, False),
    ("HO_ELEARN_45", "General awareness e-learning of 45 minutes", "elearning", 45, True),
    ("PREVENT_AWARENESS_RECOGNITION", "Awareness and recognition", "workshop", None, False),
    ("ZAK_TTT", "Zak: training of trainers", "trainer", None, True),
    ("CHANNEL_DEVELOPMENT_DAY", "Development day of the Channel panel", "workshop", None, False),
    ("RISK_BRIEFING", "Briefing on local risk", "briefing", None, False),
    ("THEMATIC", "Thematic session", "workshop", None, False),
)
LEVELS = ("Front line worker", "Manager", "Senior manager", "Elected member")
#: Any of these is Prevent training for the headline.
HEADLINE = ("PREVENT_ELEARNING", "WRAP", "ELEARN_AWARENESS", "REFRESH_AWARENESS")
#: What was taken, and as what it counts.
COUNTS_AS = (
    ("HO_ELEARN_45", "ELEARN_AWARENESS"),
    ("PREVENT_ELEARNING", "ELEARN_AWARENESS"),
    ("REFRESH_AWARENESS", "ELEARN_AWARENESS"),
    ("REFRESH_REFERRALS", "ELEARN_REFERRALS"),
)
#: What is taken, and what before it.
BEFORE = (("ELEARN_REFERRALS", "ELEARN_AWARENESS"),)
#: Kinds that every partnership begins with, to be changed on their pages: name, trained people needed,
#: a trained lead, everybody, why they do not count (domain 2.2).
KINDS = (
    ("Maintained school", 1, True, False, ""),
    ("Academy", 1, True, False, ""),
    ("Independent school", 1, True, False, "Independent schools do not count towards the aim"),
    ("Early years setting", 1, False, False, ""),
    ("Supplementary school", 1, False, False, ""),
    ("Care home", 1, True, False, ""),
    ("Foster household", 0, False, True, ""),
    ("Contractor", 1, False, False, ""),
)
#: The first scale, to be changed or added to on its pages.
SCALE = "How sure people are, in five steps"
STEPS = ["Not at all sure", "A little sure", "Fairly sure", "Sure", "Very sure"]
QUESTIONS = [
    "How sure are you that you know what the Prevent duty asks of you?",
    "How sure are you that you would notice when somebody is being drawn into terrorism?",
    "How sure are you that you know whom to tell, and how?",
]
#: Before anything was known: what is told of a moment from its history (training/who.py) stood so from the first.
FROM_THE_FIRST = datetime.datetime(2015, 7, 1, tzinfo=datetime.UTC)


def seed(apps, schema_editor):
    """Courses with what counts as what; levels; the rule for everybody; kinds of setting; one scale."""

    def rows(model_name):
        return apps.get_model("training", model_name).objects.using(schema_editor.connection.alias)

    made = {
        code: rows("Course").create(
            code=code, name=name, route=route, minutes=minutes, is_legacy=old
        )
        for code, name, route, minutes, old in COURSES
    }
    for relation, pairs in (("counts_as", COUNTS_AS), ("prerequisites", BEFORE)):
        for code, other in pairs:
            getattr(made[code], relation).add(made[other])
    for position, name in enumerate(LEVELS, 1):
        rows("Level").create(name=name, position=position)
    rule = rows("Rule").create(
        name="Prevent training for everybody", due_months=6, renew_months=36, is_headline=True
    )
    rule.courses.set(made[code] for code in HEADLINE)
    for name, needed, lead, everybody, why in KINDS:
        rows("SettingKind").create(
            name=name,
            needs_trained=needed,
            needs_lead=lead,
            needs_everybody=everybody,
            left_out_because=why,
        )
    rows("EvaluationScale").create(name=SCALE, steps=STEPS, questions=QUESTIONS)


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial")]

    operations = [
        migrations.RunPython(seed, migrations.RunPython.noop),
        begin_history("training", at=FROM_THE_FIRST),
    ]
