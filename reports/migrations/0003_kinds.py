"""Kinds of report as data, with those that a new installation starts with."""

import tomllib
from pathlib import Path

from django.utils import timezone
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import simple_history.models
from django.conf import settings
from django.db import migrations, models


SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "kinds.toml"


def _add(apps, model_name, **values):
    """A row with its first row of history, which nobody in particular made."""
    model = apps.get_model("reports", model_name)
    past = apps.get_model("reports", f"Historical{model_name}")
    row = model.objects.using("owner").create(**values)
    copied = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
    copied |= {"history_date": timezone.now(), "history_type": "+"}
    past.objects.using("owner").create(**copied)
    return row


def start_with(apps, schema_editor):
    """Add the kinds of report that a new installation starts with; what came later, a later one adds."""
    known = {field.name for field in apps.get_model("reports", "TemplateSection")._meta.fields}
    for kind in tomllib.loads(SEEDS.read_text(encoding="utf-8"))["kind"]:
        sections = kind.pop("section")
        template = _add(apps, "ReportTemplate", **kind)
        for position, section in enumerate(sections, start=1):
            section = {name: value for name, value in section.items() if name in known}
            _add(apps, "TemplateSection", template=template, position=position, **section)


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0002_history_stays"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalReportTemplate",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                (
                    "name",
                    models.SlugField(
                        help_text="What commands and addresses call it",
                        max_length=40,
                        verbose_name="short name",
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("purpose", models.TextField(blank=True, help_text="When and why it is made")),
                (
                    "body",
                    models.CharField(
                        help_text="The body that reads it, for example Cabinet",
                        max_length=120,
                        verbose_name="made for",
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[("plan", "A plan"), ("agency", "One agency")],
                        default="plan",
                        max_length=8,
                        verbose_name="is about",
                    ),
                ),
                (
                    "plan_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        help_text="Which plans it may be about",
                        size=None,
                        verbose_name="kinds of plan",
                    ),
                ),
                (
                    "audiences",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("restricted", "Restricted: the board and named readers"),
                                ("officer", "Officers: the corporate management team"),
                                ("member", "Elected members"),
                                ("public", "The public"),
                            ],
                            max_length=12,
                        ),
                        size=None,
                        verbose_name="may be made for",
                    ),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        default=6, help_text="Months up to its day", verbose_name="covers"
                    ),
                ),
                (
                    "is_numbered",
                    models.BooleanField(default=True, verbose_name="paragraphs are numbered"),
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
            ],
            options={
                "verbose_name": "historical kind of report",
                "verbose_name_plural": "historical kind of reports",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ReportTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                (
                    "name",
                    models.SlugField(
                        help_text="What commands and addresses call it",
                        max_length=40,
                        unique=True,
                        verbose_name="short name",
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("purpose", models.TextField(blank=True, help_text="When and why it is made")),
                (
                    "body",
                    models.CharField(
                        help_text="The body that reads it, for example Cabinet",
                        max_length=120,
                        verbose_name="made for",
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[("plan", "A plan"), ("agency", "One agency")],
                        default="plan",
                        max_length=8,
                        verbose_name="is about",
                    ),
                ),
                (
                    "plan_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        help_text="Which plans it may be about",
                        size=None,
                        verbose_name="kinds of plan",
                    ),
                ),
                (
                    "audiences",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("restricted", "Restricted: the board and named readers"),
                                ("officer", "Officers: the corporate management team"),
                                ("member", "Elected members"),
                                ("public", "The public"),
                            ],
                            max_length=12,
                        ),
                        size=None,
                        verbose_name="may be made for",
                    ),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        default=6, help_text="Months up to its day", verbose_name="covers"
                    ),
                ),
                (
                    "is_numbered",
                    models.BooleanField(default=True, verbose_name="paragraphs are numbered"),
                ),
            ],
            options={
                "verbose_name": "kind of report",
                "ordering": ["title", "pk"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HistoricalTemplateSection",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(editable=False, max_length=40)),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=160)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Tables and charts that the portal puts in; without it, only people write here",
                        max_length=60,
                        verbose_name="built from",
                    ),
                ),
                (
                    "figures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        help_text="Which figures of the catalogue a section of figures shows",
                        size=None,
                    ),
                ),
                ("guidance", models.TextField(blank=True, help_text="What its writer is told")),
                ("is_wide", models.BooleanField(default=False, verbose_name="printed on its side")),
                (
                    "on_new_page",
                    models.BooleanField(default=False, verbose_name="begins on a new page"),
                ),
                (
                    "must_be_written",
                    models.BooleanField(default=False, verbose_name="somebody must write it"),
                ),
                ("dropped_on", models.DateField(blank=True, editable=False, null=True)),
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
                    "template",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.reporttemplate",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical section of a kind of report",
                "verbose_name_plural": "historical section of a kind of reports",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="TemplateSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(editable=False, max_length=40)),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=160)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Tables and charts that the portal puts in; without it, only people write here",
                        max_length=60,
                        verbose_name="built from",
                    ),
                ),
                (
                    "figures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        help_text="Which figures of the catalogue a section of figures shows",
                        size=None,
                    ),
                ),
                ("guidance", models.TextField(blank=True, help_text="What its writer is told")),
                ("is_wide", models.BooleanField(default=False, verbose_name="printed on its side")),
                (
                    "on_new_page",
                    models.BooleanField(default=False, verbose_name="begins on a new page"),
                ),
                (
                    "must_be_written",
                    models.BooleanField(default=False, verbose_name="somebody must write it"),
                ),
                ("dropped_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="reports.reporttemplate",
                    ),
                ),
            ],
            options={
                "verbose_name": "section of a kind of report",
                "ordering": ["position", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddConstraint(
            model_name="reporttemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_because", ""), ("closed_on__isnull", True)),
                    models.Q(
                        ("closed_on__isnull", False),
                        models.Q(("closed_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="reports_reporttemplate_closing_has_a_reason",
                violation_error_message="Say why it is closed.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reporttemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("audiences__len__gt", 0)),
                name="reports_template_is_for_somebody",
                violation_error_message="Choose who it may be made for.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reporttemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(("months__gte", 1), ("months__lte", 60)),
                name="reports_template_covers_months",
                violation_error_message="It covers between 1 and 60 months.",
            ),
        ),
        migrations.AddConstraint(
            model_name="templatesection",
            constraint=models.UniqueConstraint(
                fields=("template", "key"), name="reports_templatesection_key_is_its_own"
            ),
        ),
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE ON reports_historicalreporttemplate,"
            " reports_historicaltemplatesection FROM portal_app",
            migrations.RunSQL.noop,
        ),
        migrations.RunPython(start_with, migrations.RunPython.noop),
    ]
