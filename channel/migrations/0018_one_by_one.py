"""A page of one case asks of each row whether it is open, and no longer for all cases of the person.

Beside it: what is decided is written in one's own name, a child's wish to stop is kept, the invited are told of
meetings, a conflict that follows somebody leaves a line, and each panel has its front doors for children and adults.
"""

from importlib import import_module

from django.db import migrations, models

import prevent_portal.sealed

from ..policies import ask_quickly, gate_function, gate_reads, replaced

refer, support, mended = (
    import_module(f"channel.migrations.{name}")
    for name in ("0004_refer", "0007_support", "0017_mended")
)
body_with = import_module("channel.migrations.0014_seats").body_with
with_trigger = import_module("channel.migrations.0010_factor").with_trigger

# What `channel_open_cases` says of one case: the same conditions, in the same order.
OPENS = """
CREATE FUNCTION channel_opens(wanted text, at_case bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE actor bigint := portal_actor();
BEGIN
    RETURN EXISTS (
        SELECT FROM channel_seat s JOIN prevent_portal_user u ON u.id = s.user_id AND u.is_active
        WHERE s.user_id = actor AND s.case_id = at_case
          AND wanted = ANY (channel_grants_of(s.seat))
          AND s.conflict_at IS NULL
          AND s.begins_at <= statement_timestamp()
          AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
          AND (s.membership_id IS NULL OR EXISTS (
              SELECT FROM channel_membership m
              WHERE m.id = s.membership_id AND m.user_id = actor AND channel_membership_in_force(m)))
          AND EXISTS (
              SELECT FROM channel_caseuserpermission g
              JOIN auth_permission p ON p.id = g.permission_id AND p.codename = wanted
              JOIN django_content_type t ON t.id = p.content_type_id
              WHERE g.user_id = actor AND g.content_object_id = at_case
                AND t.app_label = 'channel' AND t.model = 'case')
    ) OR wanted IN ('observe_case', 'view_case') AND EXISTS (
        SELECT FROM channel_breakglass b
        JOIN channel_case c ON c.id = b.case_id
        JOIN prevent_portal_user u ON u.id = b.by_id AND u.is_active
        WHERE b.case_id = at_case AND b.by_id = actor
          AND b.until > statement_timestamp()
          AND channel_holds_glass(c.panel_id, b.by_id)
          AND NOT EXISTS (SELECT FROM channel_seat s
                          WHERE s.case_id = b.case_id AND s.user_id = b.by_id AND s.conflict_at IS NOT NULL)
    ) OR wanted IN ('observe_case', 'view_case', 'contribute_case')
         AND coalesce(at_case = channel_taking_in(), false);
END $$
"""

TIMES = body_with(
    refer.TIMES,
    (
        "WHERE at_case IN (SELECT channel_open_cases('view_case'))",
        "WHERE channel_opens('view_case', at_case)",
    ),
)

#: table, the column that says who
NAMED = (
    ("channel_correction", "by_id"),
    ("channel_minute", "decided_by_id"),
    ("channel_rectification", "by_id"),
    ("channel_release", "by_id"),
    ("channel_rightsrequest", "decided_by_id"),
)

# Who is named in a column as having done something is who is acted for, whenever the column is set or changed.
BY_WHO_ACTS = """
CREATE FUNCTION channel_named_by_who_acts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    said bigint := to_jsonb(NEW) ->> TG_ARGV[0];
    before bigint := CASE WHEN TG_OP = 'UPDATE' THEN to_jsonb(OLD) ->> TG_ARGV[0] END;
BEGIN
    IF said IS DISTINCT FROM before AND said IS DISTINCT FROM portal_actor() THEN
        RAISE EXCEPTION 'what is decided is written in one''s own name' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
""" + " ".join(
    f"CREATE TRIGGER channel_named_by_who_acts BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW"
    f" WHEN (current_user = 'portal_app') EXECUTE FUNCTION channel_named_by_who_acts('{column}');"
    for table, column in NAMED
)

