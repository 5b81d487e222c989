"""Counts are kept until plans and actions change: the triggers that say when they do."""

from django.db import migrations

from prevent_portal.kept import note_changes

#: What "how the work stands" is counted from (actions/tallies.py).
WATCHED = (
    "actions_action",
    "actions_action_agencies",
    "actions_evidence",
    "actions_objective",
    "actions_plan",
    "actions_progressupdate",
    "actions_theme",
    "actions_timescale",
)


class Migration(migrations.Migration):
    dependencies = [
        ("prevent_portal", "0007_kept_answers"),
        ("actions", "0013_figures_as_evidence"),
    ]

    operations = [migrations.RunSQL(*note_changes("actions", WATCHED))]
