"""Panels meet: what they keep of it, who may read and write it, and what the gate does for them."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import prevent_portal.sealed
import simple_history.models
from django.conf import settings
from django.db import migrations, models


from ..policies import (
    gate_function,
    gate_reads,
    keep_history,
    protect_by,
    protect_case_table,
    protect_panel_table,
)

SEAT_MEMBERS = """
CREATE FUNCTION channel_seat_members(at_case bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE member record; seated bigint := 0;
BEGIN
    IF at_case NOT IN (SELECT channel_open_cases('coordinate_case')) THEN
        RAISE EXCEPTION 'only who coordinates a case gives seats at it' USING ERRCODE = '42501';
    END IF;
    FOR member IN
        SELECT m.user_id FROM channel_membership m
        JOIN channel_case c ON c.panel_id = m.panel_id
        JOIN prevent_portal_user u ON u.id = m.user_id AND u.is_active
        WHERE c.id = at_case AND m.seat = 'member' AND m.confirmed_at IS NOT NULL
          AND m.suspended_at IS NULL AND m.begins_at <= statement_timestamp()
          AND (m.ends_at IS NULL OR m.ends_at > statement_timestamp())
    LOOP
        PERFORM channel_seat_at(at_case, member.user_id, 'member', NULL);
        seated := seated + 1;
    END LOOP;
    RETURN seated;
END $$
"""

# A member's seat at a case lasts as long as its business: until it stands on no agenda that is still to be
# minuted, and nothing is left for that member to do.
UNSEAT_IDLE = """
CREATE FUNCTION channel_unseat_idle(at_case bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE ended bigint;
BEGIN
    UPDATE channel_seat s
    SET ends_at = statement_timestamp(), ended_because = 'The panel has no more business with the case'
    WHERE s.case_id = at_case AND s.seat = 'member' AND s.conflict_at IS NULL
      AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
      AND NOT EXISTS (
          SELECT FROM channel_caseaction a
          WHERE a.case_id = at_case AND a.owner_id = s.user_id AND a.done_on IS NULL)
      AND NOT EXISTS (
          SELECT FROM channel_agendaitem i JOIN channel_panelmeeting p ON p.id = i.meeting_id
          WHERE i.case_id = at_case AND i.removed_at IS NULL AND p.status <> 'minuted');
    GET DIAGNOSTICS ended = ROW_COUNT;
    RETURN ended;
END $$
"""

# Whoever may open a case may ask that those leave it who have nothing more to do with it.
END_BUSINESS = """
CREATE FUNCTION channel_end_business(at_case bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF at_case NOT IN (SELECT channel_open_cases('view_case')) THEN
        RAISE EXCEPTION 'the case is not open to this person' USING ERRCODE = '42501';
    END IF;
    RETURN channel_unseat_idle(at_case);
END $$
"""

# How much of a meeting is not dealt with, also of cases that are closed to who asks.
ITEMS_LEFT = """
CREATE FUNCTION channel_items_left(of_meeting bigint) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE undone bigint;
BEGIN
    SELECT count(*) INTO undone
    FROM channel_agendaitem i JOIN channel_panelmeeting p ON p.id = i.meeting_id
    WHERE i.meeting_id = of_meeting AND i.removed_at IS NULL AND i.done_at IS NULL
      AND p.panel_id IN (SELECT channel_open_panels('coordinator'));
    RETURN undone;
END $$
"""

# After a meeting is minuted: members leave its cases, also those that are closed to who finished it.
END_MEETING = """
CREATE FUNCTION channel_end_meeting(ended_meeting bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE item record; ended bigint := 0;
BEGIN
    FOR item IN
        SELECT i.case_id FROM channel_agendaitem i JOIN channel_panelmeeting p ON p.id = i.meeting_id
        WHERE p.id = ended_meeting AND p.status = 'minuted' AND i.case_id IS NOT NULL
          AND p.panel_id IN (SELECT channel_open_panels('coordinator'))
    LOOP
        ended := ended + channel_unseat_idle(item.case_id);
    END LOOP;
    RETURN ended;
END $$
"""

# How many open cases would be left without a chair or deputy who may open them, if a seat on the panel
# ended. Locks the cases, so that two who leave at once are counted one after the other.
LEFT_ALONE = """
CREATE FUNCTION channel_cases_left_alone(ending bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE m channel_membership; alone bigint;
BEGIN
    SELECT * INTO m FROM channel_membership WHERE channel_membership.id = ending;
    IF m.id IS NULL OR m.seat NOT IN ('chair', 'deputy') OR m.confirmed_at IS NULL THEN
        RETURN 0;
    END IF;
    IF NOT (m.panel_id IN (SELECT channel_open_panels('member'))
            OR channel_appoints('proposes') OR channel_appoints('confirms')) THEN
        RAISE EXCEPTION 'this person ends no seats here' USING ERRCODE = '42501';
    END IF;
    PERFORM FROM channel_case c WHERE c.panel_id = m.panel_id
        AND c.status NOT IN ('not_progressed', 'reviews_done') ORDER BY c.id FOR UPDATE;
    SELECT count(*) INTO alone
    FROM channel_seat s JOIN channel_case c ON c.id = s.case_id
    WHERE s.membership_id = m.id AND s.conflict_at IS NULL
      AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
      AND c.status NOT IN ('not_progressed', 'reviews_done')
      AND channel_chairs_left(c.id, m.user_id) = 0;
    RETURN alone;
END $$
"""


def _either(panel, case):
    """About a case, or else about the panel."""
    return (
        f"CASE WHEN case_id IS NULL THEN panel_id IN (SELECT channel_open_panels('{panel}'))"
        f" ELSE case_id IN (SELECT channel_open_cases('{case}')) END"
    )


def _policies():
    for past in ("", "historical"):
        for name in ("panelmeeting", "panelvisitor"):
            yield protect_panel_table(f"channel_{past}{name}")
        for name in ("agendaitem", "attendance"):
            yield protect_by(
                f"channel_{past}{name}",
                _either("member", "view_case"),
                _either("coordinator", "coordinate_case"),
            )
        yield protect_case_table(f"channel_{past}minute", write="coordinate_case")
        yield protect_case_table(f"channel_{past}caseaction")
        yield protect_by(
            f"channel_{past}clearance",
            "panel_id IN (SELECT channel_open_panels('chair'))",
            "panel_id IN (SELECT channel_open_panels('chair'))",
        )


_TABLES = (
    "panelmeeting",
    "panelvisitor",
    "agendaitem",
    "attendance",
    "minute",
    "caseaction",
    "clearance",
)


class Migration(migrations.Migration):
    dependencies = [
        ("channel", "0005_process"),
        ("prevent_portal", "0007_kept_answers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="historicalmembership",
            name="deputises_for",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="channel.membership",
            ),
        ),
        migrations.AddField(
            model_name="historicalpanel",
            name="quorum",
            field=models.PositiveSmallIntegerField(
                default=3,
                help_text="Of the seats of the panel; a deputy counts for the seat they stand in for. The Act itself asks for the council and the police (section 37)",
                validators=[django.core.validators.MinValueValidator(2)],
                verbose_name="how many must be there",
            ),
        ),
        migrations.AddField(
            model_name="historicalpanel",
            name="quorum_services",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=120),
                blank=True,
                default=list,
                help_text="As the members speak for them, one to a line. For example: children's social care",
                size=None,
                verbose_name="services that must be there",
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="deputises_for",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deputies",
                to="channel.membership",
            ),
        ),
        migrations.AddField(
            model_name="panel",
            name="quorum",
            field=models.PositiveSmallIntegerField(
                default=3,
                help_text="Of the seats of the panel; a deputy counts for the seat they stand in for. The Act itself asks for the council and the police (section 37)",
                validators=[django.core.validators.MinValueValidator(2)],
                verbose_name="how many must be there",
            ),
        ),
        migrations.AddField(
            model_name="panel",
            name="quorum_services",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=120),
                blank=True,
                default=list,
                help_text="As the members speak for them, one to a line. For example: children's social care",
                size=None,
                verbose_name="services that must be there",
            ),
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("new", "New case"),
                            ("review", "Review"),
                            ("after", "Review after closing"),
                            ("learning", "Learning"),
                            ("other", "Other business"),
                        ],
                        max_length=8,
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("words", models.CharField(blank=True, max_length=200)),
                ("notes", models.TextField(blank=True, verbose_name="what was said")),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "added_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("removed_because", models.CharField(blank=True, max_length=200)),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_items",
                        to="channel.case",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting", "place", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Clearance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "vetted_to",
                    models.CharField(blank=True, max_length=60, verbose_name="vetting held"),
                ),
                ("vetted_until", models.DateField(blank=True, null=True)),
                (
                    "signed_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="confidentiality agreement signed on"
                    ),
                ),
                (
                    "membership",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clearance",
                        to="channel.membership",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HistoricalClearance",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "vetted_to",
                    models.CharField(blank=True, max_length=60, verbose_name="vetting held"),
                ),
                ("vetted_until", models.DateField(blank=True, null=True)),
                (
                    "signed_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="confidentiality agreement signed on"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.membership",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical clearance",
                "verbose_name_plural": "historical clearances",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMinute",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("summary", prevent_portal.sealed.SealedText(blank=True, verbose_name="summary")),
                ("risk", prevent_portal.sealed.SealedText(blank=True, verbose_name="risk")),
                (
                    "changed",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="what changed since the last panel"
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
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
                        blank=True,
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
                ("decided_on", models.DateField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.agendaitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical minute",
                "verbose_name_plural": "historical minutes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPanelMeeting",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                ("starts_at", models.TimeField(verbose_name="begins at")),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        help_text="A room, or the address of a call",
                        max_length=300,
                        verbose_name="place or link",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("open", "Under way"),
                            ("minuted", "Minuted"),
                        ],
                        default="planned",
                        max_length=8,
                    ),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("minuted_at", models.DateTimeField(blank=True, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "minuted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical panel meeting",
                "verbose_name_plural": "historical panel meetings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Minute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("summary", prevent_portal.sealed.SealedText(blank=True, verbose_name="summary")),
                ("risk", prevent_portal.sealed.SealedText(blank=True, verbose_name="risk")),
                (
                    "changed",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="what changed since the last panel"
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
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
                        blank=True,
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
                ("decided_on", models.DateField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="channel.case",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minute",
                        to="channel.agendaitem",
                    ),
                ),
            ],
            options={
                "ordering": ["-decided_on", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HistoricalCaseAction",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("words", prevent_portal.sealed.SealedText(verbose_name="what is to be done")),
                ("due_on", models.DateField(verbose_name="by when")),
                ("given_on", models.DateField()),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "done_words",
                    prevent_portal.sealed.SealedText(blank=True, verbose_name="what was done"),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "minute",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.minute",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical case action",
                "verbose_name_plural": "historical case actions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="CaseAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", prevent_portal.sealed.SealedText(verbose_name="what is to be done")),
                ("due_on", models.DateField(verbose_name="by when")),
                ("given_on", models.DateField()),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "done_words",
                    prevent_portal.sealed.SealedText(blank=True, verbose_name="what was done"),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_actions",
                        to="channel.case",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "minute",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_actions",
                        to="channel.minute",
                    ),
                ),
            ],
            options={
                "ordering": [models.OrderBy(models.F("done_on"), nulls_first=True), "due_on", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PanelMeeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                ("starts_at", models.TimeField(verbose_name="begins at")),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        help_text="A room, or the address of a call",
                        max_length=300,
                        verbose_name="place or link",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("open", "Under way"),
                            ("minuted", "Minuted"),
                        ],
                        default="planned",
                        max_length=8,
                    ),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("minuted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "minuted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="channel.panel",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HistoricalPanelVisitor",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("organisation", models.CharField(max_length=200)),
                ("purpose", models.CharField(max_length=400, verbose_name="why they come")),
                (
                    "signed_on",
                    models.DateField(
                        help_text="They sign before they come",
                        verbose_name="confidentiality agreement signed on",
                    ),
                ),
                (
                    "agreed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.panelmeeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical panel visitor",
                "verbose_name_plural": "historical panel visitors",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAttendance",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("present", "Present"),
                            ("apologies", "Sent apologies"),
                            ("absent", "Absent"),
                        ],
                        max_length=10,
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Theirs on that day",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="prevent_portal.agency",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.membership",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.panelmeeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical attendance",
                "verbose_name_plural": "historical attendances",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAgendaItem",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("new", "New case"),
                            ("review", "Review"),
                            ("after", "Review after closing"),
                            ("learning", "Learning"),
                            ("other", "Other business"),
                        ],
                        max_length=8,
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("words", models.CharField(blank=True, max_length=200)),
                ("notes", models.TextField(blank=True, verbose_name="what was said")),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "added_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("removed_because", models.CharField(blank=True, max_length=200)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.panelmeeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical agenda item",
                "verbose_name_plural": "historical agenda items",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("present", "Present"),
                            ("apologies", "Sent apologies"),
                            ("absent", "Absent"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        help_text="Theirs on that day",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prevent_portal.agency",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="channel.case",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.membership",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="channel.panelmeeting",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="channel.panelmeeting",
            ),
        ),
        migrations.CreateModel(
            name="PanelVisitor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("organisation", models.CharField(max_length=200)),
                ("purpose", models.CharField(max_length=400, verbose_name="why they come")),
                (
                    "signed_on",
                    models.DateField(
                        help_text="They sign before they come",
                        verbose_name="confidentiality agreement signed on",
                    ),
                ),
                (
                    "agreed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visitors",
                        to="channel.panelmeeting",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="minute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("decided_on", None)),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("decided_on__isnull", False),
                        models.Q(("decision", ""), _negated=True),
                        models.Q(("how", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="channel_minute_decided_says_what_how_and_who",
                violation_error_message="Say what was decided, and how.",
            ),
        ),
        migrations.AddIndex(
            model_name="caseaction",
            index=models.Index(fields=["owner", "done_on"], name="channel_action_by_owner"),
        ),
        migrations.AddConstraint(
            model_name="caseaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_by", None), ("done_on", None)),
                    models.Q(("done_by__isnull", False), ("done_on__isnull", False)),
                    _connector="OR",
                ),
                name="channel_caseaction_done_says_who",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseaction",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("given_on"))),
                name="channel_caseaction_due_after_it_is_given",
                violation_error_message="The day must not be before today.",
            ),
        ),
        migrations.AddConstraint(
            model_name="panelmeeting",
            constraint=models.UniqueConstraint(
                fields=("panel", "on", "starts_at"),
                name="channel_panelmeeting_once_at_a_time",
                violation_error_message="The panel already meets at that time.",
            ),
        ),
        migrations.AddConstraint(
            model_name="panelmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "minuted"), _negated=True),
                    models.Q(("minuted_at__isnull", False), ("minuted_by__isnull", False)),
                    _connector="OR",
                ),
                name="channel_panelmeeting_minuted_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                fields=("meeting", "user", "case"),
                name="channel_attendance_once",
                nulls_distinct=False,
                violation_error_message="This person is on the list already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case", None), ("membership__isnull", False)),
                    models.Q(("case__isnull", False), ("membership", None)),
                    _connector="OR",
                ),
                name="channel_attendance_sits_or_is_invited",
            ),
        ),
        migrations.AddIndex(
            model_name="agendaitem",
            index=models.Index(fields=["case", "-id"], name="channel_agenda_by_case"),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at", None)),
                fields=("meeting", "case"),
                name="channel_agendaitem_case_once_a_meeting",
                violation_error_message="This case is on the agenda already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("case__isnull", False), ("kind__in", ["new", "review", "after"])),
                    models.Q(("case", None), ("kind__in", ["learning", "other"])),
                    _connector="OR",
                ),
                name="channel_agendaitem_is_of_a_case_or_not",
            ),
        ),
        # Who may read and write all this, and what the gate does for it.
        gate_reads("channel_panelmeeting", "channel_agendaitem", "channel_caseaction"),
        gate_function("channel_seat_members(bigint)", SEAT_MEMBERS),
        gate_function("channel_unseat_idle(bigint)", UNSEAT_IDLE, called_by=None),
        gate_function("channel_end_business(bigint)", END_BUSINESS),
        gate_function("channel_items_left(bigint)", ITEMS_LEFT),
        gate_function("channel_end_meeting(bigint)", END_MEETING),
        gate_function("channel_cases_left_alone(bigint)", LEFT_ALONE),
        *_policies(),
        keep_history(*(f"channel_historical{name}" for name in _TABLES)),
    ]
