"""Premises whose names are not published; audits found by their day; what networks block is watched."""

from django.conf import settings
from django.db import migrations, models

from prevent_portal.kept import note_changes


#: What the state of a network is counted from too (premises/kept.py).
NOW_WATCHED = (
    "premises_filtercategory",
    "premises_network_blocked",
    "premises_network_blocked_young",
)


class Migration(migrations.Migration):
    dependencies = [
        ("premises", "0002_venues"),
        ("prevent_portal", "0010_uploads"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalpremises",
            name="is_sensitive",
            field=models.BooleanField(default=False, verbose_name="sensitive"),
        ),
        migrations.AddField(
            model_name="historicalpremises",
            name="sensitive_because",
            field=models.TextField(blank=True, verbose_name="why it is sensitive"),
        ),
        migrations.AddField(
            model_name="premises",
            name="is_sensitive",
            field=models.BooleanField(default=False, verbose_name="sensitive"),
        ),
        migrations.AddField(
            model_name="premises",
            name="sensitive_because",
            field=models.TextField(blank=True, verbose_name="why it is sensitive"),
        ),
        migrations.AddIndex(
            model_name="premises",
            index=models.Index(
                condition=models.Q(("is_sensitive", True)), fields=["id"], name="premises_sensitive"
            ),
        ),
        migrations.AddIndex(
            model_name="premisesaudit",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True), ("state", "done")),
                fields=["on", "premises"],
                name="premises_audit_done",
            ),
        ),
        migrations.AddConstraint(
            model_name="premises",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_sensitive", False),
                    models.Q(("sensitive_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="premises_premises_sensitive_has_a_reason",
                violation_error_message="Say why its name is not to be published.",
            ),
        ),
        migrations.AddConstraint(
            model_name="premises",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_sensitive", False), ("takes_requests", False), _connector="OR"
                ),
                name="premises_premises_sensitive_is_not_offered",
                violation_error_message="The public form names what can be asked for: what is sensitive cannot be.",
            ),
        ),
        migrations.RunSQL(*note_changes("premises", NOW_WATCHED)),
    ]
