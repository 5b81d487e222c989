"""Records are kept as long as the schedule says; two people destroy a case's key; what the person asks is kept.

Beside it, what a review found: free words in plain columns, conflicts that did not follow a person, links
between panels, and counts that answered anybody.
"""

import datetime
from importlib import import_module

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import prevent_portal.sealed
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from prevent_portal.sealed import seal, unwrap

from ..policies import (
    gate_function,
    gate_reads,
    history_in_ones_own_name,
    keep_history,
    protect_by,
    protect_case_table,
    replaced,
)

process, support, beside, observers = (
    import_module(f"channel.migrations.{name}")
    for name in (
        "0005_process",
        "0007_support",
        "0009_counted_beside",
        "0015_observers_and_corrections",
    )
)

with_trigger = import_module("channel.migrations.0010_factor").with_trigger

# The keys of the cases whose data key was destroyed: there is nothing of them to open.
DESTROYED = """
CREATE FUNCTION channel_destroyed() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT k.case_id FROM channel_casekey k WHERE k.destroyed_at IS NOT NULL
$$
"""

# Each ended case, what kind of record it is, and by when it is to be reviewed: by the schedule of a day, or
# by the day until which a chair decided to keep it.
RETENTION = """
CREATE FUNCTION channel_retention(today date)
RETURNS TABLE (case_id bigint, kind text, ended_on date, due_on date, is_held boolean, proposed_by bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH ended AS (
        SELECT c.id,
            CASE WHEN c.status = 'not_progressed' THEN 'not_progressed'
                 WHEN c.adopted_on IS NOT NULL THEN 'supported'
                 WHEN c.first_panel_on IS NOT NULL THEN 'considered'
                 ELSE 'below' END AS kind,
            coalesce(c.closed_on, (SELECT max(e."on") FROM channel_caseevent e
                                   WHERE e.case_id = c.id AND e.moved_to = c.status), c.received_on) AS ended_on,
            (SELECT max(v.done_on) FROM channel_postclosurereview v WHERE v.case_id = c.id) AS reviewed_on
        FROM channel_case c
        WHERE c.status IN ('not_progressed', 'closed', 'six_months', 'twelve_months', 'reviews_done')
          AND c.id NOT IN (SELECT channel_destroyed())
    )
    SELECT e.id, e.kind, e.ended_on,
        greatest(
            (CASE r.begins WHEN 'reviewed' THEN greatest(e.reviewed_on, e.ended_on) ELSE e.ended_on END
             + make_interval(years => CASE r.unit WHEN 'years' THEN r.length ELSE 0 END,
                             months => CASE r.unit WHEN 'months' THEN r.length ELSE 0 END,
                             days => CASE r.unit WHEN 'days' THEN r.length ELSE 0 END))::date,
            n.keep_until),
        e.id IN (SELECT h.case_id FROM channel_legalhold h WHERE h.lifted_on IS NULL),
        CASE n.decision WHEN 'destroy' THEN n.by_id END
    FROM ended e
    LEFT JOIN channel_retentionrule r ON r.kind = e.kind
        AND r.from_on <= today AND (r.until_on IS NULL OR r.until_on > today)
    LEFT JOIN (
        SELECT DISTINCT ON (v.case_id) v.case_id, v.decision, v.keep_until, v.by_id, v."on"
        FROM channel_retentionreview v ORDER BY v.case_id, v.id DESC
    ) n ON n.case_id = e.id AND n."on" >= e.ended_on
$$
"""

# The same for who runs the cases.
RETENTION_OPEN = """
CREATE FUNCTION channel_retention_open(today date)
RETURNS TABLE (case_id bigint, reference text, kind text, ended_on date, due_on date, is_held boolean,
               is_proposed boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT r.case_id, c.reference::text, r.kind, r.ended_on, r.due_on, r.is_held, r.proposed_by IS NOT NULL
    FROM channel_retention(today) r JOIN channel_case c ON c.id = r.case_id
    WHERE r.case_id IN (SELECT channel_open_cases('coordinate_case'))
$$
"""

# What is to be done about records by a day: cases to review, destructions to confirm, requests to decide.
RECORD_STEPS = """
CREATE FUNCTION channel_record_steps(day date)
RETURNS TABLE (case_id bigint, step text, due_on date, not_by bigint, request_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT r.case_id, CASE WHEN r.proposed_by IS NULL THEN 'retain' ELSE 'confirm' END, r.due_on,
           r.proposed_by, NULL::bigint
    FROM channel_retention(day) r
    WHERE NOT r.is_held AND (r.due_on <= day OR r.proposed_by IS NOT NULL)
    UNION ALL
    SELECT q.case_id, 'rights', q.due_on, NULL, q.id
    FROM channel_rightsrequest q
    WHERE q.decided_on IS NULL AND q.due_on <= day AND q.case_id NOT IN (SELECT channel_destroyed())
$$
"""

# For the portal itself, once for each officer of the case; whoever proposed a destruction does not confirm it.
RECORDS_DUE = """
CREATE FUNCTION channel_records_due(day date)
RETURNS TABLE (reference text, step text, due_on date, user_id bigint, seat text, case_id bigint, request_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.reference::text, d.step, d.due_on, s.user_id, s.seat::text, c.id, d.request_id
    FROM channel_record_steps(day) d
    JOIN channel_case c ON c.id = d.case_id
    JOIN channel_seat s ON s.case_id = c.id AND s.seat IN ('chair', 'deputy', 'coordinator')
    JOIN prevent_portal_user u ON u.id = s.user_id AND u.is_active
    LEFT JOIN channel_membership m ON m.id = s.membership_id
    WHERE (SELECT portal_actor()) IS NULL
      AND s.user_id IS DISTINCT FROM d.not_by
      AND s.conflict_at IS NULL AND s.begins_at <= statement_timestamp()
      AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
      AND (m.id IS NULL OR channel_membership_in_force(m))
    ORDER BY 3, 1, 4
$$
"""