CONSENT_ON = body_with(
    support.CONSENT_ON, ("c.kind <> 'sought'", "c.kind NOT IN ('sought', 'wish')")
)

# For the portal itself, which writes to them: whoever is invited to a case that stands on a meeting's agenda, or
# did until the meeting was cancelled. One message a day and person, as for members, so it is noted here.
MEETING_TELLS = """
CREATE FUNCTION channel_meeting_tells(of_meeting bigint, today date) RETURNS TABLE (user_id bigint, case_id bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE invited record;
BEGIN
    IF portal_actor() IS NOT NULL THEN
        RETURN;
    END IF;
    FOR invited IN
        SELECT DISTINCT ON (s.user_id) s.user_id AS person, s.case_id AS at_case, p.panel_id
        FROM channel_panelmeeting p
        JOIN channel_agendaitem i ON i.meeting_id = p.id
        JOIN channel_seat s ON s.case_id = i.case_id AND s.seat = 'invited'
        JOIN prevent_portal_user u ON u.id = s.user_id AND u.is_active
        WHERE p.id = of_meeting AND (i.removed_at IS NULL OR p.status = 'cancelled')
          AND s.conflict_at IS NULL AND s.begins_at <= statement_timestamp()
          AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
          AND s.case_id NOT IN (SELECT channel_destroyed())
        ORDER BY s.user_id, i.place, s.case_id
    LOOP
        INSERT INTO channel_meetingmessage (meeting_id, panel_id, user_id, "on")
        VALUES (of_meeting, invited.panel_id, invited.person, today) ON CONFLICT DO NOTHING;
        IF FOUND THEN
            user_id := invited.person;
            case_id := invited.at_case;
            RETURN NEXT;
        END IF;
    END LOOP;
END $$
"""

CHAIRS_OF = """
CREATE FUNCTION channel_chairs_of(of_case bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT s.user_id
    FROM channel_seat s
    JOIN channel_membership m ON m.id = s.membership_id AND channel_membership_in_force(m)
    JOIN prevent_portal_user u ON u.id = s.user_id AND u.is_active
    WHERE (SELECT portal_actor()) IS NULL AND s.case_id = of_case AND s.seat IN ('chair', 'deputy')
      AND s.conflict_at IS NULL AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
$$
"""

# When and where a case is spoken of next, for whoever may open the case and does not sit on the panel.
MEETING_OF = """
CREATE FUNCTION channel_meeting_of(of_case bigint)
RETURNS TABLE ("on" date, starts_at time, place text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT p."on", p.starts_at, p.place::text
    FROM channel_agendaitem i JOIN channel_panelmeeting p ON p.id = i.meeting_id
    WHERE i.case_id = of_case AND i.removed_at IS NULL AND p.status IN ('planned', 'open')
      AND channel_opens('view_case', of_case)
    ORDER BY p."on", p.starts_at LIMIT 1
$$
"""

# A case that a conflict followed somebody to says so in its chronology, without a word of why.
FOLLOWED = """INSERT INTO channel_caseevent (case_id, kind, "on", by_id)
VALUES ({0}, 'followed', (statement_timestamp() AT TIME ZONE 'Europe/London')::date, portal_actor());"""
DECLARE_CONFLICT = body_with(
    mended.DECLARE_CONFLICT,
    (
        "actor bigint := portal_actor(); theirs bigint[];",
        "actor bigint := portal_actor(); theirs bigint[]; one bigint;",
    ),
    (
        """    UPDATE channel_seat s SET conflict_at = statement_timestamp()
    WHERE s.case_id = ANY (theirs)""",
        f"""    FOR one IN SELECT o FROM unnest(theirs) o
        WHERE NOT EXISTS (SELECT FROM channel_seat s
                          WHERE s.case_id = o AND s.user_id = actor AND s.conflict_at IS NOT NULL)
    LOOP
        {FOLLOWED.format("one")}
    END LOOP;
    UPDATE channel_seat s SET conflict_at = statement_timestamp()
    WHERE s.case_id = ANY (theirs)""",  # noqa: S608 - ours
    ),
)
SHARE_CONFLICTS = body_with(
    mended.SHARE_CONFLICTS,
    (
        "        UPDATE channel_seat s SET conflict_at",
        f"        {FOLLOWED.format('held.case_id')}\n        UPDATE channel_seat s SET conflict_at",  # noqa: S608 - ours
    ),
)


