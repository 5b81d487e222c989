"""What tells of cases tells it to fewer, and a statement that makes itself nobody's learns nothing.

Beside it: emergency access is counted, why a meeting was cancelled is a choice, and a restriction can be lifted.
"""

from importlib import import_module

import django.db.models.deletion
import django.contrib.postgres.fields
import prevent_portal.sealed
from django.conf import settings
from django.db import migrations, models

from ..policies import gate_function, only_itself, recreated, replaced

rights, secure = (
    import_module(f"channel.migrations.{name}") for name in ("0016_rights", "0011_secure")
)

# The portal itself, when it writes down that somebody was refused; else only of a case that is open.
REFERENCE = secure.REFERENCE.replace(
    "WHERE c.id = of_case",
    "WHERE c.id = of_case AND ((SELECT portal_itself()) OR channel_opens('observe_case', c.id))",
)
GLASS_TELLS = secure.GLASS_TELLS.replace(
    "WHERE b.id = glass", "WHERE (SELECT portal_itself()) AND b.id = glass"
)
# The portal itself, and who sits on the panel: whoever else is told numbers is told them by a page, guarded.
MAY_COUNT = """
CREATE FUNCTION channel_may_count(of_panel bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF portal_itself() OR of_panel IN (SELECT channel_open_panels('member')) THEN
        RETURN true;
    END IF;
    RAISE EXCEPTION 'these numbers are not for this person' USING ERRCODE = '42501';
END $$
"""
_USED = """
    ), used AS (
        SELECT (b.reviewed_at AT TIME ZONE 'Europe/London')::date AS reviewed_on, b.review_by
        FROM channel_breakglass b JOIN channel_case c ON c.id = b.case_id
        WHERE (SELECT channel_may_count(of_panel)) AND (of_panel IS NULL OR c.panel_id = of_panel)
          AND (b.opened_at AT TIME ZONE 'Europe/London')::date BETWEEN first AND last
    )
    SELECT
"""
# As it was, and emergency access: used in the period, and of that reviewed, or late, at its end.
BESIDE = (
    rights.BESIDE.replace(
        "repeated bigint)", "repeated bigint, glass bigint, reviewed bigint, late bigint)"
    )
    .replace("\n    )\n    SELECT\n", _USED)
    .replace(
        "c.panel_id = of_panel))\n$$",
        """c.panel_id = of_panel)),
        (SELECT count(*) FROM used),
        (SELECT count(*) FROM used WHERE reviewed_on <= last),
        (SELECT count(*) FROM used WHERE review_by < last AND coalesce(reviewed_on > last, true))
$$""",
    )
)


def choose_reasons(apps, schema_editor):
    """Put a choice in place of the words for which a meeting was cancelled: they may have been about somebody."""
    with schema_editor.connection.cursor() as cursor:
        for table in ("channel_panelmeeting", "channel_historicalpanelmeeting"):
            cursor.execute(
                f"UPDATE {table} SET cancelled_because = 'other' WHERE cancelled_because <> ''"  # noqa: S608
            )


def count_glass(apps, schema_editor):
    """Let the standard about who can open records be shown by how often emergency access was used."""
    standards = apps.get_model("channel", "AssuranceStandard").objects
    for each in standards.using(schema_editor.connection.alias).filter(
        words__contains="open only to those"
    ):
        each.evidence = [*each.evidence, "glass", "glass_reviewed", "glass_late"]
        each.save()