# For somebody's own home page: of the cases that they run. Only who chairs a case reviews it.
RECORDS_OPEN = """
CREATE FUNCTION channel_records_open(day date)
RETURNS TABLE (reference text, step text, due_on date, case_id bigint, request_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.reference::text, d.step, d.due_on, c.id, d.request_id
    FROM channel_record_steps(day) d JOIN channel_case c ON c.id = d.case_id
    WHERE (d.step = 'retain' AND c.id IN (SELECT channel_open_cases('chair_case'))
           OR d.step <> 'retain' AND c.id IN (SELECT channel_open_cases('coordinate_case')))
      AND d.not_by IS DISTINCT FROM (SELECT portal_actor())
    ORDER BY 3, 1
$$
"""

# Two people destroy a case: a chair decided it, somebody else who runs the case confirms it here. Its key goes,
# and its tokens, which the key does not seal; the certificate is written.
DESTROY = """
CREATE FUNCTION channel_destroy(at_case bigint, held text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    actor bigint := portal_actor();
    today date := (statement_timestamp() AT TIME ZONE 'Europe/London')::date;
    at timestamptz := date_trunc('second', statement_timestamp());
    c channel_case; r channel_retentionreview; ended record; key uuid; gone date; made bigint;
BEGIN
    SELECT * INTO c FROM channel_case WHERE id = at_case FOR UPDATE;
    IF c.id IS NULL OR at_case NOT IN (SELECT channel_open_cases('coordinate_case')) THEN
        RAISE EXCEPTION 'only who runs a case confirms its destruction' USING ERRCODE = '42501';
    END IF;
    SELECT * INTO r FROM channel_retentionreview v WHERE v.case_id = at_case ORDER BY v.id DESC LIMIT 1;
    SELECT * INTO ended FROM channel_retention(today) e WHERE e.case_id = at_case;
    IF r.decision IS DISTINCT FROM 'destroy' OR r.by_id = actor OR ended.case_id IS NULL
       OR c.due_on IS NOT NULL OR r."on" < ended.ended_on
       OR r.ground = 'over' AND coalesce(ended.due_on > today, true)
       OR EXISTS (SELECT FROM channel_rightsrequest q WHERE q.case_id = at_case AND q.decided_on IS NULL) THEN
        RAISE EXCEPTION 'this case is not to be destroyed, or not by this person' USING ERRCODE = '42501';
    END IF;
    UPDATE channel_casekey k SET wrapped = NULL, destroyed_at = at
    WHERE k.case_id = at_case RETURNING k.name INTO key;
    DELETE FROM channel_matchtoken t WHERE t.case_id = at_case;
    SELECT (today + make_interval(years => CASE b.unit WHEN 'years' THEN b.length ELSE 0 END,
                                  months => CASE b.unit WHEN 'months' THEN b.length ELSE 0 END,
                                  days => CASE b.unit WHEN 'days' THEN b.length ELSE 0 END))::date INTO gone
    FROM channel_retentionrule b
    WHERE b.kind = 'backup' AND b.from_on <= today AND (b.until_on IS NULL OR b.until_on > today);
    INSERT INTO channel_destruction (case_id, review_id, reference, kind, ended_on, ground, what, key_name,
        proposed_by_id, proposed_on, confirmed_by_id, confirmed_at, backups_until, digest)
    VALUES (at_case, r.id, c.reference, ended.kind, ended.ended_on, r.ground, held, key,
        r.by_id, r."on", actor, at, gone, encode(sha256(convert_to(array_to_string(ARRAY[
            c.reference, ended.kind, ended.ended_on::text, r.ground, held, key::text, r.by_id::text,
            r."on"::text, actor::text, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'),
            coalesce(gone::text, '')], E'\\n'), 'UTF8')), 'hex'))
    RETURNING id INTO made;
    RETURN made;
END $$
"""

# Whoever changes the key: while a hold stands it is not destroyed, and once destroyed it does not come back.
KEY_HELD = """
CREATE FUNCTION channel_key_is_held() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.wrapped IS NOT NULL AND NEW.wrapped IS NULL THEN
        IF EXISTS (SELECT FROM channel_legalhold h WHERE h.case_id = OLD.case_id AND h.lifted_on IS NULL) THEN
            RAISE EXCEPTION 'a legal hold stands on this case' USING ERRCODE = '23514';
        END IF;
    ELSIF OLD.wrapped IS NULL AND NEW.wrapped IS NOT NULL OR NEW.name IS DISTINCT FROM OLD.name THEN
        RAISE EXCEPTION 'a key that was destroyed does not come back' USING ERRCODE = '23514';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER channel_key_is_held BEFORE UPDATE OR DELETE ON channel_casekey
    FOR EACH ROW EXECUTE FUNCTION channel_key_is_held()
"""

# A decision is made in one's own name.
REVIEW_OWN = """
CREATE FUNCTION channel_retentionreview_is_own() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.by_id IS DISTINCT FROM portal_actor() THEN
        RAISE EXCEPTION 'a decision is made in one''s own name' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_retentionreview_is_own BEFORE INSERT ON channel_retentionreview
    FOR EACH ROW EXECUTE FUNCTION channel_retentionreview_is_own()
"""

