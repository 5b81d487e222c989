"""Letters to managers answered by a link, decisions with the day they ended, photographs taken in once, measures kept."""

import django.db.models.deletion
import django.db.models.functions.datetime
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from prevent_portal.kept import note_changes


#: When decisions of before were opened again, as their history tells, and appeals ended with their booking.
ENDED = """
UPDATE premises_decision SET ended_on = past.day
FROM (
    SELECT id, min(history_date AT TIME ZONE 'Europe/London')::date AS day
    FROM premises_historicaldecision WHERE standing = 'opened' GROUP BY id
) AS past
WHERE past.id = premises_decision.id AND standing = 'opened'
  AND (NOT needs_sign_off OR signed_on IS NOT NULL);
UPDATE premises_appeal SET ended_on = booking.closed_on
FROM premises_booking AS booking
WHERE booking.id = booking_id AND booking.state = 'withdrawn' AND outcome = '';
"""


#: What measures, and what needs somebody, are counted from (premises/kept.py).
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
    "premises_filtertest",
    "premises_historicalagreement",
    "premises_historicalbooking",
    "premises_historicalnetwork",
    "premises_historicalpremises",
    "premises_historicalschoolfilter",
    "premises_itincident",
    "premises_managerletter",
    "premises_network",
    "premises_policyreview",
    "premises_premises",
    "premises_premisesaudit",
    "premises_premiseskind",
    "premises_schoolfilter",
    "premises_unblockrequest",
    "training_completion",
)
#: The gate forgets bookings by a function of its own, which the triggers note as any other change.
GATE_NOTES = """
GRANT INSERT ON prevent_portal_change TO portal_gate;
GRANT USAGE ON SEQUENCE prevent_portal_change_id_seq TO portal_gate;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("premises", "0001_premises"),
        ("prevent_portal", "0007_kept_answers"),
        ("training", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalManagerLink",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                (
                    "nonce",
                    models.UUIDField(
                        db_index=True, help_text="From this and the portal's key a token is made"
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        db_index=True, help_text="SHA-256 of the token", max_length=64
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("failed_because", models.CharField(blank=True, max_length=200)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("works_until", models.DateField()),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
            ],
            options={
                "verbose_name": "historical manager link",
                "verbose_name_plural": "historical manager links",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ManagerLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                (
                    "nonce",
                    models.UUIDField(
                        help_text="From this and the portal's key a token is made", unique=True
                    ),
                ),
                (
                    "digest",
                    models.CharField(help_text="SHA-256 of the token", max_length=64, unique=True),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("failed_because", models.CharField(blank=True, max_length=200)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("works_until", models.DateField()),
            ],
            options={
                "ordering": ["-pk"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="appeal",
            name="ended_on",
            field=models.DateField(
                blank=True, help_text="The booking was withdrawn before it was decided", null=True
            ),
        ),
        migrations.AddField(
            model_name="auditphoto",
            name="key",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="ended_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="historicalappeal",
            name="ended_on",
            field=models.DateField(
                blank=True, help_text="The booking was withdrawn before it was decided", null=True
            ),
        ),
        migrations.AddField(
            model_name="historicalauditphoto",
            name="key",
            field=models.UUIDField(db_index=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="historicaldecision",
            name="ended_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="historicalmanagerletter",
            name="answered_as",
            field=models.CharField(blank=True, max_length=200, verbose_name="answered by (post)"),
        ),
        migrations.AddField(
            model_name="historicalmanagerletter",
            name="answers",
            field=models.JSONField(
                blank=True,
                default=dict,
                editable=False,
                help_text="By the key of the question: value and words",
            ),
        ),
        migrations.AddField(
            model_name="historicalmanagerletter",
            name="checklist",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="premises.checklist",
            ),
        ),
        migrations.AddField(
            model_name="historicalmanagerletter",
            name="message",
            field=models.TextField(blank=True, verbose_name="what they are told"),
        ),
        migrations.AddField(
            model_name="historicalmanagerletter",
            name="way",
            field=models.CharField(
                choices=[
                    ("otherwise", "On paper, or in your own email"),
                    ("link", "By the portal, as a private link"),
                ],
                default="otherwise",
                max_length=9,
                verbose_name="how it goes",
            ),
        ),
        migrations.AddField(
            model_name="managerletter",
            name="answered_as",
            field=models.CharField(blank=True, max_length=200, verbose_name="answered by (post)"),
        ),
        migrations.AddField(
            model_name="managerletter",
            name="answers",
            field=models.JSONField(
                blank=True,
                default=dict,
                editable=False,
                help_text="By the key of the question: value and words",
            ),
        ),
        migrations.AddField(
            model_name="managerletter",
            name="checklist",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letters",
                to="premises.checklist",
            ),
        ),
        migrations.AddField(
            model_name="managerletter",
            name="message",
            field=models.TextField(blank=True, verbose_name="what they are told"),
        ),
        migrations.AddField(
            model_name="managerletter",
            name="way",
            field=models.CharField(
                choices=[
                    ("otherwise", "On paper, or in your own email"),
                    ("link", "By the portal, as a private link"),
                ],
                default="otherwise",
                max_length=9,
                verbose_name="how it goes",
            ),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(
                models.OrderBy(
                    models.Case(
                        models.When(
                            blanked_on__isnull=True,
                            state__in=["asked", "checking", "sign_off", "escalated", "appealed"],
                            then="decide_by_on",
                        ),
                        default=None,
                        output_field=models.DateField(),
                    ),
                    nulls_last=True,
                ),
                models.OrderBy(models.F("event_on"), descending=True),
                models.OrderBy(models.F("id")),
                name="premises_booking_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="appeal",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_on__isnull", True), ("outcome", ""), _connector="OR"),
                name="premises_appeal_ended_was_not_heard",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True), ("standing", "opened"), _connector="OR"
                ),
                name="premises_decision_ended_stands_no_more",
            ),
        ),
        migrations.AddField(
            model_name="historicalmanagerlink",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalmanagerlink",
            name="letter",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="premises.managerletter",
            ),
        ),
        migrations.AddField(
            model_name="historicalmanagerlink",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="managerlink",
            name="letter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="links",
                to="premises.managerletter",
            ),
        ),
        migrations.AddField(
            model_name="managerlink",
            name="made_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="managerlink",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revoked_at__isnull", True)),
                fields=("letter",),
                name="premises_managerlink_one_a_letter",
                violation_error_message="This letter already has a link.",
            ),
        ),
        migrations.AddIndex(
            model_name="premises",
            index=models.Index(fields=["agency", "name", "id"], name="premises_of_agency_by_name"),
        ),
        migrations.AddIndex(
            model_name="premises",
            index=models.Index(fields=["name", "id"], name="premises_by_name"),
        ),
        migrations.RunSQL(ENDED, migrations.RunSQL.noop),
        migrations.RunSQL(*note_changes("premises", WATCHED)),
        migrations.RunSQL(GATE_NOTES, migrations.RunSQL.noop),
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE ON premises_historicalmanagerlink FROM portal_app",
            migrations.RunSQL.noop,
        ),
    ]
