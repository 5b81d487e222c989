"""Who may read what comes with a referral; and what may be known of cases that are not open to somebody."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import prevent_portal.sealed
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from ..policies import gate_function, gate_reads, keep_history, protect_by, protect_case_table

# Makes the tokens of a case anew, for who may write to it: also for the referral being taken in.
MATCH_BY = """
CREATE FUNCTION channel_match_by(at_case bigint, kinds text[], tokens bytea[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF at_case NOT IN (SELECT channel_open_cases('contribute_case')) THEN
        RAISE EXCEPTION 'the case is not open to this person' USING ERRCODE = '42501';
    END IF;
    DELETE FROM channel_matchtoken t WHERE t.case_id = at_case;
    INSERT INTO channel_matchtoken (case_id, kind, token)
    SELECT at_case, given.kind, given.token FROM unnest(kinds, tokens) AS given (kind, token);
END $$
"""

# Cases of a panel that share tokens, most kinds first: reference, dates, whether closed, which kinds.
# A case that is closed to the person acted for by a conflict is left out.
ALIKE = """
CREATE FUNCTION channel_alike(in_panels bigint[], wanted bytea[], before_on date, before bigint, most int)
RETURNS TABLE (case_id bigint, reference text, received_on date, is_closed boolean, kinds text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.id, c.reference, c.received_on,
           c.status IN ('not_progressed', 'closed', 'six_months', 'twelve_months', 'reviews_done'),
           array_agg(DISTINCT t.kind::text)
    FROM channel_matchtoken t JOIN channel_case c ON c.id = t.case_id
    WHERE t.token = ANY (wanted) AND c.panel_id = ANY (in_panels)
      AND (before IS NULL OR (c.received_on, c.id) < (before_on, before))
      AND NOT EXISTS (SELECT FROM channel_seat s WHERE s.case_id = c.id
                      AND s.user_id = (SELECT portal_actor()) AND s.conflict_at IS NOT NULL)
    GROUP BY c.id
    ORDER BY count(DISTINCT t.kind) DESC, c.received_on DESC, c.id DESC
    LIMIT most
$$
"""

# Earlier referrals to the same panel that look like a case, for who coordinates it: whether or not they are
# open to them, closed or not.
SIMILAR = """
CREATE FUNCTION channel_similar(at_case bigint, wanted bytea[])
RETURNS TABLE (case_id bigint, reference text, received_on date, is_closed boolean, kinds text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT a.* FROM channel_case c
    CROSS JOIN LATERAL channel_alike(ARRAY[c.panel_id], wanted, c.received_on, c.id, 20) a
    WHERE c.id = at_case
      AND c.panel_id IN (SELECT channel_open_panels('coordinator'))
      AND NOT EXISTS (SELECT FROM channel_seat s WHERE s.case_id = at_case
                      AND s.user_id = (SELECT portal_actor()) AND s.conflict_at IS NOT NULL)
$$
"""

# The same by a name that somebody typed, over the panels that the person acted for coordinates.
SEARCH = """
CREATE FUNCTION channel_search(wanted bytea[])
RETURNS TABLE (case_id bigint, reference text, received_on date, is_closed boolean, kinds text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT * FROM channel_alike(ARRAY(SELECT channel_open_panels('coordinator')), wanted, NULL, NULL, 20)
$$
"""

# How often a person was referred, and how many of those referrals are closed, as confirmed by somebody:
# two numbers, for who may read one of the cases.
TIMES = """
CREATE FUNCTION channel_times(at_case bigint) RETURNS TABLE (referred bigint, closed bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH RECURSIVE same (id) AS (
        SELECT at_case WHERE at_case IN (SELECT channel_open_cases('view_case'))
        UNION
        SELECT CASE WHEN l.case_id = same.id THEN l.earlier_id ELSE l.case_id END
        FROM same JOIN channel_sameperson l ON l.is_same AND same.id IN (l.case_id, l.earlier_id)
    )
    SELECT count(*), count(*) FILTER (
        WHERE c.status IN ('not_progressed', 'closed', 'six_months', 'twelve_months', 'reviews_done'))
    FROM same JOIN channel_case c ON c.id = same.id
$$
"""

# What somebody outside is told of referrals: those they sent; or those of their agency, for its single
# point of contact. No name, no content, and not where the case stands among those who work on it.
REFERRALS_OF = """
CREATE FUNCTION channel_referrals_of(whose text)
RETURNS TABLE (reference text, received_on date, progress text, feedback_on date, feedback_said text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.reference, c.received_on,
           CASE WHEN c.status = 'received' THEN 'Received'
                WHEN c.status IN ('screening', 'gathering', 'section_36') THEN 'Being looked at'
                ELSE 'Dealt with' END,
           r.feedback_on, CASE whose WHEN 'mine' THEN r.feedback_said ELSE '' END
    FROM channel_referral r
    JOIN channel_case c ON c.id = r.case_id
    JOIN prevent_portal_user u ON u.id = (SELECT portal_actor()) AND u.is_active
    WHERE CASE whose WHEN 'mine' THEN r.referred_by_id = u.id
                     WHEN 'service' THEN r.agency_id = u.agency_id AND 'spoc' = ANY (u.roles) END
    ORDER BY c.received_on DESC, c.id DESC
    LIMIT 1000
$$
"""

# The reference of a referral that a form was sent as, for who can name that form and its words: a keyed hash.
SENT_AS = """
CREATE FUNCTION channel_sent_as(form uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.reference FROM channel_referral r JOIN channel_case c ON c.id = r.case_id WHERE r.sent_as = form
$$
"""

OWN = "user_id = (SELECT portal_actor())"


class Migration(migrations.Migration):
    dependencies = [
        ("channel", "0003_seed"),
        ("prevent_portal", "0007_kept_answers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("name", prevent_portal.sealed.SealedText(max_length=255)),
                ("content", prevent_portal.sealed.SealedBytes(null=True)),
                ("ending", models.CharField(max_length=8)),
                ("size", models.PositiveIntegerField(help_text="Bytes")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "attested_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        help_text="When it was attested that nothing of section 38(5) is in it",
                    ),
                ),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("removed_because", prevent_portal.sealed.SealedText(blank=True, default="")),
            ],
            options={
                "ordering": ["case", "number"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.UUIDField(
                        help_text="What the key is bound to; the form's number", unique=True
                    ),
                ),
                ("wrapped", models.BinaryField()),
                ("version", models.PositiveSmallIntegerField(help_text="Of the master key")),
                (
                    "words",
                    prevent_portal.sealed.SealedText(help_text="The form as it was typed, as JSON"),
                ),
                (
                    "begun_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-saved_at"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HistoricalSamePerson",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("earlier_reference", models.CharField(max_length=16)),
                ("is_same", models.BooleanField()),
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
                "verbose_name": "historical same person",
                "verbose_name_plural": "historical same persons",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MatchToken",
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
                            ("name", "the name"),
                            ("alias", "another name they use"),
                            ("sound", "how the name sounds"),
                            ("initials", "initials and date of birth"),
                            ("forename", "forename and date of birth"),
                            ("surname", "surname and date of birth"),
                        ],
                        max_length=12,
                    ),
                ),
                ("token", models.BinaryField()),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SamePerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("earlier_reference", models.CharField(max_length=16)),
                ("is_same", models.BooleanField()),
                ("on", models.DateField()),
            ],
            options={
                "ordering": ["case", "earlier"],
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="case",
            name="police_told_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalcase",
            name="police_told_by",
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
            model_name="historicalreferral",
            name="feedback_by",
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
            model_name="historicalreferral",
            name="feedback_due_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="historicalreferral",
            name="feedback_said",
            field=models.CharField(
                blank=True,
                choices=[
                    ("thanked", "Thank you: your concern was looked at"),
                    ("more", "Thank you: we may need to ask you for more"),
                    ("elsewhere", "Thank you: another service is the right one, and has it"),
                    (
                        "keep_on",
                        "Thank you: carry on as you are, and refer again if anything changes",
                    ),
                    ("unreached", "We could not reach you"),
                ],
                default="",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="historicalreferral",
            name="sent_as",
            field=models.UUIDField(
                blank=True,
                db_index=True,
                help_text="The form and its words: sent twice, kept once",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="feedback_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="feedback_due_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="referral",
            name="feedback_said",
            field=models.CharField(
                blank=True,
                choices=[
                    ("thanked", "Thank you: your concern was looked at"),
                    ("more", "Thank you: we may need to ask you for more"),
                    ("elsewhere", "Thank you: another service is the right one, and has it"),
                    (
                        "keep_on",
                        "Thank you: carry on as you are, and refer again if anything changes",
                    ),
                    ("unreached", "We could not reach you"),
                ],
                default="",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="sent_as",
            field=models.UUIDField(
                blank=True,
                help_text="The form and its words: sent twice, kept once",
                null=True,
                unique=True,
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(fields=["referred_by"], name="channel_referral_by_referrer"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("police_told_at", None), ("police_told_by", None)),
                    models.Q(("police_told_at__isnull", False), ("police_told_by__isnull", False)),
                    _connector="OR",
                ),
                name="channel_case_shared_says_when_and_by_whom",
                violation_error_message="Say when the police were told, and by whom.",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("feedback_by", None), ("feedback_on", None), ("feedback_said", "")),
                    models.Q(
                        ("feedback_by__isnull", False),
                        ("feedback_on__isnull", False),
                        models.Q(("feedback_said", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="channel_referral_feedback_says_who_and_what",
                violation_error_message="Say when the referrer was told, by whom, and what.",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attachments",
                to="channel.case",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="removed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalsameperson",
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
            model_name="historicalsameperson",
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
            model_name="historicalsameperson",
            name="earlier",
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
            model_name="historicalsameperson",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="matchtoken",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tokens",
                to="channel.case",
            ),
        ),
        migrations.AddField(
            model_name="sameperson",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sameperson",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="same_person",
                to="channel.case",
            ),
        ),
        migrations.AddField(
            model_name="sameperson",
            name="earlier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="channel.case"
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(
                fields=("case", "number"), name="channel_attachment_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("content__isnull", False), ("removed_at", None), ("removed_by", None)
                    ),
                    models.Q(
                        ("content__isnull", True),
                        ("removed_at__isnull", False),
                        ("removed_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="channel_attachment_taken_out_says_who",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attachment",
            trigger=pgtrigger.compiler.Trigger(
                name="attachment_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="15ac5c72ae568d88d97b43d926e36a360c8affab",
                    operation="DELETE",
                    pgid="pgtrigger_attachment_stays_a8c63",
                    table="channel_attachment",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="matchtoken",
            index=models.Index(fields=["token", "case", "kind"], name="channel_token_alike"),
        ),
        migrations.AddConstraint(
            model_name="sameperson",
            constraint=models.UniqueConstraint(
                fields=("case", "earlier"),
                name="channel_sameperson_once_a_pair",
                violation_error_message="This was answered already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sameperson",
            constraint=models.CheckConstraint(
                condition=models.Q(("earlier", models.F("case")), _negated=True),
                name="channel_sameperson_of_another_case",
                violation_error_message="A referral is compared with others.",
            ),
        ),
        gate_reads("channel_referral", "channel_sameperson", write=["channel_matchtoken"]),
        migrations.RunSQL(
            "GRANT DELETE ON channel_matchtoken TO portal_gate", migrations.RunSQL.noop
        ),
        gate_function("channel_match_by(bigint, text[], bytea[])", MATCH_BY),
        gate_function("channel_alike(bigint[], bytea[], date, bigint, int)", ALIKE, called_by=None),
        gate_function("channel_similar(bigint, bytea[])", SIMILAR),
        gate_function("channel_search(bytea[])", SEARCH),
        gate_function("channel_times(bigint)", TIMES),
        gate_function("channel_referrals_of(text)", REFERRALS_OF),
        gate_function("channel_sent_as(uuid)", SENT_AS),
        protect_by(
            "channel_matchtoken",
            "case_id IN (SELECT channel_open_cases('coordinate_case'))",
            "false",
        ),
        protect_case_table("channel_sameperson", write="coordinate_case"),
        protect_case_table("channel_historicalsameperson", write="coordinate_case"),
        protect_case_table("channel_attachment"),
        protect_by("channel_draft", OWN, OWN),
        migrations.RunSQL(
            f"DROP POLICY may_remove ON channel_draft;"
            f"CREATE POLICY may_remove ON channel_draft FOR DELETE TO portal_app USING ({OWN})",
            "DROP POLICY may_remove ON channel_draft;"
            "CREATE POLICY may_remove ON channel_draft FOR DELETE TO portal_app USING (false)",
        ),
        keep_history("channel_historicalsameperson", "channel_attachment"),
        migrations.RunSQL(
            "REVOKE INSERT, UPDATE, DELETE ON channel_matchtoken FROM portal_app;"
            "GRANT UPDATE (content, removed_at, removed_by_id, removed_because)"
            " ON channel_attachment TO portal_app",
            migrations.RunSQL.noop,
        ),
    ]