# A hold is placed in one's own name, lifted once by who chairs the case, and otherwise stays as it is.
HOLD_STAYS = """
CREATE FUNCTION channel_legalhold_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.by_id IS DISTINCT FROM portal_actor() OR NEW.lifted_on IS NOT NULL THEN
            RAISE EXCEPTION 'a hold is placed in one''s own name' USING ERRCODE = '42501';
        END IF;
    ELSIF (NEW.case_id, NEW.why, NEW.words, NEW.from_on, NEW.by_id)
          IS DISTINCT FROM (OLD.case_id, OLD.why, OLD.words, OLD.from_on, OLD.by_id)
          OR OLD.lifted_on IS NOT NULL OR NEW.lifted_by_id IS DISTINCT FROM portal_actor()
          OR NEW.case_id NOT IN (SELECT channel_open_cases('chair_case')) THEN
        RAISE EXCEPTION 'a hold is lifted once, by who chairs the case' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_legalhold_stays BEFORE INSERT OR UPDATE ON channel_legalhold
    FOR EACH ROW EXECUTE FUNCTION channel_legalhold_stays()
"""

# What nobody decides about one by one: forms begun and never sent, tokens of cases that ended long ago. For
# the portal itself, and never by a day that is still to come.
SWEEP = """
CREATE FUNCTION channel_sweep(day date) RETURNS TABLE (drafts bigint, tokens bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    today date := least(day, (statement_timestamp() AT TIME ZONE 'Europe/London')::date);
BEGIN
    drafts := 0;
    tokens := 0;
    IF portal_actor() IS NOT NULL THEN
        RAISE EXCEPTION 'nobody sweeps by hand' USING ERRCODE = '42501';
    END IF;
    DELETE FROM channel_draft d USING channel_retentionrule r
    WHERE r.kind = 'draft' AND r.from_on <= today AND (r.until_on IS NULL OR r.until_on > today)
      AND (d.saved_at AT TIME ZONE 'Europe/London')::date
          + make_interval(years => CASE r.unit WHEN 'years' THEN r.length ELSE 0 END,
                          months => CASE r.unit WHEN 'months' THEN r.length ELSE 0 END,
                          days => CASE r.unit WHEN 'days' THEN r.length ELSE 0 END) <= today;
    GET DIAGNOSTICS drafts = ROW_COUNT;
    DELETE FROM channel_matchtoken t USING channel_retention(today) e, channel_retentionrule r
    WHERE t.case_id = e.case_id AND NOT e.is_held
      AND r.kind = 'tokens' AND r.from_on <= today AND (r.until_on IS NULL OR r.until_on > today)
      AND e.ended_on + make_interval(years => CASE r.unit WHEN 'years' THEN r.length ELSE 0 END,
                                     months => CASE r.unit WHEN 'months' THEN r.length ELSE 0 END,
                                     days => CASE r.unit WHEN 'days' THEN r.length ELSE 0 END) <= today;
    GET DIAGNOSTICS tokens = ROW_COUNT;
    RETURN NEXT;
END $$
"""

# A conflict follows the person: to the case that a transfer made of theirs, and to another referral of them.
# False where nobody would be left to chair that case.
SHARE_CONFLICTS = """
CREATE FUNCTION channel_share_conflicts(from_case bigint, to_case bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE held record;
BEGIN
    IF NOT EXISTS (SELECT FROM channel_open_cases('coordinate_case') o WHERE o IN (from_case, to_case))
       OR NOT EXISTS (SELECT FROM channel_transfer t WHERE t.case_id = from_case AND t.to_case_id = to_case)
          AND NOT EXISTS (SELECT FROM channel_sameperson s WHERE s.is_same
                          AND (s.case_id, s.earlier_id) IN ((from_case, to_case), (to_case, from_case))) THEN
        RAISE EXCEPTION 'these cases are not of one person' USING ERRCODE = '42501';
    END IF;
    PERFORM FROM channel_case c WHERE c.id = to_case FOR UPDATE;
    FOR held IN
        SELECT DISTINCT ON (s.user_id) s.user_id, s.seat FROM channel_seat s
        WHERE s.case_id = from_case AND s.conflict_at IS NOT NULL
          AND NOT EXISTS (SELECT FROM channel_seat o WHERE o.case_id = to_case AND o.user_id = s.user_id
                          AND o.conflict_at IS NOT NULL)
    LOOP
        IF EXISTS (SELECT FROM channel_seat s WHERE s.case_id = to_case AND s.user_id = held.user_id
                   AND s.seat IN ('chair', 'deputy') AND s.ends_at IS NULL)
           AND channel_chairs_left(to_case, held.user_id) = 0 THEN
            RETURN false;
        END IF;
        UPDATE channel_seat s SET conflict_at = statement_timestamp()
        WHERE s.case_id = to_case AND s.user_id = held.user_id AND s.conflict_at IS NULL;
        IF NOT FOUND THEN
            INSERT INTO channel_seat (case_id, user_id, seat, given_by_id, begins_at, ends_at, conflict_at)
            VALUES (to_case, held.user_id, held.seat, portal_actor(), statement_timestamp(),
                    statement_timestamp(), statement_timestamp());
        END IF;
    END LOOP;
    RETURN true;
END $$
"""

# Two referrals are compared within one panel, or across the transfer that made one of the other.
ONE_PANEL = """
CREATE FUNCTION channel_sameperson_of_one_panel() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM channel_case c JOIN channel_case e ON e.panel_id = c.panel_id
                   WHERE c.id = NEW.case_id AND e.id = NEW.earlier_id)
       AND NOT EXISTS (SELECT FROM channel_transfer t
                       WHERE (t.case_id, t.to_case_id) IN ((NEW.case_id, NEW.earlier_id),
                                                           (NEW.earlier_id, NEW.case_id))) THEN
        RAISE EXCEPTION 'that case is another panel''s' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_sameperson_of_one_panel BEFORE INSERT OR UPDATE ON channel_sameperson
    FOR EACH ROW EXECUTE FUNCTION channel_sameperson_of_one_panel()
"""

