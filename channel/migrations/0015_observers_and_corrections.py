"""Observers read what is written for them; decisions are corrected, meetings told and cancelled, sharing chased."""

from importlib import import_module

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import prevent_portal.sealed
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from ..policies import (
    gate_function,
    gate_reads,
    history_in_ones_own_name,
    keep_history,
    protect_case_table,
    protect_panel_table,
    replaced,
)

before = import_module("channel.migrations.0008_after")

# What a wrongly recorded decision had moved is not counted: the correction says which events those are.
COUNTS = before.COUNTS.replace(
    "    WHERE e.kind = 'moved' AND e.moved_to <> ''\n",
    "    WHERE e.kind = 'moved' AND e.moved_to <> ''\n"
    "      AND NOT EXISTS (SELECT FROM channel_correction k\n"
    "                      WHERE k.case_id = e.case_id AND e.id = ANY (k.undone))\n",
)

# Whom a referral that was not shared with the police still waits for, whatever came of the case since: as
# `channel_due` says what else is due. While sharing it is the next step, it stands there.
UNSHARED = """
CREATE FUNCTION channel_unshared(day date)
RETURNS TABLE (reference text, step text, due_on date, user_id bigint, seat text, case_id bigint, request_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.reference::text, 'share', c.share_due_on, s.user_id, s.seat::text, c.id, NULL::bigint
    FROM channel_case c
    JOIN channel_seat s ON s.case_id = c.id AND s.seat IN ('chair', 'deputy', 'coordinator')
    JOIN prevent_portal_user u ON u.id = s.user_id AND u.is_active
    LEFT JOIN channel_membership m ON m.id = s.membership_id
    WHERE (SELECT portal_actor()) IS NULL AND c.police_told_at IS NULL AND c.not_shared_on IS NULL AND c.share_due_on <= day
      AND c.due_step <> 'share'
      AND s.conflict_at IS NULL AND s.begins_at <= statement_timestamp()
      AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
      AND (s.membership_id IS NULL OR channel_membership_in_force(m))
$$
"""

# A case comes with its first step, which is to share it: that day stays, also once another step is next.
SHARE_DUE = """
CREATE FUNCTION channel_share_due() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.due_step = 'share' THEN
        NEW.share_due_on := coalesce(NEW.share_due_on, NEW.due_on);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_share_due BEFORE INSERT ON channel_case
    FOR EACH ROW EXECUTE FUNCTION channel_share_due()
"""
NO_SHARE_DUE = """
DROP TRIGGER channel_share_due ON channel_case;
DROP FUNCTION channel_share_due()
"""
FILL_SHARE_DUE = """
UPDATE channel_case SET share_due_on = CASE WHEN due_step = 'share' THEN due_on ELSE received_on + 1 END
"""
# Who may observe a case opens what was written for them with its key; every other row stays closed to them.
KEY = """
DROP POLICY may_read ON channel_casekey;
CREATE POLICY may_read ON channel_casekey FOR SELECT TO portal_app
    USING (case_id IN (SELECT channel_open_cases('{grant}')))
"""


