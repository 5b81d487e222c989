"""What every partnership begins with, to be changed on its pages; and history that stays as it is."""

from django.db import migrations

TABLES = """
    training_historicalcourse, training_historicalcourse_counts_as, training_historicallevel,
    training_historicalrule, training_historicalrule_courses, training_historicalrule_levels,
    training_historicaltrainingimport, training_historicalunit
"""

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
)
LEVELS = ("Front line worker", "Manager", "Senior manager", "Elected member")
#: Any of these is Prevent training for the headline.
HEADLINE = ("PREVENT_ELEARNING", "WRAP", "ELEARN_AWARENESS", "REFRESH_AWARENESS")


def seed(apps, schema_editor):
    """Courses, levels and the rule for everybody: within 6 months of joining, then every 36."""
    course = apps.get_model("training", "Course")
    level = apps.get_model("training", "Level")
    made = {
        code: course.objects.create(
            code=code, name=name, route=route, minutes=minutes, is_legacy=old
        )
        for code, name, route, minutes, old in COURSES
    }
    for position, name in enumerate(LEVELS, 1):
        level.objects.create(name=name, position=position)
    rule = apps.get_model("training", "Rule").objects.create(
        name="Prevent training for everybody", due_months=6, renew_months=36, is_headline=True
    )
    rule.courses.set(made[code] for code in HEADLINE)


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial")]

    operations = [
        migrations.RunPython(seed, migrations.RunPython.noop),
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON {TABLES} FROM portal_app", migrations.RunSQL.noop
        ),
    ]