# What a meeting speaks of, and who came for it, belong to the panel that meets.
PANELS_AGREE = """
CREATE FUNCTION channel_panels_agree() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM channel_panelmeeting m WHERE m.id = NEW.meeting_id AND m.panel_id = NEW.panel_id)
       OR NEW.case_id IS NOT NULL AND NOT EXISTS (
           SELECT FROM channel_case c WHERE c.id = NEW.case_id AND c.panel_id = NEW.panel_id) THEN
        RAISE EXCEPTION 'a meeting speaks of the cases of its own panel' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER channel_agendaitem_of_its_panel AFTER INSERT OR UPDATE ON channel_agendaitem
    FOR EACH ROW EXECUTE FUNCTION channel_panels_agree();
CREATE CONSTRAINT TRIGGER channel_attendance_of_its_panel AFTER INSERT OR UPDATE ON channel_attendance
    FOR EACH ROW EXECUTE FUNCTION channel_panels_agree()
"""

MEETING_STAYS = """
CREATE FUNCTION channel_meeting_stays_with_its_panel() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    RAISE EXCEPTION 'a meeting stays with its panel' USING ERRCODE = '23514';
END $$;
CREATE TRIGGER channel_meeting_stays_with_its_panel BEFORE UPDATE ON channel_panelmeeting
    FOR EACH ROW WHEN (NEW.panel_id IS DISTINCT FROM OLD.panel_id)
    EXECUTE FUNCTION channel_meeting_stays_with_its_panel()
"""

# Why a seat ended is one of a few words: what else is said of it is sealed in the case's chronology.
SEAT_ENDINGS = """
CREATE FUNCTION channel_seat_ends_by_a_choice() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
    NEW.ended_because := CASE
        WHEN NEW.ended_because IN ('', 'another', 'idle', 'moved', 'left', 'changed', 'ended') THEN NEW.ended_because
        WHEN NEW.ended_because = 'Another seat was taken' THEN 'another'
        WHEN NEW.ended_because = 'The panel has no more business with the case' THEN 'idle'
        WHEN NEW.ended_because = 'Moved to another agency' THEN 'moved'
        WHEN NEW.ended_because = 'Sign-in closed' THEN 'left'
        WHEN NEW.ended_because IN ('Email address changed', 'Password set by somebody else',
                                   'Second factor changed', 'Second factor removed') THEN 'changed'
        ELSE 'ended' END;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_seat_ends_by_a_choice BEFORE INSERT OR UPDATE ON channel_seat
    FOR EACH ROW WHEN (NEW.ended_because <> '') EXECUTE FUNCTION channel_seat_ends_by_a_choice()
"""

# Who may be told numbers: the portal itself, who sits on the panel, and who leads on Prevent. Anybody else is
# refused, so that nobody takes a nought for an answer.
MAY_COUNT = """
CREATE FUNCTION channel_may_count(of_panel bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF portal_actor() IS NULL OR of_panel IN (SELECT channel_open_panels('member'))
       OR EXISTS (SELECT FROM prevent_portal_user u
                  WHERE u.id = portal_actor() AND u.is_active AND 'prevent_lead' = ANY (u.roles)) THEN
        RETURN true;
    END IF;
    RAISE EXCEPTION 'these numbers are not for this person' USING ERRCODE = '42501';
END $$
"""
NOBODY = "(SELECT portal_actor()) IS NULL"
DUE = process.DUE.replace("WHERE c.due_on <= day", f"WHERE {NOBODY} AND c.due_on <= day").replace(
    "WHERE r.due_on <= day", f"WHERE {NOBODY} AND r.due_on <= day"
)
SUPPORT_DUE = support.SUPPORT_DUE.replace("    WHERE CASE\n", f"    WHERE {NOBODY} AND CASE\n")
COUNTED = "(SELECT channel_may_count(of_panel)) AND "
COUNTS = observers.COUNTS.replace(
    "FROM channel_case c WHERE of_panel IS NULL OR c.panel_id = of_panel",
    f"FROM channel_case c WHERE {COUNTED}(of_panel IS NULL OR c.panel_id = of_panel)",
)
BESIDE = beside.BESIDE.replace(
    "WHERE m.status = 'minuted'", f"WHERE {COUNTED}m.status = 'minuted'"
).replace("WHERE s.is_same AND", f"WHERE {COUNTED}s.is_same AND")

FROM = datetime.date(2015, 7, 1)  # the Channel duty is in force
OWN = "The council's own to decide: "
#: kind, length, unit, begins, where it comes from
PERIODS = (
    ("supported", 6, "years", "ended", "Practice: at least six years after closing, reviewed then"),
    (
        "considered",
        6,
        "years",
        "ended",
        "Practice: at least six years after closing, reviewed then",
    ),
    ("below", 6, "years", "ended", "Practice: at least six years after closing, reviewed then"),
    (
        "not_progressed",
        2,
        "years",
        "ended",
        OWN + "shorter than for cases, proposed as 12 to 24 months",
    ),
    ("tokens", 6, "years", "ended", OWN + "no longer than the cases are kept"),
    ("draft", 30, "days", "kept", OWN + "time enough to finish a form"),
    ("backup", 35, "days", "kept", OWN + "must be how long backups are in truth kept"),
)
#: How the words for taking something off an agenda were chosen until now: not at all.
REMOVED = ("not_ready", "later", "elsewhere", "mistake", "other")


def seed(apps, schema_editor):
    """Add the schedule to begin with: a period for each kind of record, with where it comes from."""
    rules = apps.get_model("channel", "RetentionRule").objects.using(schema_editor.connection.alias)
    for kind, length, unit, begins, source in PERIODS:
        rules.create(
            kind=kind, length=length, unit=unit, begins=begins, source=source, from_on=FROM
        )


