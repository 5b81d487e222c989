"""The way from the referral to the panel, who may read what belongs to it, and what the gate does for who answers."""

import datetime
import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import prevent_portal.sealed
import simple_history.models
from django.conf import settings
from django.db import migrations, models


from ..policies import gate_function, gate_reads, keep_history, protect_by, protect_case_table

TAKES_ANSWERS = """
CREATE FUNCTION channel_takes_answers(status text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
    SELECT status NOT IN ('not_progressed', 'closed', 'six_months', 'twelve_months', 'reviews_done')
$$
"""

# What the gate says of a request to the person who is named on it, and to nobody else: while they work for
# the agency that was asked, can sign in, and have declared no conflict at the case.
REQUEST_STATE = """
CREATE FUNCTION channel_request_state(wanted bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT CASE
        WHEN r.answered_on IS NOT NULL THEN 'answered'
        WHEN r.withdrawn_on IS NOT NULL THEN 'withdrawn'
        WHEN NOT channel_takes_answers(c.status) THEN 'closed'
        ELSE 'open' END
    FROM channel_informationrequest r
    JOIN channel_case c ON c.id = r.case_id
    JOIN prevent_portal_user u ON u.id = r.answerer_id
    WHERE r.id = wanted AND r.answerer_id = (SELECT portal_actor())
      AND u.is_active AND u.agency_id = r.agency_id
      AND NOT EXISTS (SELECT FROM channel_seat s WHERE s.case_id = r.case_id
                      AND s.user_id = r.answerer_id AND s.conflict_at IS NOT NULL)
$$
"""

ASKED_OF_ME = """
CREATE FUNCTION channel_asked_of_me() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT r.id FROM channel_informationrequest r
    WHERE r.answerer_id = (SELECT portal_actor())
      AND r.answered_on IS NULL AND r.withdrawn_on IS NULL
      AND channel_request_state(r.id) = 'open'
$$
"""

# The key of the case that a request belongs to, as it is wrapped, for as long as the request is open: it
# opens the request's words, and no other row of the case answers to this person.
REQUEST_KEY = """
CREATE FUNCTION channel_request_key(wanted bigint) RETURNS TABLE (name uuid, wrapped bytea, version int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT k.name, k.wrapped, k.version::int
    FROM channel_informationrequest r JOIN channel_casekey k ON k.case_id = r.case_id
    WHERE r.id = wanted AND channel_request_state(wanted) = 'open'
$$
"""

# Takes an answer if the request is still open once its case is held: then nobody closes the case, withdraws
# the request or answers it beside this.
ANSWER = """
CREATE FUNCTION channel_answer(wanted bigint, nil boolean, said bytea, answered date, noted bytea)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE state text; of_case bigint;
BEGIN
    SELECT r.case_id INTO of_case FROM channel_informationrequest r WHERE r.id = wanted;
    PERFORM FROM channel_case c WHERE c.id = of_case FOR UPDATE;
    PERFORM FROM channel_informationrequest r WHERE r.id = wanted FOR UPDATE;
    EXECUTE 'SELECT channel_request_state($1)' INTO state USING wanted;
    IF state IS DISTINCT FROM 'open' THEN
        RETURN state;
    END IF;
    INSERT INTO channel_informationanswer (case_id, request_id, is_nil, words, "on", by_id)
    VALUES (of_case, wanted, nil, said, answered, portal_actor());
    UPDATE channel_informationrequest r SET answered_on = answered WHERE r.id = wanted;
    INSERT INTO channel_caseevent (case_id, kind, "on", words, by_id)
    VALUES (of_case, 'noted', answered, noted, portal_actor());
    RETURN 'open';
END $$
"""