class Migration(migrations.Migration):
    dependencies = [
        ("prevent_portal", "0012_itself"),
        ("channel", "0019_asked_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(choose_reasons, migrations.RunPython.noop),
        replaced(REFERENCE, secure.REFERENCE),
        replaced(MAY_COUNT, rights.MAY_COUNT),
        recreated(
            ("channel_counts_beside(date, date, bigint)", BESIDE),
            ("channel_counts_beside(date, date, bigint)", rights.BESIDE),
        ),
        migrations.RunSQL(
            "DROP FUNCTION channel_glass_counts(date, date, date)",
            gate_function("channel_glass_counts(date, date, date)", secure.GLASS_COUNTS).sql,
        ),
        replaced(GLASS_TELLS, secure.GLASS_TELLS),
        only_itself(),
        migrations.AddField(
            model_name="historicalrightsrequest",
            name="lift_told_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="historicalrightsrequest",
            name="lifted_because",
            field=prevent_portal.sealed.SealedText(
                blank=True, null=True, verbose_name="why the restriction was lifted"
            ),
        ),
        migrations.AddField(
            model_name="historicalrightsrequest",
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
            model_name="historicalrightsrequest",
            name="lifted_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="historicalrightsrequest",
            name="used_for",
            field=models.CharField(
                blank=True,
                choices=[
                    ("consent", "The person agrees to it"),
                    ("claims", "Legal claims: to make, bring or answer one"),
                    ("others", "To protect the rights of somebody else"),
                    ("interest", "An important public interest"),
                ],
                default="",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="historicalrightsrequest",
            name="used_until",
            field=models.DateField(
                blank=True, help_text="The last day of use in spite of a restriction", null=True
            ),
        ),
        migrations.AddField(
            model_name="rightsrequest",
            name="lift_told_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="rightsrequest",
            name="lifted_because",
            field=prevent_portal.sealed.SealedText(
                blank=True, null=True, verbose_name="why the restriction was lifted"
            ),
        ),
        migrations.AddField(
            model_name="rightsrequest",
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
            model_name="rightsrequest",
            name="lifted_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="rightsrequest",
            name="used_for",
            field=models.CharField(
                blank=True,
                choices=[
                    ("consent", "The person agrees to it"),
                    ("claims", "Legal claims: to make, bring or answer one"),
                    ("others", "To protect the rights of somebody else"),
                    ("interest", "An important public interest"),
                ],
                default="",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="rightsrequest",
            name="used_until",
            field=models.DateField(
                blank=True, help_text="The last day of use in spite of a restriction", null=True
            ),
        ),
        migrations.AlterField(
            model_name="assurancestandard",
            name="evidence",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("received", "Referrals received"),
                        ("sector", "By sector of the referrer"),
                        ("concern", "By type of concern"),
                        ("age", "By age"),
                        ("gender", "By gender"),
                        ("repeat", "Referred before"),
                        ("screened", "Screened"),
                        ("not_progressed", "Not progressed"),
                        ("to_panel", "Referred to the panel"),
                        ("considered", "Considered by the panel"),
                        ("adopted", "Adopted"),
                        ("not_adopted", "Not adopted"),
                        ("consent_sought", "Consent asked for"),
                        ("consent_given", "Consent given"),
                        ("consent_refused", "Consent refused"),
                        ("consent_withdrawn", "Consent withdrawn"),
                        ("alternative", "Alternative pathway"),
                        ("closed", "Closed"),
                        ("closed_by", "Closed, by reason"),
                        ("reopened", "Opened again"),
                        ("days", "Days from referral (middle case)"),
                        ("live", "Live cases"),
                        ("reviews_due", "Later reviews due"),
                        ("reviews_done", "Later reviews done"),
                        ("reviews_on_time", "Later reviews done on time"),
                        ("reviews_late", "Later reviews late"),
                        ("transfers_open", "Transfers without a receipt"),
                        ("meetings", "Panel meetings held"),
                        ("quorate", "Meetings that were quorate"),
                        ("glass", "Emergency access used"),
                        ("glass_reviewed", "Emergency access reviewed"),
                        ("glass_late", "Emergency access not reviewed in time"),
                    ],
                    max_length=20,
                ),
                blank=True,
                default=list,
                help_text="The numbers that show how far it is met",
                size=None,
            ),
        ),
        migrations.AlterField(
            model_name="historicalassurancestandard",
            name="evidence",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("received", "Referrals received"),
                        ("sector", "By sector of the referrer"),
                        ("concern", "By type of concern"),
                        ("age", "By age"),
                        ("gender", "By gender"),
                        ("repeat", "Referred before"),
                        ("screened", "Screened"),
                        ("not_progressed", "Not progressed"),
                        ("to_panel", "Referred to the panel"),
                        ("considered", "Considered by the panel"),
                        ("adopted", "Adopted"),
                        ("not_adopted", "Not adopted"),
                        ("consent_sought", "Consent asked for"),
                        ("consent_given", "Consent given"),
                        ("consent_refused", "Consent refused"),
                        ("consent_withdrawn", "Consent withdrawn"),
                        ("alternative", "Alternative pathway"),
                        ("closed", "Closed"),
                        ("closed_by", "Closed, by reason"),
                        ("reopened", "Opened again"),
                        ("days", "Days from referral (middle case)"),
                        ("live", "Live cases"),
                        ("reviews_due", "Later reviews due"),
                        ("reviews_done", "Later reviews done"),
                        ("reviews_on_time", "Later reviews done on time"),
                        ("reviews_late", "Later reviews late"),
                        ("transfers_open", "Transfers without a receipt"),
                        ("meetings", "Panel meetings held"),
                        ("quorate", "Meetings that were quorate"),
                        ("glass", "Emergency access used"),
                        ("glass_reviewed", "Emergency access reviewed"),
                        ("glass_late", "Emergency access not reviewed in time"),
                    ],
                    max_length=20,
                ),
                blank=True,
                default=list,
                help_text="The numbers that show how far it is met",
                size=None,
            ),
        ),
        migrations.AlterField(
            model_name="historicalnationalseries",
            name="measure",
            field=models.CharField(
                choices=[
                    ("received", "Referrals received"),
                    ("sector", "By sector of the referrer"),
                    ("concern", "By type of concern"),
                    ("age", "By age"),
                    ("gender", "By gender"),
                    ("repeat", "Referred before"),
                    ("screened", "Screened"),
                    ("not_progressed", "Not progressed"),
                    ("to_panel", "Referred to the panel"),
                    ("considered", "Considered by the panel"),
                    ("adopted", "Adopted"),
                    ("not_adopted", "Not adopted"),
                    ("consent_sought", "Consent asked for"),
                    ("consent_given", "Consent given"),
                    ("consent_refused", "Consent refused"),
                    ("consent_withdrawn", "Consent withdrawn"),
                    ("alternative", "Alternative pathway"),
                    ("closed", "Closed"),
                    ("closed_by", "Closed, by reason"),
                    ("reopened", "Opened again"),
                    ("days", "Days from referral (middle case)"),
                    ("live", "Live cases"),
                    ("reviews_due", "Later reviews due"),
                    ("reviews_done", "Later reviews done"),
                    ("reviews_on_time", "Later reviews done on time"),
                    ("reviews_late", "Later reviews late"),
                    ("transfers_open", "Transfers without a receipt"),
                    ("meetings", "Panel meetings held"),
                    ("quorate", "Meetings that were quorate"),
                    ("glass", "Emergency access used"),
                    ("glass_reviewed", "Emergency access reviewed"),
                    ("glass_late", "Emergency access not reviewed in time"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="historicalpanelmeeting",
            name="cancelled_because",
            field=models.CharField(
                blank=True,
                choices=[
                    ("too_few", "Too few could come"),
                    ("no_chair", "Nobody could chair it"),
                    ("nothing", "There was nothing to discuss"),
                    ("place", "The place or the call could not be used"),
                    ("instead", "The panel meets on another day instead"),
                    ("other", "Another reason"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="nationalseries",
            name="measure",
            field=models.CharField(
                choices=[
                    ("received", "Referrals received"),
                    ("sector", "By sector of the referrer"),
                    ("concern", "By type of concern"),
                    ("age", "By age"),
                    ("gender", "By gender"),
                    ("repeat", "Referred before"),
                    ("screened", "Screened"),
                    ("not_progressed", "Not progressed"),
                    ("to_panel", "Referred to the panel"),
                    ("considered", "Considered by the panel"),
                    ("adopted", "Adopted"),
                    ("not_adopted", "Not adopted"),
                    ("consent_sought", "Consent asked for"),
                    ("consent_given", "Consent given"),
                    ("consent_refused", "Consent refused"),
                    ("consent_withdrawn", "Consent withdrawn"),
                    ("alternative", "Alternative pathway"),
                    ("closed", "Closed"),
                    ("closed_by", "Closed, by reason"),
                    ("reopened", "Opened again"),
                    ("days", "Days from referral (middle case)"),
                    ("live", "Live cases"),
                    ("reviews_due", "Later reviews due"),
                    ("reviews_done", "Later reviews done"),
                    ("reviews_on_time", "Later reviews done on time"),
                    ("reviews_late", "Later reviews late"),
                    ("transfers_open", "Transfers without a receipt"),
                    ("meetings", "Panel meetings held"),
                    ("quorate", "Meetings that were quorate"),
                    ("glass", "Emergency access used"),
                    ("glass_reviewed", "Emergency access reviewed"),
                    ("glass_late", "Emergency access not reviewed in time"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="panelmeeting",
            name="cancelled_because",
            field=models.CharField(
                blank=True,
                choices=[
                    ("too_few", "Too few could come"),
                    ("no_chair", "Nobody could chair it"),
                    ("nothing", "There was nothing to discuss"),
                    ("place", "The place or the call could not be used"),
                    ("instead", "The panel meets on another day instead"),
                    ("other", "Another reason"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="rightsrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lifted_on", None),
                    models.Q(
                        ("kind", "restrict"),
                        ("lift_told_on__lte", models.F("lifted_on")),
                        ("lifted_because__isnull", False),
                        ("lifted_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="channel_rightsrequest_lifted_after_they_were_told",
                violation_error_message="They are told before a restriction is lifted.",
            ),
        ),
        migrations.AddConstraint(
            model_name="rightsrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("used_until", None), models.Q(("used_for", ""), _negated=True), _connector="OR"
                ),
                name="channel_rightsrequest_used_says_what_for",
                violation_error_message="Say what it is used for.",
            ),
        ),
        migrations.RunPython(count_glass, migrations.RunPython.noop),
    ]
