"""What is written once, and what notes that plans and actions changed."""

from django.db import migrations

from prevent_portal.gate import application_may_not, history_stays
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
    dependencies = [("actions", "0002_seed"), ("prevent_portal", "0002_gate")]

    operations = [
        application_may_not("UPDATE, DELETE", "actions_incidententry", "actions_progressupdate"),
        history_stays("actions"),
        migrations.RunSQL(*note_changes("actions", WATCHED)),
    ]