class Migration(migrations.Migration):
    dependencies = [("channel", "0017_mended")]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="basis",
            field=models.CharField(
                blank=True,
                choices=[
                    ("met", "Spoken with the person"),
                    ("told", "From what others know, without speaking with them"),
                ],
                db_default="",
                max_length=4,
            ),
        ),
        migrations.AddField(
            model_name="historicalpanel",
            name="adults_advice",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="Beside the referral",
                max_length=1000,
                verbose_name="what to do about an adult",
            ),
        ),
        migrations.AddField(
            model_name="historicalpanel",
            name="adults_door",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="The council’s front door for adults",
                max_length=300,
                verbose_name="contact point for adults",
            ),
        ),
        migrations.AddField(
            model_name="historicalpanel",
            name="children_advice",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="Beside the referral",
                max_length=1000,
                verbose_name="what to do about somebody under 18",
            ),
        ),
        migrations.AddField(
            model_name="historicalpanel",
            name="children_door",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="The council’s front door for children",
                max_length=300,
                verbose_name="contact point for under 18s",
            ),
        ),
        migrations.AddField(
            model_name="panel",
            name="adults_advice",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="Beside the referral",
                max_length=1000,
                verbose_name="what to do about an adult",
            ),
        ),
        migrations.AddField(
            model_name="panel",
            name="adults_door",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="The council’s front door for adults",
                max_length=300,
                verbose_name="contact point for adults",
            ),
        ),
        migrations.AddField(
            model_name="panel",
            name="children_advice",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="Beside the referral",
                max_length=1000,
                verbose_name="what to do about somebody under 18",
            ),
        ),
        migrations.AddField(
            model_name="panel",
            name="children_door",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="The council’s front door for children",
                max_length=300,
                verbose_name="contact point for under 18s",
            ),
        ),
        gate_function("channel_opens(text, bigint)", OPENS),
        replaced(TIMES, refer.TIMES),
        ask_quickly(),
        *with_trigger(
            "channel_named_by_who_acts()",
            BY_WHO_ACTS,
            *(("channel_named_by_who_acts", table) for table, _ in NAMED),
        ),
        gate_reads(write=["channel_meetingmessage"]),
        gate_function("channel_meeting_tells(bigint, date)", MEETING_TELLS),
        gate_function("channel_chairs_of(bigint)", CHAIRS_OF),
        gate_function("channel_meeting_of(bigint)", MEETING_OF),
        replaced(CONSENT_ON, support.CONSENT_ON),
        replaced(DECLARE_CONFLICT, mended.DECLARE_CONFLICT),
        replaced(SHARE_CONFLICTS, mended.SHARE_CONFLICTS),
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
                    (
                        "followed",
                        "Conflict of interest followed from another referral of the person",
                    ),
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
        # Django would fill the column with an empty text on the way back, which is not sealed
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE channel_caseevent ALTER COLUMN words DROP NOT NULL",
                    migrations.RunSQL.noop,
                )
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="caseevent",
                    name="words",
                    field=prevent_portal.sealed.SealedText(
                        blank=True,
                        default="",
                        help_text="None where the database wrote it, which has no key",
                        null=True,
                    ),
                ),
            ],
        ),
        migrations.AlterField(
            model_name="consent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("sought", "Asked for"),
                    ("given", "Given"),
                    ("refused", "Refused"),
                    ("withdrawn", "Withdrawn"),
                    ("wish", "Said that they want to stop"),
                ],
                max_length=10,
            ),
        ),
    ]