class Migration(migrations.Migration):
    dependencies = [
        ("channel", "0014_seats"),
        ("prevent_portal", "0009_secure"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("adopt", "Adopt, if consent is given"),
                            ("not_adopt", "Do not adopt"),
                            ("keep", "Keep in Channel"),
                            ("close", "Close"),
                            ("refer", "Refer elsewhere"),
                            ("ask", "Ask for information"),
                            ("no_concern", "No further concern"),
                            ("reopen", "Open the case again"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("unanimous", "All agreed"),
                            ("majority", "By majority"),
                            ("chair", "By the chair, there being no majority"),
                        ],
                        max_length=10,
                        verbose_name="how it was decided",
                    ),
                ),
                (
                    "dissent",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="who disagreed, and why"
                    ),
                ),
                (
                    "care_considered",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="referral to health or social care"
                    ),
                ),
                (
                    "asked",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="where to, or what is asked of whom"
                    ),
                ),
                (
                    "next_review_on",
                    models.DateField(blank=True, null=True, verbose_name="next review"),
                ),
                ("because", prevent_portal.sealed.SealedText(verbose_name="what was wrong")),
                (
                    "undone",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        help_text="Events of the case by which the wrong decision had moved it: not counted",
                        size=None,
                    ),
                ),
                ("on", models.DateField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HistoricalObserverText",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("words", prevent_portal.sealed.SealedText(verbose_name="what observers may read")),
                ("on", models.DateField()),
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
                "verbose_name": "historical observer text",
                "verbose_name_plural": "historical observer texts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MeetingMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
            ],
            options={
                "ordering": ["-on", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ObserverText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", prevent_portal.sealed.SealedText(verbose_name="what observers may read")),
                ("on", models.DateField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.RemoveConstraint(
            model_name="panelmeeting",
            name="channel_panelmeeting_once_at_a_time",
        ),
        migrations.AddField(
            model_name="case",
            name="not_shared_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="not_shared_on",
            field=models.DateField(
                blank=True, help_text="When it was decided that the police are not told", null=True
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="share_due_on",
            field=models.DateField(
                blank=True,
                help_text="By when the police were to be told; set as it is received",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="historicalcase",
            name="not_shared_by",
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
            model_name="historicalcase",
            name="not_shared_on",
            field=models.DateField(
                blank=True, help_text="When it was decided that the police are not told", null=True
            ),
        ),
        migrations.AddField(
            model_name="historicalcase",
            name="share_due_on",
            field=models.DateField(
                blank=True,
                help_text="By when the police were to be told; set as it is received",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="historicalpanelmeeting",
            name="cancelled_because",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="historicalpanelmeeting",
            name="papers_ready_at",
            field=models.DateTimeField(
                blank=True,
                help_text="Since when the members may read what the meeting is about",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="panelmeeting",
            name="cancelled_because",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="panelmeeting",
            name="papers_ready_at",
            field=models.DateTimeField(
                blank=True,
                help_text="Since when the members may read what the meeting is about",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="caseevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("referred", "Referral received"),
                    ("moved", "Moved on"),
                    ("noted", "Note added"),
                    ("changed", "Details changed"),
                    ("shared", "Shared"),
                    ("unshared", "Not shared with the police"),
                    ("seated", "Seat given"),
                    ("unseated", "Seat ended"),
                    ("conflict", "Conflict of interest declared"),
                    ("decided", "Decision"),
                    ("corrected", "Decision corrected"),
                    ("consent", "Consent"),
                    ("assessed", "Assessed"),
                    ("planned", "Support plan"),
                    ("supported", "Support"),
                    ("reviewed", "Reviewed"),
                    ("closed", "Closed"),
                    ("informed", "Somebody was told"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="historicalpanelmeeting",
            name="status",
            field=models.CharField(
                choices=[
                    ("planned", "Planned"),
                    ("open", "Under way"),
                    ("minuted", "Minuted"),
                    ("cancelled", "Cancelled"),
                ],
                default="planned",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="panelmeeting",
            name="status",
            field=models.CharField(
                choices=[
                    ("planned", "Planned"),
                    ("open", "Under way"),
                    ("minuted", "Minuted"),
                    ("cancelled", "Cancelled"),
                ],
                default="planned",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("not_shared_by", None), ("not_shared_on", None)),
                    models.Q(("not_shared_by__isnull", False), ("not_shared_on__isnull", False)),
                    _connector="OR",
                ),
                name="channel_case_not_shared_says_when_and_by_whom",
                violation_error_message="Say when it was decided not to share, and by whom.",
            ),
        ),
        migrations.AddConstraint(
            model_name="panelmeeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "cancelled"), _negated=True),
                fields=("panel", "on", "starts_at"),
                name="channel_panelmeeting_once_at_a_time",
                violation_error_message="The panel already meets at that time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="panelmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "cancelled"), _negated=True),
                    models.Q(("cancelled_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="channel_panelmeeting_cancelled_says_why",
                violation_error_message="Say why the meeting is cancelled.",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="channel.case",
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="minute",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="channel.minute",
            ),
        ),
        migrations.AddField(
            model_name="historicalobservertext",
            name="by",
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
            model_name="historicalobservertext",
            name="case",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="channel.case",
            ),
        ),
        migrations.AddField(
            model_name="historicalobservertext",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="meetingmessage",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="messages",
                to="channel.panelmeeting",
            ),
        ),
        migrations.AddField(
            model_name="meetingmessage",
            name="panel",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="channel.panel"
            ),
        ),
        migrations.AddField(
            model_name="meetingmessage",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="observertext",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="observertext",
            name="case",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="observer_text",
                to="channel.case",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9472470e89ec1901e6fe0b922f68e73c597a279d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_stays_aeead",
                    table="channel_correction",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingmessage",
            constraint=models.UniqueConstraint(
                fields=("user", "on"),
                name="channel_meetingmessage_one_a_day",
                violation_error_message="This person was written to today.",
            ),
        ),
        migrations.RunSQL(KEY.format(grant="observe_case"), KEY.format(grant="view_case")),
        *(
            protect_case_table(
                f"channel_{past}observertext", read="observe_case", write="coordinate_case"
            )
            for past in ("", "historical")
        ),
        protect_case_table("channel_correction", write="chair_case"),
        protect_panel_table("channel_meetingmessage"),
        keep_history(
            "channel_historicalobservertext", "channel_correction", "channel_meetingmessage"
        ),
        history_in_ones_own_name("channel_historicalobservertext"),
        gate_reads("channel_correction"),
        replaced(COUNTS, before.COUNTS),
        gate_function("channel_unshared(date)", UNSHARED),
        migrations.RunSQL(SHARE_DUE, NO_SHARE_DUE),
        migrations.RunSQL(FILL_SHARE_DUE, migrations.RunSQL.noop),
    ]