def seal_words(apps, schema_editor):
    """Put the words with which something came off an agenda into its case's chronology, sealed."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT i.case_id, i.removed_at::date, i.removed_because, k.name, k.wrapped, k.version"
            " FROM channel_agendaitem i JOIN channel_casekey k ON k.case_id = i.case_id"
            " WHERE i.removed_because <> '' AND k.wrapped IS NOT NULL"
        )
        for case, on, words, name, wrapped, version in cursor.fetchall():
            key = unwrap(bytes(wrapped), version, name)
            said = seal(f"Taken off the agenda: {words}".encode(), key, f"{name}:words")
            cursor.execute(
                'INSERT INTO channel_caseevent (case_id, kind, "on", words)'
                " VALUES (%s, 'noted', %s, %s)",
                [case, on, said],
            )
        for table in ("channel_agendaitem", "channel_historicalagendaitem"):
            cursor.execute(
                f"UPDATE {table} SET removed_because = 'other' WHERE removed_because <> ''"  # noqa: S608
            )


class Migration(migrations.Migration):
    dependencies = [
        ("channel", "0015_observers_and_corrections"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *with_trigger(
            "channel_seat_ends_by_a_choice()",
            SEAT_ENDINGS,
            ("channel_seat_ends_by_a_choice", "channel_seat"),
        ),
        migrations.RunSQL(
            "UPDATE channel_seat SET ended_because = ended_because WHERE ended_because <> ''",
            migrations.RunSQL.noop,
        ),
        migrations.RunPython(seal_words, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Rectification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item",
                    models.CharField(
                        help_text="What it stands beside: referral.3.concerns", max_length=60
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("corrected", "Wrong: it should say this"),
                            ("disputed", "The person says otherwise"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "words",
                    prevent_portal.sealed.SealedText(
                        verbose_name="what is right, or what the person says"
                    ),
                ),
                ("on", models.DateField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Destruction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=16)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("supported", "Case that was supported"),
                            ("considered", "Case that the panel considered and did not support"),
                            ("below", "Case that ended before the panel"),
                            ("not_progressed", "Referral that was not progressed"),
                            ("tokens", "Tokens by which an ended case is found again"),
                            ("draft", "Referral that was begun and not sent"),
                            ("backup", "Backup of the database"),
                        ],
                        max_length=16,
                    ),
                ),
                ("ended_on", models.DateField()),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("over", "The period is over and nothing asks for longer"),
                            ("erasure", "The person asked for erasure, and it was granted"),
                            ("unlawful", "It should not have been held"),
                            ("risk", "The concern may come back"),
                            ("linked", "It is needed for another case of the same person"),
                            ("inquiry", "A complaint, claim, review or inquiry may need it"),
                            ("other", "Another reason, in words"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "what",
                    models.TextField(help_text="How much of each kind of record: numbers alone"),
                ),
                (
                    "key_name",
                    models.UUIDField(
                        help_text="The name of the key that was destroyed; it opens nothing"
                    ),
                ),
                ("proposed_on", models.DateField()),
                ("confirmed_at", models.DateTimeField()),
                (
                    "backups_until",
                    models.DateField(
                        blank=True,
                        help_text="When the last backup that may hold the key is gone",
                        null=True,
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["-confirmed_at"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HistoricalLegalHold",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("court", "Proceedings in court"),
                            ("claim", "A claim or complaint"),
                            ("inquiry", "An inquiry or a review"),
                            ("police", "A police investigation"),
                            ("request", "A request for information that is open"),
                        ],
                        max_length=8,
                    ),
                ),
                ("words", prevent_portal.sealed.SealedText(verbose_name="more about it")),
                ("from_on", models.DateField()),
                ("lifted_on", models.DateField(blank=True, null=True)),
                (
                    "lifted_because",
                    prevent_portal.sealed.SealedText(blank=True, verbose_name="why it is lifted"),
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
            ],
            options={
                "verbose_name": "historical legal hold",
                "verbose_name_plural": "historical legal holds",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRetentionRule",
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
                            ("supported", "Case that was supported"),
                            ("considered", "Case that the panel considered and did not support"),
                            ("below", "Case that ended before the panel"),
                            ("not_progressed", "Referral that was not progressed"),
                            ("tokens", "Tokens by which an ended case is found again"),
                            ("draft", "Referral that was begun and not sent"),
                            ("backup", "Backup of the database"),
                        ],
                        max_length=16,
                        verbose_name="kind of record",
                    ),
                ),
                ("length", models.PositiveSmallIntegerField()),
                (
                    "unit",
                    models.CharField(
                        choices=[("years", "years"), ("months", "months"), ("days", "days")],
                        default="years",
                        max_length=8,
                    ),
                ),
                (
                    "begins",
                    models.CharField(
                        choices=[
                            ("ended", "the day the case ended"),
                            ("reviewed", "the day of its last review after closing"),
                            ("kept", "the day it was last saved"),
                        ],
                        default="ended",
                        max_length=8,
                        verbose_name="counted from",
                    ),
                ),
                (
                    "source",
                    models.CharField(max_length=300, verbose_name="where the period comes from"),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
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
                "verbose_name": "historical retention rule",
                "verbose_name_plural": "historical retention rules",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRightsRequest",
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
                            ("access", "Access to what is held (article 15)"),
                            ("rectify", "Rectification (article 16)"),
                            ("erasure", "Erasure (article 17)"),
                            ("restrict", "Restriction (article 18)"),
                            ("object", "Objection (article 21)"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "asked_by",
                    models.CharField(
                        choices=[
                            ("person", "The person themselves"),
                            ("parent", "A parent or guardian"),
                            ("agent", "Somebody who acts for them"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "asker",
                    prevent_portal.sealed.SealedText(
                        max_length=400, verbose_name="who asked, and how to reach them"
                    ),
                ),
                ("asked", prevent_portal.sealed.SealedText(verbose_name="what is asked")),
                ("received_on", models.DateField()),
                ("due_on", models.DateField()),
                ("identity_on", models.DateField(blank=True, null=True)),
                (
                    "identity",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="how it was checked who asks"
                    ),
                ),
                ("extended_on", models.DateField(blank=True, null=True)),
                (
                    "extended_because",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="why it takes longer"
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("granted", "Granted"),
                            ("partly", "Granted in part"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn by who asked"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "because",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="the reasons, with the exemption relied on"
                    ),
                ),
                ("told_on", models.DateField(blank=True, null=True)),
                (
                    "not_told_because",
                    prevent_portal.sealed.SealedText(
                        blank=True, null=True, verbose_name="why they were not told"
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
            ],
            options={
                "verbose_name": "historical rights request",
                "verbose_name_plural": "historical rights requests",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("court", "Proceedings in court"),
                            ("claim", "A claim or complaint"),
                            ("inquiry", "An inquiry or a review"),
                            ("police", "A police investigation"),
                            ("request", "A request for information that is open"),
                        ],
                        max_length=8,
                    ),
                ),
                ("words", prevent_portal.sealed.SealedText(verbose_name="more about it")),
                ("from_on", models.DateField()),
                ("lifted_on", models.DateField(blank=True, null=True)),
                (
                    "lifted_because",
                    prevent_portal.sealed.SealedText(blank=True, verbose_name="why it is lifted"),
                ),
            ],
            options={
                "ordering": ["-from_on", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "items",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        help_text="What was released",
                        size=None,
                    ),
                ),
                ("withheld", models.PositiveSmallIntegerField(help_text="How many items were not")),
                (
                    "blacked",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="words that were blacked out"
                    ),
                ),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RetentionReview",
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
                        choices=[("keep", "Keep it until a day"), ("destroy", "Destroy it")],
                        max_length=8,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("over", "The period is over and nothing asks for longer"),
                            ("erasure", "The person asked for erasure, and it was granted"),
                            ("unlawful", "It should not have been held"),
                            ("risk", "The concern may come back"),
                            ("linked", "It is needed for another case of the same person"),
                            ("inquiry", "A complaint, claim, review or inquiry may need it"),
                            ("other", "Another reason, in words"),
                        ],
                        max_length=8,
                    ),
                ),
                ("keep_until", models.DateField(blank=True, null=True)),
                ("words", prevent_portal.sealed.SealedText(verbose_name="why")),
                ("on", models.DateField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RetentionRule",
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
                            ("supported", "Case that was supported"),
                            ("considered", "Case that the panel considered and did not support"),
                            ("below", "Case that ended before the panel"),
                            ("not_progressed", "Referral that was not progressed"),
                            ("tokens", "Tokens by which an ended case is found again"),
                            ("draft", "Referral that was begun and not sent"),
                            ("backup", "Backup of the database"),
                        ],
                        max_length=16,
                        verbose_name="kind of record",
                    ),
                ),
                ("length", models.PositiveSmallIntegerField()),
                (
                    "unit",
                    models.CharField(
                        choices=[("years", "years"), ("months", "months"), ("days", "days")],
                        default="years",
                        max_length=8,
                    ),
                ),
                (
                    "begins",
                    models.CharField(
                        choices=[
                            ("ended", "the day the case ended"),
                            ("reviewed", "the day of its last review after closing"),
                            ("kept", "the day it was last saved"),
                        ],
                        default="ended",
                        max_length=8,
                        verbose_name="counted from",
                    ),
                ),
                (
                    "source",
                    models.CharField(max_length=300, verbose_name="where the period comes from"),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["kind", "-from_on"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RightsRequest",
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
                            ("access", "Access to what is held (article 15)"),
                            ("rectify", "Rectification (article 16)"),
                            ("erasure", "Erasure (article 17)"),
                            ("restrict", "Restriction (article 18)"),
                            ("object", "Objection (article 21)"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "asked_by",
                    models.CharField(
                        choices=[
                            ("person", "The person themselves"),
                            ("parent", "A parent or guardian"),
                            ("agent", "Somebody who acts for them"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "asker",
                    prevent_portal.sealed.SealedText(
                        max_length=400, verbose_name="who asked, and how to reach them"
                    ),
                ),
                ("asked", prevent_portal.sealed.SealedText(verbose_name="what is asked")),
                ("received_on", models.DateField()),
                ("due_on", models.DateField()),
                ("identity_on", models.DateField(blank=True, null=True)),
                (
                    "identity",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="how it was checked who asks"
                    ),
                ),
                ("extended_on", models.DateField(blank=True, null=True)),
                (
                    "extended_because",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="why it takes longer"
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("granted", "Granted"),
                            ("partly", "Granted in part"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn by who asked"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "because",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="the reasons, with the exemption relied on"
                    ),
                ),
                ("told_on", models.DateField(blank=True, null=True)),
                (
                    "not_told_because",
                    prevent_portal.sealed.SealedText(
                        blank=True, null=True, verbose_name="why they were not told"
                    ),
                ),
            ],
            options={
                "ordering": [
                    models.OrderBy(models.F("decided_on"), nulls_first=True),
                    "due_on",
                    "pk",
                ],
                "default_permissions": (),
            },
        ),
        migrations.AlterField(
            model_name="agendaitem",
            name="removed_because",
            field=models.CharField(
                blank=True,
                choices=[
                    ("not_ready", "Not ready for the panel"),
                    ("later", "For a later meeting"),
                    ("elsewhere", "Dealt with elsewhere"),
                    ("mistake", "Put on by mistake"),
                    ("other", "Another reason"),
                ],
                max_length=200,
            ),
        ),
        migrations.AlterField(
            model_name="historicalagendaitem",
            name="removed_because",
            field=models.CharField(
                blank=True,
                choices=[
                    ("not_ready", "Not ready for the panel"),
                    ("later", "For a later meeting"),
                    ("elsewhere", "Dealt with elsewhere"),
                    ("mistake", "Put on by mistake"),
                    ("other", "Another reason"),
                ],
                max_length=200,
            ),
        ),
        migrations.AlterField(
            model_name="seat",
            name="ended_because",
            field=models.CharField(
                blank=True,
                choices=[
                    ("another", "Another seat was taken"),
                    ("idle", "The panel has no more business with the case"),
                    ("moved", "Moved to another agency"),
                    ("left", "Sign-in closed"),
                    ("changed", "Email address, password or second factor changed"),
                    ("ended", "Ended by who runs the case or the panel"),
                ],
                db_default="",
                max_length=200,
            ),
        ),
        migrations.AddIndex(
            model_name="casekey",
            index=models.Index(
                condition=models.Q(("destroyed_at__isnull", False)),
                fields=["case"],
                name="channel_casekey_destroyed",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "removed_because__in",
                        ["", "not_ready", "later", "elsewhere", "mistake", "other"],
                    )
                ),
                name="channel_agendaitem_comes_off_by_a_choice",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "ended_because__in",
                        ["", "another", "idle", "moved", "left", "changed", "ended"],
                    )
                ),
                name="channel_seat_ends_by_a_choice",
            ),
        ),
        migrations.AddField(
            model_name="rectification",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rectification",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rectifications",
                to="channel.case",
            ),
        ),
        migrations.AddField(
            model_name="destruction",
            name="case",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="destruction",
                to="channel.case",
            ),
        ),
        migrations.AddField(
            model_name="destruction",
            name="confirmed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="destruction",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicallegalhold",
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
            model_name="historicallegalhold",
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
            model_name="historicallegalhold",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicallegalhold",
            name="lifted_by",
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
            model_name="historicalretentionrule",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalrightsrequest",
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
            model_name="historicalrightsrequest",
            name="decided_by",
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
            model_name="historicalrightsrequest",
            name="history_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalrightsrequest",
            name="recorded_by",
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
            model_name="legalhold",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="legalhold",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="channel.case"
            ),
        ),
        migrations.AddField(
            model_name="legalhold",
            name="lifted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="releases",
                to="channel.case",
            ),
        ),
        migrations.AddField(
            model_name="retentionreview",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="retentionreview",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="retention_reviews",
                to="channel.case",
            ),
        ),
        migrations.AddField(
            model_name="destruction",
            name="review",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="channel.retentionreview",
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionrule",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (
                        models.Func(
                            models.Func(models.F("kind"), function="hashtext"),
                            models.Func(models.F("kind"), function="hashtext"),
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
                name="channel_retentionrule_one_a_kind_and_day",
                violation_error_message="This kind has another period on some of these days.",
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("length__gte", 1), ("length__lte", 366)),
                name="channel_retentionrule_takes_some_time",
                violation_error_message="A period is between 1 and 366.",
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until_on", None), ("until_on__gt", models.F("from_on")), _connector="OR"
                ),
                name="channel_retentionrule_ends_after_it_begins",
                violation_error_message="The period must end after it begins.",
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("begins", "kept"), ("kind__in", ["draft", "backup"])),
                    models.Q(("begins", "ended"), ("kind", "tokens")),
                    models.Q(
                        ("kind__in", ["supported", "considered", "below", "not_progressed"]),
                        models.Q(("begins", "kept"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="channel_retentionrule_begins_with_what_it_keeps",
                violation_error_message="This kind of record is not counted from that day.",
            ),
        ),
        migrations.AddField(
            model_name="rightsrequest",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rights_requests",
                to="channel.case",
            ),
        ),
        migrations.AddField(
            model_name="rightsrequest",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rightsrequest",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="releases",
                to="channel.rightsrequest",
            ),
        ),
        migrations.AddField(
            model_name="rectification",
            name="request",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rectifications",
                to="channel.rightsrequest",
            ),
        ),
        migrations.AddIndex(
            model_name="legalhold",
            index=models.Index(
                condition=models.Q(("lifted_on", None)),
                fields=["case"],
                name="channel_hold_standing",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalhold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lifted_by", None), ("lifted_on", None)),
                    models.Q(("lifted_by__isnull", False), ("lifted_on__isnull", False)),
                    _connector="OR",
                ),
                name="channel_legalhold_lifted_says_who",
                violation_error_message="Say who lifted it, and when.",
            ),
        ),
        migrations.AddConstraint(
            model_name="legalhold",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lifted_on", None), ("lifted_on__gte", models.F("from_on")), _connector="OR"
                ),
                name="channel_legalhold_lifted_after_it_began",
                violation_error_message="It cannot be lifted before it began.",
            ),
        ),
        migrations.AddIndex(
            model_name="retentionreview",
            index=models.Index(fields=["case", "-id"], name="channel_retention_newest"),
        ),
        migrations.AddConstraint(
            model_name="retentionreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decision", "destroy"),
                        ("ground__in", ["over", "erasure", "unlawful"]),
                        ("keep_until", None),
                    ),
                    models.Q(
                        ("decision", "keep"),
                        ("ground__in", ["risk", "linked", "inquiry", "other"]),
                        ("keep_until__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="channel_retentionreview_keeps_until_a_day",
                violation_error_message="Say until which day it is kept, or that it is destroyed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="retentionreview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("keep_until", None), ("keep_until__gt", models.F("on")), _connector="OR"
                ),
                name="channel_retentionreview_keeps_for_a_while",
                violation_error_message="The day must come after the day of the review.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="retentionreview",
            trigger=pgtrigger.compiler.Trigger(
                name="retention_review_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4d273111b2afcd4cfae2a007338f101b5a36dd37",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_retention_review_stays_5a62e",
                    table="channel_retentionreview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="destruction",
            trigger=pgtrigger.compiler.Trigger(
                name="destruction_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8543f092f81b5b33ffee7ab778c2cee57cff1540",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_destruction_stays_f09ea",
                    table="channel_destruction",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="rightsrequest",
            index=models.Index(fields=["case", "due_on"], name="channel_rights_by_due"),
        ),
        migrations.AddConstraint(
            model_name="rightsrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_by", None), ("decided_on", None), ("decision", "")),
                    models.Q(
                        ("decided_by__isnull", False),
                        ("decided_on__isnull", False),
                        models.Q(("decision", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="channel_rightsrequest_decided_says_who_and_what",
                violation_error_message="Say what was decided, when, and by whom.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rightsrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_on", None),
                    ("told_on__isnull", False),
                    ("not_told_because__isnull", False),
                    _connector="OR",
                ),
                name="channel_rightsrequest_decided_says_whether_they_were_told",
                violation_error_message="Say when they were told, or why not.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rightsrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gt", models.F("received_on"))),
                name="channel_rightsrequest_due_after_it_came",
            ),
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["case"], name="channel_release_by_case"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="release",
            trigger=pgtrigger.compiler.Trigger(
                name="release_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a90cb54d8985b1b3ffef2319a9ed799528d6e40b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_release_stays_4729f",
                    table="channel_release",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="rectification",
            index=models.Index(fields=["case"], name="channel_rectification_by_case"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rectification",
            trigger=pgtrigger.compiler.Trigger(
                name="rectification_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7c2317bb16e3ffd4bd219b872854271de2f6efce",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_rectification_stays_562ab",
                    table="channel_rectification",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
        gate_reads(
            "channel_retentionrule",
            "channel_retentionreview",
            "channel_legalhold",
            "channel_rightsrequest",
            "channel_caseevent",
            "channel_postclosurereview",
            "channel_agendaitem",
            "channel_panelmeeting",
            "channel_transfer",
            "channel_sameperson",
            "channel_draft",
            write=["channel_destruction"],
        ),
        migrations.RunSQL("GRANT DELETE ON channel_draft TO portal_gate", migrations.RunSQL.noop),
        gate_function("channel_destroyed()", DESTROYED),
        gate_function("channel_retention(date)", RETENTION, called_by=None),
        gate_function("channel_retention_open(date)", RETENTION_OPEN),
        gate_function("channel_record_steps(date)", RECORD_STEPS, called_by=None),
        gate_function("channel_records_due(date)", RECORDS_DUE),
        gate_function("channel_records_open(date)", RECORDS_OPEN),
        gate_function("channel_destroy(bigint, text)", DESTROY),
        *with_trigger(
            "channel_key_is_held()", KEY_HELD, ("channel_key_is_held", "channel_casekey")
        ),
        *with_trigger(
            "channel_retentionreview_is_own()",
            REVIEW_OWN,
            ("channel_retentionreview_is_own", "channel_retentionreview"),
        ),
        *with_trigger(
            "channel_legalhold_stays()",
            HOLD_STAYS,
            ("channel_legalhold_stays", "channel_legalhold"),
        ),
        gate_function("channel_sweep(date)", SWEEP),
        gate_function("channel_share_conflicts(bigint, bigint)", SHARE_CONFLICTS),
        *with_trigger(
            "channel_sameperson_of_one_panel()",
            ONE_PANEL,
            ("channel_sameperson_of_one_panel", "channel_sameperson"),
        ),
        *with_trigger(
            "channel_panels_agree()",
            PANELS_AGREE,
            ("channel_agendaitem_of_its_panel", "channel_agendaitem"),
            ("channel_attendance_of_its_panel", "channel_attendance"),
        ),
        *with_trigger(
            "channel_meeting_stays_with_its_panel()",
            MEETING_STAYS,
            ("channel_meeting_stays_with_its_panel", "channel_panelmeeting"),
        ),
        gate_function("channel_may_count(bigint)", MAY_COUNT, called_by=None),
        replaced(DUE, process.DUE),
        replaced(SUPPORT_DUE, support.SUPPORT_DUE),
        replaced(COUNTS, observers.COUNTS),
        replaced(BESIDE, beside.BESIDE),
        *(
            protect_by(f"channel_{name}", "true", support.OFFICER)
            for name in ("retentionrule", "historicalretentionrule")
        ),
        protect_case_table("channel_retentionreview", write="chair_case"),
        *(
            protect_case_table(f"channel_{name}", write="coordinate_case")
            for name in (
                "legalhold",
                "historicallegalhold",
                "rightsrequest",
                "historicalrightsrequest",
                "rectification",
                "release",
            )
        ),
        protect_by(
            "channel_destruction", "case_id IN (SELECT channel_open_cases('view_case'))", "false"
        ),
        history_in_ones_own_name(
            "channel_historicalretentionrule",
            "channel_historicallegalhold",
            "channel_historicalrightsrequest",
        ),
        keep_history(
            "channel_historicalretentionrule",
            "channel_historicallegalhold",
            "channel_historicalrightsrequest",
            "channel_retentionreview",
            "channel_rectification",
            "channel_release",
            "channel_destruction",
        ),
        migrations.RunSQL(
            "REVOKE INSERT ON channel_destruction FROM portal_app;"
            "REVOKE DELETE ON channel_legalhold, channel_rightsrequest, channel_retentionrule FROM portal_app",
            migrations.RunSQL.noop,
        ),
    ]
