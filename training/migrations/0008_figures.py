"""Counts are kept until the register changes: the triggers that say when it does."""

from django.db import migrations

from prevent_portal.kept import note_changes

#: What figures are counted from (training/kept.py).
WATCHED = (
    "prevent_portal_agency",
    "prevent_portal_person",
    "training_absence",
    "training_completion",
    "training_course_counts_as",
    "training_exemption",
    "training_groupmember",
    "training_level",
    "training_posting",
    "training_unit",
)


class Migration(migrations.Migration):
    dependencies = [
        ("prevent_portal", "0007_kept_answers"),
        ("training", "0007_extracts"),
    ]

    operations = [migrations.RunSQL(*note_changes("training", WATCHED))]