# Everything of Channel that falls due by a day, and whose list it stands in: references, steps, days and
# users, and no more. A case is its officers'; a request for information its answerer's, by its own number.
DUE = """
CREATE FUNCTION channel_due(day date)
RETURNS TABLE (reference text, step text, due_on date, user_id bigint, seat text, case_id bigint, request_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.reference::text, c.due_step::text, c.due_on, s.user_id, s.seat::text, c.id, NULL::bigint
    FROM channel_case c
    JOIN channel_seat s ON s.case_id = c.id AND s.seat IN ('chair', 'deputy', 'coordinator')
    JOIN prevent_portal_user u ON u.id = s.user_id AND u.is_active
    LEFT JOIN channel_membership m ON m.id = s.membership_id
    WHERE c.due_on <= day AND c.status NOT IN ('not_progressed', 'reviews_done')
      AND s.conflict_at IS NULL AND s.begins_at <= statement_timestamp()
      AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
      AND (m.id IS NULL OR m.confirmed_at IS NOT NULL AND m.suspended_at IS NULL
           AND m.begins_at <= statement_timestamp()
           AND (m.ends_at IS NULL OR m.ends_at > statement_timestamp()))
    UNION ALL
    SELECT 'Request ' || r.id, 'answer', r.due_on, r.answerer_id, 'answerer', NULL, r.id
    FROM channel_informationrequest r
    JOIN channel_case c ON c.id = r.case_id
    JOIN prevent_portal_user u ON u.id = r.answerer_id AND u.is_active AND u.agency_id = r.agency_id
    WHERE r.due_on <= day AND r.answered_on IS NULL AND r.withdrawn_on IS NULL
      AND channel_takes_answers(c.status)
      AND NOT EXISTS (SELECT FROM channel_seat s WHERE s.case_id = c.id
                      AND s.user_id = r.answerer_id AND s.conflict_at IS NOT NULL)
    ORDER BY 3, 1, 4
$$
"""

#: Written once, by who coordinates the case.
ONCE = ["deconfliction", "gatewayassessment", "thresholddecision", "section36decision"]


