"""The database itself keeps Channel secret: the gate's functions, which rows answer to whom, who may do what.

The functions stand in the folder beside this file, by subject. A later migration that changes one brings the
whole of it (`prevent_portal.gate.replaced`).
"""

from pathlib import Path

from django.db import migrations

from prevent_portal.gate import application_may_not, gate_functions, gate_may, history_stays

from ..policies import (
    history_in_ones_own_name,
    of_case,
    of_panel,
    protect,
    protect_case_table,
    protect_panel_table,
)

#: Of the functions in each file those that the application may call; each says for itself to whom it tells what.
CALLED = {
    "open": "grants_of certified_until membership_in_force open_panels open_cases opens opened destroyed appoints keeps",
    "seats": "chairs_of end_seat take_in seat_appointed seat_at declare_conflict share_conflicts end_business seat_members cases_left_alone seat_tells account_tells",
    "referrals": "match_by similar search times referrals_of sent_as",
    "requests": "takes_answers request_state asked_of_me request_key answer request_tells",
    "meetings": "items_left end_meeting meeting_of meeting_tells arrival confirm_arrival due_unlisted",
    "due": "due unshared support_due records_due records_open first_due",
    "counts": "counts counts_beside glass_ending",
    "glass": "reference break_glass glass_tells",
    "records": "retention_open destroy sweep",
    "support": "",
    "own_name": "",
}
# The owner keeps this one: later migrations give it to new tables.
HISTORY = """
CREATE FUNCTION channel_history_by_who_acts() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.history_user_id IS DISTINCT FROM portal_actor() THEN
        RAISE EXCEPTION 'history is written in one''s own name' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
"""
ME = "(SELECT portal_actor())"
APPOINTS = "channel_appoints('proposes') OR channel_appoints('confirms')"
AUDITS = f"EXISTS (SELECT FROM prevent_portal_user u WHERE u.id = {ME} AND u.is_active AND 'auditor' = ANY (u.roles))"  # noqa: S608 - ours
RUNS_A_PANEL = "EXISTS (SELECT FROM channel_open_panels('coordinator'))"

#: Tables about a case, by what one must be allowed to do with it in order to write to them.
COORDINATED = """
    alternativepathway closure consent consentcheck deconfliction gatewayassessment legalhold minute
    postclosurereview rectification release rightsrequest sameperson section36decision thresholddecision
    transfer historicalalternativepathway historicalclosure historicalconsentcheck
    historicalinformationrequest historicallegalhold historicalminute historicalobservertext
    historicalpostclosurereview historicalrightsrequest historicalsameperson historicaltransfer
"""
CONTRIBUTED = """
    assessment attachment careconsidered caseaction caseevent disclosure factorfinding intervention planitem
    planreview referral subject supportplan supportsession historicalcaseaction historicalintervention
    historicalplanitem historicalreferral historicalsubject
"""
CHAIRED = "correction retentionreview"
#: Tables about a case that only the gate's functions write to.
GATED = "destruction informationanswer"
#: Tables about a panel.
OF_PANELS = """
    assuranceanswer assurancestatement meetingmessage panelmeeting panelvisitor
    historicalassuranceanswer historicalassurancestatement historicalpanelmeeting historicalpanelvisitor
"""
#: Tables in which nothing stands about anybody: everybody reads them; who keeps them, by which condition.
READ_BY_ALL = {
    "ageband clock term historicalageband historicalclock historicalterm": "(SELECT channel_keeps('lists'))",
    "assuranceextent assurancestandard nationalseries historicalassuranceextent historicalassurancestandard"
    " historicalnationalseries": "(SELECT channel_keeps('published'))",
    "factor framework retentionrule historicalframework historicalretentionrule": RUNS_A_PANEL,
    "panel historicalpanel": f"(SELECT channel_keeps('lists')) OR {of_panel('chair', 'id')}",
}


def tables(names):
    """The names of tables in full."""
    return [f"channel_{name}" for name in names.split()]


def policies():
    """Which rows of each table answer to the person acted for, to be read and to be written."""
    for write, names in (
        ("coordinate_case", COORDINATED),
        ("contribute_case", CONTRIBUTED),
        ("chair_case", CHAIRED),
        (None, GATED),
    ):
        for table in tables(names):
            yield protect_case_table(table, write=write)
    for table in tables(OF_PANELS):
        yield protect_panel_table(table)
    for names, write in READ_BY_ALL.items():
        for table in tables(names):
            yield protect(table, read="true", write=write)
    yield from _of_cases()
    yield from _of_people()


