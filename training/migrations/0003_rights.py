"""History that stays as it is, and what notes that the register changed."""

from django.db import migrations

from prevent_portal.gate import history_stays
from prevent_portal.kept import note_changes

#: What figures are counted from (training/kept.py), and told of a moment from its history (training/who.py).
WATCHED = (
    "prevent_portal_agency",
    "prevent_portal_person",
    "training_absence",
    "training_completion",
    "training_course_counts_as",
    "training_exemption",
    "training_groupmember",
    "training_historicalabsence",
    "training_historicalcourse",
    "training_historicalcourse_counts_as",
    "training_historicalexemption",
    "training_historicalgroupmember",
    "training_level",
    "training_posting",
    "training_unit",
)


class Migration(migrations.Migration):
    dependencies = [("training", "0002_seed"), ("prevent_portal", "0002_gate")]

    operations = [
        history_stays("training"),
        migrations.RunSQL(*note_changes("training", WATCHED)),
    ]