class Migration(migrations.Migration):
    dependencies = [
        ("channel", "0004_refer"),
        ("prevent_portal", "0007_kept_answers"),
        ("prevent_portal", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="InformationRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked", prevent_portal.sealed.SealedText(verbose_name="what is asked")),
                (
                    "shared_name",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="name, as far as it is shared"
                    ),
                ),
                (
                    "shared_birth",
                    prevent_portal.sealed.SealedDate(
                        blank=True, null=True, verbose_name="date of birth, if it is shared"
                    ),
                ),
                ("sent_on", models.DateField()),
                ("due_on", models.DateField()),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("withdrawn_because", prevent_portal.sealed.SealedText(blank=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prevent_portal.agency",
                    ),
                ),
                (
                    "answerer",
                    models.ForeignKey(
                        help_text="Who answers for the agency, signed in, and sees this request alone",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="channel.case",
                    ),
                ),
                (
                    "repeats",
                    models.ForeignKey(
                        blank=True,
                        help_text="The earlier request that is asked again",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.informationrequest",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["answerer", "due_on"], name="channel_request_by_answerer")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_on", None), ("withdrawn_on", None)),
                        fields=("case", "agency"),
                        name="channel_informationrequest_one_open_for_an_agency",
                        violation_error_message="This agency has been asked already, and has not answered yet.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_on", None), ("withdrawn_on", None), _connector="OR"
                        ),
                        name="channel_informationrequest_answered_or_withdrawn",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("sent_on"))),
                        name="channel_informationrequest_is_due_after_it_is_sent",
                        violation_error_message="The day by which to answer must not be before it is asked.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_by", None), ("withdrawn_on", None)),
                            models.Q(
                                ("withdrawn_by__isnull", False), ("withdrawn_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="channel_informationrequest_withdrawn_says_who",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AlternativePathway",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", prevent_portal.sealed.SealedText(verbose_name="what help")),
                (
                    "to_whom",
                    prevent_portal.sealed.SealedText(
                        max_length=400, verbose_name="to whom the person was referred"
                    ),
                ),
                ("began_on", models.DateField()),
                ("due_on", models.DateField(help_text="By when its outcome is to be known")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("taken_up", "The help was taken up"),
                            ("not_taken_up", "The help was not taken up"),
                            ("concern", "A concern about radicalisation has come up again"),
                            ("not_known", "Nobody could say"),
                        ],
                        max_length=16,
                    ),
                ),
                ("outcome_words", prevent_portal.sealed.SealedText(blank=True)),
                ("outcome_on", models.DateField(blank=True, null=True)),
                (
                    "began_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pathways",
                        to="channel.case",
                    ),
                ),
                (
                    "outcome_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-began_on", "-pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("outcome_on", None)),
                        fields=("case",),
                        name="channel_alternativepathway_one_at_a_time",
                        violation_error_message="Record the outcome of the pathway that is open first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), ("outcome_by", None), ("outcome_on", None)),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                ("outcome_by__isnull", False),
                                ("outcome_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="channel_alternativepathway_outcome_says_when_and_who",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Deconfliction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("clear", "Clear"),
                            ("not_clear", "Not clear"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "on",
                    models.DateField(
                        help_text="The day of the answer, or of the question while it is pending"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deconflictions",
                        to="channel.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="GatewayAssessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "conclusion",
                    models.CharField(
                        choices=[
                            ("concern", "There may be a concern about radicalisation"),
                            ("unclear", "Not clear without more information"),
                            ("no_concern", "No concern about radicalisation"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", prevent_portal.sealed.SealedText(verbose_name="why")),
                ("on", models.DateField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gateway_assessments",
                        to="channel.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HistoricalAlternativePathway",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("what", prevent_portal.sealed.SealedText(verbose_name="what help")),
                (
                    "to_whom",
                    prevent_portal.sealed.SealedText(
                        max_length=400, verbose_name="to whom the person was referred"
                    ),
                ),
                ("began_on", models.DateField()),
                ("due_on", models.DateField(help_text="By when its outcome is to be known")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("taken_up", "The help was taken up"),
                            ("not_taken_up", "The help was not taken up"),
                            ("concern", "A concern about radicalisation has come up again"),
                            ("not_known", "Nobody could say"),
                        ],
                        max_length=16,
                    ),
                ),
                ("outcome_words", prevent_portal.sealed.SealedText(blank=True)),
                ("outcome_on", models.DateField(blank=True, null=True)),
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
                    "began_by",
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
                    "outcome_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical alternative pathway",
                "verbose_name_plural": "historical alternative pathways",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalInformationRequest",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("asked", prevent_portal.sealed.SealedText(verbose_name="what is asked")),
                (
                    "shared_name",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="name, as far as it is shared"
                    ),
                ),
                (
                    "shared_birth",
                    prevent_portal.sealed.SealedDate(
                        blank=True, null=True, verbose_name="date of birth, if it is shared"
                    ),
                ),
                ("sent_on", models.DateField()),
                ("due_on", models.DateField()),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("withdrawn_because", prevent_portal.sealed.SealedText(blank=True)),
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
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="prevent_portal.agency",
                    ),
                ),
                (
                    "answerer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Who answers for the agency, signed in, and sees this request alone",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "sent_by",
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
                    "withdrawn_by",
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
                    "repeats",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The earlier request that is asked again",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.informationrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical information request",
                "verbose_name_plural": "historical information requests",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="InformationAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_nil", models.BooleanField()),
                ("words", prevent_portal.sealed.SealedText(blank=True)),
                ("on", models.DateField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="channel.case",
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="channel.informationrequest",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Section36Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decided_by",
                    models.CharField(
                        choices=[
                            ("police", "The chief officer of police"),
                            ("authority", "A local authority"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "decider",
                    prevent_portal.sealed.SealedText(
                        max_length=300, verbose_name="who decided, and in what post"
                    ),
                ),
                ("is_met", models.BooleanField(verbose_name="there are reasonable grounds")),
                (
                    "grounds",
                    prevent_portal.sealed.SealedText(
                        verbose_name="the grounds, or why there are none"
                    ),
                ),
                ("on", models.DateField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="section_36_decisions",
                        to="channel.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", "police"),
                            ("on__gte", datetime.date(2019, 4, 12)),
                            _connector="OR",
                        ),
                        name="channel_section36decision_authorities_since_april_2019",
                        violation_error_message="A local authority may decide since 12 April 2019 only; before that day the chief officer of police did.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ThresholdDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decided",
                    models.CharField(
                        choices=[
                            ("gather", "Information is gathered"),
                            ("not_progressed", "Not progressed"),
                            ("closed", "Closed below the threshold"),
                        ],
                        max_length=16,
                    ),
                ),
                ("words", prevent_portal.sealed.SealedText(blank=True)),
                ("on", models.DateField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threshold_decisions",
                        to="channel.case",
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.term",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided", "gather"), ("reason", None)),
                            models.Q(
                                ("decided__in", ["not_progressed", "closed"]),
                                ("reason__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="channel_thresholddecision_ends_with_a_reason",
                        violation_error_message="Say why the case goes no further.",
                    )
                ],
            },
        ),
        migrations.AlterModelOptions(
            name="ageband",
            options={
                "default_permissions": (),
                "ordering": ["from_on", "youngest"],
                "verbose_name": "age band",
            },
        ),
        migrations.AlterModelOptions(
            name="clock",
            options={
                "default_permissions": (),
                "ordering": ["step", "-from_on"],
                "verbose_name": "time limit",
            },
        ),
        migrations.AlterModelOptions(
            name="historicalclock",
            options={
                "get_latest_by": ("history_date", "history_id"),
                "ordering": ("-history_date", "-history_id"),
                "verbose_name": "historical time limit",
                "verbose_name_plural": "historical time limits",
            },
        ),
        migrations.AlterModelOptions(
            name="historicalterm",
            options={
                "get_latest_by": ("history_date", "history_id"),
                "ordering": ("-history_date", "-history_id"),
                "verbose_name": "historical choice of a list",
                "verbose_name_plural": "historical choice of a lists",
            },
        ),
        migrations.AlterModelOptions(
            name="term",
            options={
                "default_permissions": (),
                "ordering": ["list", "place", "words"],
                "verbose_name": "choice of a list",
            },
        ),
        migrations.AddField(
            model_name="ageband",
            name="closed_because",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="ageband",
            name="closed_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="clock",
            name="closed_because",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="clock",
            name="closed_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="historicalageband",
            name="closed_because",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="historicalageband",
            name="closed_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="historicalclock",
            name="closed_because",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="historicalclock",
            name="closed_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="historicalterm",
            name="closed_because",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="historicalterm",
            name="closed_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="term",
            name="closed_because",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="term",
            name="closed_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="ageband",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_because", ""), ("closed_on__isnull", True)),
                    models.Q(
                        ("closed_on__isnull", False),
                        models.Q(("closed_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="channel_ageband_closing_has_a_reason",
                violation_error_message="Say why it is closed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ageband",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (
                        models.Func(
                            models.F("youngest"),
                            models.F("oldest"),
                            models.Value("[]"),
                            function="int4range",
                        ),
                        "&&",
                    ),
                    (
                        models.Func(
                            models.F("from_on"),
                            models.F("until_on"),
                            models.Value("[)"),
                            function="daterange",
                        ),
                        "&&",
                    ),
                ],
                name="channel_ageband_no_age_in_two",
                violation_error_message="Another band holds some of these ages on some of these days.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ageband",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until_on", None), ("until_on__gt", models.F("from_on")), _connector="OR"
                ),
                name="channel_ageband_ends_after_it_begins",
                violation_error_message="The band must end after it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_because", ""), ("closed_on__isnull", True)),
                    models.Q(
                        ("closed_on__isnull", False),
                        models.Q(("closed_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="channel_clock_closing_has_a_reason",
                violation_error_message="Say why it is closed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (
                        models.Func(
                            models.Func(models.F("step"), function="hashtext"),
                            models.Func(models.F("step"), function="hashtext"),
                            models.Value("[]"),
                            function="int4range",
                        ),
                        "&&",
                    ),
                    (
                        models.Func(
                            models.F("from_on"),
                            models.F("until_on"),
                            models.Value("[)"),
                            function="daterange",
                        ),
                        "&&",
                    ),
                ],
                name="channel_clock_one_a_step_and_day",
                violation_error_message="This step has another time limit on some of these days.",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until_on", None), ("until_on__gt", models.F("from_on")), _connector="OR"
                ),
                name="channel_clock_ends_after_it_begins",
                violation_error_message="The time limit must end after it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.CheckConstraint(
                condition=models.Q(("length__gte", 1), ("length__lte", 366)),
                name="channel_clock_takes_some_time",
                violation_error_message="A time limit is between 1 and 366.",
            ),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_because", ""), ("closed_on__isnull", True)),
                    models.Q(
                        ("closed_on__isnull", False),
                        models.Q(("closed_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="channel_term_closing_has_a_reason",
                violation_error_message="Say why it is closed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (
                        models.Func(
                            models.Func(models.F("list"), function="hashtext"),
                            models.Func(models.F("list"), function="hashtext"),
                            models.Value("[]"),
                            function="int4range",
                        ),
                        "&&",
                    ),
                    (
                        models.Func(
                            models.Func(models.F("words"), function="hashtext"),
                            models.Func(models.F("words"), function="hashtext"),
                            models.Value("[]"),
                            function="int4range",
                        ),
                        "&&",
                    ),
                    (
                        models.Func(
                            models.F("from_on"),
                            models.F("until_on"),
                            models.Value("[)"),
                            function="daterange",
                        ),
                        "&&",
                    ),
                ],
                name="channel_term_once_on_a_day",
                violation_error_message="This list has these words already on some of these days.",
            ),
        ),
        gate_reads(
            write=["channel_informationrequest", "channel_informationanswer", "channel_caseevent"]
        ),
        gate_function("channel_takes_answers(text)", TAKES_ANSWERS),
        gate_function("channel_request_state(bigint)", REQUEST_STATE),
        gate_function("channel_asked_of_me()", ASKED_OF_ME),
        gate_function("channel_request_key(bigint)", REQUEST_KEY),
        gate_function("channel_answer(bigint, boolean, bytea, date, bytea)", ANSWER),
        gate_function("channel_due(date)", DUE),
        *(protect_case_table(f"channel_{name}", write="coordinate_case") for name in ONCE),
        protect_case_table("channel_alternativepathway", write="coordinate_case"),
        protect_case_table("channel_historicalalternativepathway", write="coordinate_case"),
        protect_by(
            "channel_informationrequest",
            "case_id IN (SELECT channel_open_cases('view_case'))"
            " OR id IN (SELECT channel_asked_of_me())",
            "case_id IN (SELECT channel_open_cases('coordinate_case'))",
        ),
        protect_case_table("channel_historicalinformationrequest", write="coordinate_case"),
        protect_by(
            "channel_informationanswer",
            "case_id IN (SELECT channel_open_cases('view_case'))",
            "false",
        ),
        keep_history(
            *(f"channel_{name}" for name in ONCE),
            "channel_informationanswer",
            "channel_historicalalternativepathway",
            "channel_historicalinformationrequest",
        ),
        migrations.RunSQL(
            "REVOKE INSERT ON channel_informationanswer FROM portal_app", migrations.RunSQL.noop
        ),
    ]