def _of_cases():
    yield protect_case_table("channel_case", read="observe_case", key="id")
    yield protect_case_table("channel_historicalcase", key="id")
    yield protect_case_table("channel_casekey", read="observe_case", write=None)
    yield protect_case_table("channel_observertext", read="observe_case", write="coordinate_case")
    yield protect_case_table("channel_matchtoken", read="coordinate_case", write=None)
    # a case on an agenda, or another item; a person who came for a case, or for the meeting
    for table in tables("agendaitem attendance historicalagendaitem historicalattendance"):
        yield protect(
            table,
            read=_of_case_or_panel(table, "view_case", "member"),
            write=_of_case_or_panel(table, "coordinate_case", "coordinator"),
        )
    yield protect(
        "channel_informationrequest",
        read=f"{of_case('channel_informationrequest', 'view_case')} OR id IN (SELECT channel_asked_of_me())",
        write=of_case("channel_informationrequest", "coordinate_case"),
    )
    yield protect(
        "channel_breakglass",
        read=f"by_id = {ME} OR {of_case('channel_breakglass', 'view_case')}",
        write=f"by_id = {ME} OR {of_case('channel_breakglass', 'chair_case')}",
    )


def _of_case_or_panel(table, grant, at_least):
    return f"CASE WHEN case_id IS NULL THEN {of_panel(at_least)} ELSE {of_case(table, grant)} END"


def _of_people():
    for table in tables("membership historicalmembership"):
        yield protect(
            table,
            read=f"user_id = {ME} OR {of_panel('member')} OR {APPOINTS}",
            write=f"{of_panel('coordinator')} OR {APPOINTS}",
        )
    for table in tables("clearance historicalclearance"):
        yield protect_panel_table(table, read="chair", write="chair")
    for table in tables("provider historicalprovider"):
        yield protect(
            table,
            read="EXISTS (SELECT FROM channel_open_panels('member'))"
            " OR EXISTS (SELECT FROM channel_open_cases('view_case'))",
            write=RUNS_A_PANEL,
        )
    for table in tables("glassholder historicalglassholder"):
        yield protect(table, read=f"user_id = {ME} OR {APPOINTS} OR {AUDITS}", write=APPOINTS)
    yield protect("channel_accountchange", read=f"user_id = {ME} OR {APPOINTS} OR {AUDITS}")
    yield protect(
        "channel_caseuserpermission",
        read=f"user_id = {ME} OR {of_case('channel_caseuserpermission', 'view_case', 'content_object_id')}",
    )
    yield protect("channel_seat", read=f"{of_case('channel_seat', 'view_case')} OR user_id = {ME}")
    yield protect(
        "channel_draft", read=f"user_id = {ME}", write=f"user_id = {ME}", remove=f"user_id = {ME}"
    )


def functions():
    """The functions of each file, with their triggers."""
    folder = Path(__file__).resolve().parent / "gate"
    for name, called in CALLED.items():
        statements = (folder / f"{name}.sql").read_text(encoding="utf-8")
        yield gate_functions(statements, called=tables(called))


class Migration(migrations.Migration):
    dependencies = [
        ("channel", "0002_seed"),
        ("prevent_portal", "0002_gate"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [
        *functions(),
        *policies(),
        gate_may(
            "SELECT",
            "auth_permission",
            "django_content_type",
            "mfa_authenticator",
            "prevent_portal_user",
            *tables(
                """
                ageband agendaitem attendance caseaction closure consent consentcheck correction draft
                historicalassuranceanswer historicalassurancestatement intervention legalhold panel
                panelmeeting planitem postclosurereview referral retentionreview retentionrule rightsrequest
                sameperson subject term
                """
            ),
        ),
        gate_may(
            "SELECT, INSERT, UPDATE",
            "prevent_portal_outbox",
            *tables(
                """
                accountchange breakglass case caseevent casekey caseuserpermission destruction glassholder
                historicalglassholder historicalmembership informationanswer informationrequest matchtoken
                meetingmessage membership seat transfer
                """
            ),
        ),
        gate_may("DELETE", *tables("caseuserpermission draft matchtoken")),
        history_stays("channel"),
        migrations.RunSQL(HISTORY, "DROP FUNCTION channel_history_by_who_acts() CASCADE"),
        history_in_ones_own_name(),
        application_may_not(
            "UPDATE, DELETE",
            *tables(
                """
                assessment attachment careconsidered caseevent consent correction deconfliction disclosure
                factor factorfinding gatewayassessment meetingmessage planreview rectification release
                retentionreview section36decision supportplan supportsession thresholddecision
                """
            ),
        ),
        migrations.RunSQL(
            "GRANT UPDATE (content, removed_at, removed_by_id, removed_because)"
            " ON channel_attachment TO portal_app",
            migrations.RunSQL.noop,
        ),
        application_may_not("DELETE", *tables("legalhold retentionrule rightsrequest")),
        application_may_not(
            "INSERT, UPDATE, DELETE",
            *tables(
                "accountchange casekey caseuserpermission destruction informationanswer matchtoken seat"
            ),
        ),
        application_may_not("INSERT", "channel_case"),
        application_may_not("INSERT, DELETE", "channel_breakglass"),
    ]
