"""Risks, recommendations, toolkits with self-assessment, and the register of requirements."""

import datetime
import tomllib
from pathlib import Path

from django.utils import timezone
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import simple_history.models
from django.conf import settings
from django.db import migrations, models


SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "assurance.toml"


def _add(apps, model_name, **values):
    """A row with its first row of history, which nobody in particular made."""
    model = apps.get_model("actions", model_name)
    past = apps.get_model("actions", f"Historical{model_name}")
    row = model.objects.using("owner").create(**values)
    copied = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
    copied |= {"history_date": timezone.now(), "history_type": "+"}
    row.past = past.objects.using("owner").create(**copied)
    return row


def start_with(apps, schema_editor):
    """Add the scale, the toolkits and the requirements that a new installation starts with."""
    seeds = tomllib.loads(SEEDS.read_text(encoding="utf-8"))
    scale = seeds["scale"]
    _add(
        apps,
        "RiskScale",
        name=scale["name"],
        likelihood=scale["likelihood"],
        impact=scale["impact"],
        levels=scale["levels"],
        level_starts=scale["starts"],
        high_from=scale["high"],
        valid_from=scale["from"],
    )
    for toolkit in seeds["toolkits"]:
        newest = _toolkit(apps, toolkit, seeds["ratings"])
    for position, line in enumerate(seeds["requirements"], 1):
        kept = {name: line[name] for name in ("title", "reference", "words")}
        row = _add(apps, "Requirement", position=position, valid_from=IN_FORCE, **kept)
        row.benchmarks.set([newest[head - 1] for head in line["heads"]])
        links = apps.get_model("actions", "HistoricalRequirement_benchmarks").objects
        for link in row.benchmarks.through.objects.using("owner").filter(requirement=row):
            links.using("owner").create(
                id=link.pk, history=row.past, requirement=row, benchmark_id=link.benchmark_id
            )


#: The day on which section 26 came into force for local authorities.
IN_FORCE = datetime.date(2015, 7, 1)


def _toolkit(apps, seed, ratings):
    toolkit = _add(
        apps,
        "Toolkit",
        name=seed["name"],
        issuer=seed["issuer"],
        valid_from=seed["from"],
        valid_to=seed.get("to"),
    )
    for place, rating in enumerate(ratings, 1):
        _add(
            apps,
            "Rating",
            toolkit=toolkit,
            position=place,
            words=rating["words"],
            counts_as=rating["counts"],
        )
    heads = []
    for number, (title, *criteria) in enumerate(seed["heads"], 1):
        heads.append(_add(apps, "Benchmark", toolkit=toolkit, position=number, title=title))
        for place, text in enumerate(criteria, 1):
            _add(apps, "Criterion", benchmark=heads[-1], position=place, text=text)
    return heads


TABLES = """
    actions_historicalbenchmark,
    actions_historicalbenchmarkscore,
    actions_historicalbenchmarkscore_actions,
    actions_historicalbenchmarkscore_evidence,
    actions_historicalcriterion,
    actions_historicalrating,
    actions_historicalrecommendation,
    actions_historicalrecommendation_actions,
    actions_historicalrecommendation_agencies,
    actions_historicalrecommendation_risks,
    actions_historicalrequirement,
    actions_historicalrequirement_actions,
    actions_historicalrequirement_benchmarks,
    actions_historicalrequirement_evidence,
    actions_historicalrequirement_risks,
    actions_historicalrisk,
    actions_historicalrisk_actions,
    actions_historicalrisk_agencies,
    actions_historicalrisk_benchmarks,
    actions_historicalriskscale,
    actions_historicalselfassessment,
    actions_historicaltoolkit
"""


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0011_boards_meet"),
        ("prevent_portal", "0002_history_stays"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Toolkit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("name", models.CharField(max_length=100)),
                ("issuer", models.CharField(blank=True, max_length=100, verbose_name="issued by")),
                ("valid_from", models.DateField(verbose_name="in use from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="in use until")),
            ],
            options={
                "ordering": ["-valid_from", "pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_because", ""), ("closed_on__isnull", True)),
                            models.Q(
                                ("closed_on__isnull", False),
                                models.Q(("closed_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="actions_toolkit_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="actions_toolkit_name_is_its_own",
                        violation_error_message="There is already a toolkit of this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="actions_toolkit_ends_after_it_starts",
                        violation_error_message="The toolkit must end after it starts.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Benchmark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("position", models.PositiveSmallIntegerField(verbose_name="number")),
                ("title", models.CharField(max_length=200)),
                (
                    "toolkit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="benchmarks",
                        to="actions.toolkit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_because", ""), ("closed_on__isnull", True)),
                            models.Q(
                                ("closed_on__isnull", False),
                                models.Q(("closed_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="actions_benchmark_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.UniqueConstraint(
                        fields=("toolkit", "position"),
                        name="actions_benchmark_number_is_its_own",
                        violation_error_message="This toolkit already has a benchmark of this number.",
                    ),
                ],
                "ordering": ["-toolkit__valid_from", "position", "pk"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Rating",
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
                    "position",
                    models.PositiveSmallIntegerField(verbose_name="place, from the worst"),
                ),
                ("words", models.CharField(max_length=60)),
                (
                    "counts_as",
                    models.CharField(
                        choices=[
                            ("not_met", "Counts as not met"),
                            ("met", "Counts as met"),
                            ("exceeding", "Counts as more than met"),
                            ("not_applicable", "Does not count; needs a reason"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "toolkit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ratings",
                        to="actions.toolkit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_because", ""), ("closed_on__isnull", True)),
                            models.Q(
                                ("closed_on__isnull", False),
                                models.Q(("closed_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="actions_rating_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.UniqueConstraint(
                        fields=("toolkit", "words"),
                        name="actions_rating_words_are_its_own",
                        violation_error_message="This toolkit already has a rating of these words.",
                    ),
                ],
                "ordering": ["toolkit", "position", "pk"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Criterion",
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
                    "position",
                    models.PositiveSmallIntegerField(verbose_name="place under its benchmark"),
                ),
                ("text", models.TextField(verbose_name="what is asked")),
                (
                    "benchmark",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="criteria",
                        to="actions.benchmark",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_because", ""), ("closed_on__isnull", True)),
                            models.Q(
                                ("closed_on__isnull", False),
                                models.Q(("closed_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="actions_criterion_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    )
                ],
                "verbose_name_plural": "criteria",
                "ordering": ["benchmark__toolkit", "benchmark__position", "position", "pk"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SelfAssessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("opened_on", models.DateField()),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actions.body",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "toolkit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="actions.toolkit",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("toolkit", "year"),
                        name="actions_selfassessment_once_a_year",
                        violation_error_message="There is already a self-assessment of this year by this toolkit.",
                    )
                ],
                "ordering": ["-year", "-toolkit__valid_from", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="BenchmarkScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "asked",
                    models.TextField(help_text="The words of the criterion as they were judged"),
                ),
                (
                    "counts_as",
                    models.CharField(
                        choices=[
                            ("not_met", "Counts as not met"),
                            ("met", "Counts as met"),
                            ("exceeding", "Counts as more than met"),
                            ("not_applicable", "Does not count; needs a reason"),
                        ],
                        max_length=16,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("shown_by", models.TextField(blank=True, verbose_name="what shows it")),
                ("next_step", models.TextField(blank=True)),
                (
                    "scored_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                (
                    "actions",
                    models.ManyToManyField(
                        blank=True, related_name="benchmark_scores", to="actions.action"
                    ),
                ),
                (
                    "evidence",
                    models.ManyToManyField(blank=True, related_name="+", to="actions.evidence"),
                ),
                (
                    "scored_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="actions.criterion",
                    ),
                ),
                (
                    "rating",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actions.rating",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scores",
                        to="actions.selfassessment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "criterion"),
                        name="actions_benchmarkscore_once_a_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("counts_as", "not_applicable"), _negated=True),
                            models.Q(("words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="actions_benchmarkscore_not_applicable_says_why",
                        violation_error_message="Say why it does not apply.",
                    ),
                ],
                "ordering": [
                    "assessment",
                    "criterion__benchmark__position",
                    "criterion__position",
                    "pk",
                ],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HistoricalBenchmarkScore",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "asked",
                    models.TextField(help_text="The words of the criterion as they were judged"),
                ),
                (
                    "counts_as",
                    models.CharField(
                        choices=[
                            ("not_met", "Counts as not met"),
                            ("met", "Counts as met"),
                            ("exceeding", "Counts as more than met"),
                            ("not_applicable", "Does not count; needs a reason"),
                        ],
                        max_length=16,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("shown_by", models.TextField(blank=True, verbose_name="what shows it")),
                ("next_step", models.TextField(blank=True)),
                (
                    "scored_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
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
                    "criterion",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.criterion",
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
                    "scored_by",
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
                    "rating",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.rating",
                    ),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.selfassessment",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical benchmark score",
                "verbose_name_plural": "historical benchmark scores",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalBenchmarkScore_actions",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.action",
                    ),
                ),
                (
                    "benchmarkscore",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.benchmarkscore",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="actions.historicalbenchmarkscore",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalBenchmarkScore_actions",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalBenchmarkScore_evidence",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "benchmarkscore",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.benchmarkscore",
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.evidence",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="actions.historicalbenchmarkscore",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalBenchmarkScore_evidence",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCriterion",
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
                    "position",
                    models.PositiveSmallIntegerField(verbose_name="place under its benchmark"),
                ),
                ("text", models.TextField(verbose_name="what is asked")),
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
                    "benchmark",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.benchmark",
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
                "verbose_name": "historical criterion",
                "verbose_name_plural": "historical criteria",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRecommendation",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("title", models.CharField(max_length=200)),
                ("words", models.TextField(blank=True, verbose_name="what is recommended")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("ctlp", "Counter-terrorism local profile (CTLP)"),
                            ("peer_review", "Peer review"),
                            ("audit", "Internal audit"),
                            ("learning", "Learning review"),
                            ("letter", "Home Office letter"),
                            ("scrutiny", "Scrutiny"),
                            ("inspection", "Inspection"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=200)),
                (
                    "has_no_intelligence",
                    models.BooleanField(
                        default=False, verbose_name="contains no intelligence material"
                    ),
                ),
                ("received_on", models.DateField(verbose_name="received on")),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("awaited", "Not answered yet"),
                            ("accepted", "Accepted"),
                            ("partly", "Accepted in part"),
                            ("rejected", "Rejected"),
                        ],
                        default="awaited",
                        max_length=10,
                        verbose_name="response",
                    ),
                ),
                (
                    "answer_reason",
                    models.TextField(blank=True, verbose_name="reason for the response"),
                ),
                (
                    "owner_post",
                    models.CharField(blank=True, max_length=200, verbose_name="post of the owner"),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due by")),
                (
                    "marking",
                    models.CharField(
                        choices=[
                            ("official", "OFFICIAL"),
                            ("official-sensitive", "OFFICIAL-SENSITIVE"),
                        ],
                        default="official",
                        max_length=20,
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
            ],
            options={
                "verbose_name": "historical recommendation",
                "verbose_name_plural": "historical recommendations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRequirement",
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
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="place in the register"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("words", models.TextField(verbose_name="what is required")),
                ("reference", models.CharField(max_length=200, verbose_name="statute or guidance")),
                (
                    "valid_from",
                    models.DateField(blank=True, null=True, verbose_name="in force from"),
                ),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="in force until"),
                ),
                ("missing", models.TextField(blank=True, verbose_name="what is missing")),
                ("documents", models.TextField(blank=True, verbose_name="documents that show it")),
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
                "verbose_name": "historical requirement",
                "verbose_name_plural": "historical requirements",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Risk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("title", models.CharField(max_length=200)),
                ("description", models.TextField(blank=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("ctlp", "Counter-terrorism local profile (CTLP)"),
                            ("assessment", "Local risk assessment"),
                            ("workshop", "Workshop"),
                            ("audit", "Audit"),
                            ("learning", "Learning review"),
                            ("letter", "Home Office letter"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "source_reference",
                    models.CharField(blank=True, max_length=200, verbose_name="reference"),
                ),
                (
                    "has_no_intelligence",
                    models.BooleanField(
                        default=False, verbose_name="contains no intelligence material"
                    ),
                ),
                ("target_score", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "owner_post",
                    models.CharField(blank=True, max_length=200, verbose_name="post of the owner"),
                ),
                (
                    "review_on",
                    models.DateField(blank=True, null=True, verbose_name="due for review"),
                ),
                ("response", models.TextField(blank=True)),
                (
                    "marking",
                    models.CharField(
                        choices=[
                            ("official", "OFFICIAL"),
                            ("official-sensitive", "OFFICIAL-SENSITIVE"),
                        ],
                        default="official",
                        max_length=20,
                    ),
                ),
                ("escalated_on", models.DateField(blank=True, editable=False, null=True)),
                ("escalated_because", models.TextField(blank=True, editable=False)),
                (
                    "actions",
                    models.ManyToManyField(blank=True, related_name="risks", to="actions.action"),
                ),
                (
                    "agencies",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="prevent_portal.agency"
                    ),
                ),
                (
                    "benchmarks",
                    models.ManyToManyField(
                        blank=True, related_name="risks", to="actions.benchmark"
                    ),
                ),
                (
                    "escalated_to",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actions.body",
                    ),
                ),
                (
                    "owner",
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_because", ""), ("closed_on__isnull", True)),
                            models.Q(
                                ("closed_on__isnull", False),
                                models.Q(("closed_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="actions_risk_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", "ctlp"), _negated=True),
                            ("has_no_intelligence", True),
                            _connector="OR",
                        ),
                        name="actions_risk_from_ctlp_holds_no_intelligence",
                        violation_error_message="Tick that it contains no intelligence material: the portal holds a reference to the profile and its recommendations, nothing more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("escalated_because", ""),
                                ("escalated_on__isnull", True),
                                ("escalated_to__isnull", True),
                            ),
                            models.Q(
                                ("escalated_on__isnull", False),
                                ("escalated_to__isnull", False),
                                models.Q(("escalated_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="actions_risk_escalated_says_to_whom_when_and_why",
                        violation_error_message="Say to whom it is escalated, and why.",
                    ),
                ],
                "ordering": [
                    models.OrderBy(models.F("current__score"), descending=True, nulls_last=True),
                    "title",
                    "pk",
                ],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RiskScale",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("name", models.CharField(max_length=100)),
                (
                    "likelihood",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        help_text="From the least to the most",
                        size=None,
                    ),
                ),
                (
                    "impact",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        help_text="From the least to the most",
                        size=None,
                    ),
                ),
                (
                    "levels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        help_text="From the least to the most",
                        size=None,
                    ),
                ),
                (
                    "level_starts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), size=None
                    ),
                ),
                (
                    "high_from",
                    models.PositiveSmallIntegerField(verbose_name="high from a score of"),
                ),
                ("valid_from", models.DateField(verbose_name="in use from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="in use until")),
            ],
            options={
                "ordering": ["-valid_from", "-pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_because", ""), ("closed_on__isnull", True)),
                            models.Q(
                                ("closed_on__isnull", False),
                                models.Q(("closed_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="actions_riskscale_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="actions_riskscale_ends_after_it_starts",
                        violation_error_message="The scale must end after it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level_starts__0", 1), ("levels__len", models.F("level_starts__len"))
                        ),
                        name="actions_riskscale_each_level_has_a_start",
                        violation_error_message="Give each level the score it starts at; the first starts at 1.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_on__isnull", True)),
                        fields=("valid_from",),
                        name="actions_riskscale_one_starts_on_a_day",
                        violation_error_message="Another scale starts on the same day.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RiskScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(help_text="The day it speaks of")),
                ("likelihood", models.PositiveSmallIntegerField()),
                ("impact", models.PositiveSmallIntegerField()),
                ("score", models.PositiveSmallIntegerField()),
                ("level", models.TextField(help_text="In the words of the scale as it then was")),
                ("is_high", models.BooleanField()),
                ("why", models.TextField()),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        help_text="When it was written",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "previous",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actions.riskscore",
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scores",
                        to="actions.risk",
                    ),
                ),
                (
                    "scale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actions.riskscale",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("impact__gte", 1),
                            ("likelihood__gte", 1),
                            (
                                "score",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("likelihood"), "*", models.F("impact")
                                ),
                            ),
                        ),
                        name="actions_riskscore_is_the_product",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True),
                        name="actions_riskscore_says_why",
                        violation_error_message="Say why it is scored so.",
                    ),
                ],
                "ordering": ["-on", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HistoricalRisk",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("title", models.CharField(max_length=200)),
                ("description", models.TextField(blank=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("ctlp", "Counter-terrorism local profile (CTLP)"),
                            ("assessment", "Local risk assessment"),
                            ("workshop", "Workshop"),
                            ("audit", "Audit"),
                            ("learning", "Learning review"),
                            ("letter", "Home Office letter"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "source_reference",
                    models.CharField(blank=True, max_length=200, verbose_name="reference"),
                ),
                (
                    "has_no_intelligence",
                    models.BooleanField(
                        default=False, verbose_name="contains no intelligence material"
                    ),
                ),
                ("target_score", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "owner_post",
                    models.CharField(blank=True, max_length=200, verbose_name="post of the owner"),
                ),
                (
                    "review_on",
                    models.DateField(blank=True, null=True, verbose_name="due for review"),
                ),
                ("response", models.TextField(blank=True)),
                (
                    "marking",
                    models.CharField(
                        choices=[
                            ("official", "OFFICIAL"),
                            ("official-sensitive", "OFFICIAL-SENSITIVE"),
                        ],
                        default="official",
                        max_length=20,
                    ),
                ),
                ("escalated_on", models.DateField(blank=True, editable=False, null=True)),
                ("escalated_because", models.TextField(blank=True, editable=False)),
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
                    "escalated_to",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.body",
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
                    "current",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.riskscore",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical risk",
                "verbose_name_plural": "historical risks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRiskScale",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("name", models.CharField(max_length=100)),
                (
                    "likelihood",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        help_text="From the least to the most",
                        size=None,
                    ),
                ),
                (
                    "impact",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        help_text="From the least to the most",
                        size=None,
                    ),
                ),
                (
                    "levels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        help_text="From the least to the most",
                        size=None,
                    ),
                ),
                (
                    "level_starts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), size=None
                    ),
                ),
                (
                    "high_from",
                    models.PositiveSmallIntegerField(verbose_name="high from a score of"),
                ),
                ("valid_from", models.DateField(verbose_name="in use from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="in use until")),
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
                "verbose_name": "historical risk scale",
                "verbose_name_plural": "historical risk scales",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalToolkit",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("name", models.CharField(max_length=100)),
                ("issuer", models.CharField(blank=True, max_length=100, verbose_name="issued by")),
                ("valid_from", models.DateField(verbose_name="in use from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="in use until")),
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
                "verbose_name": "historical toolkit",
                "verbose_name_plural": "historical toolkits",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("title", models.CharField(max_length=200)),
                ("words", models.TextField(blank=True, verbose_name="what is recommended")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("ctlp", "Counter-terrorism local profile (CTLP)"),
                            ("peer_review", "Peer review"),
                            ("audit", "Internal audit"),
                            ("learning", "Learning review"),
                            ("letter", "Home Office letter"),
                            ("scrutiny", "Scrutiny"),
                            ("inspection", "Inspection"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reference", models.CharField(blank=True, max_length=200)),
                (
                    "has_no_intelligence",
                    models.BooleanField(
                        default=False, verbose_name="contains no intelligence material"
                    ),
                ),
                ("received_on", models.DateField(verbose_name="received on")),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("awaited", "Not answered yet"),
                            ("accepted", "Accepted"),
                            ("partly", "Accepted in part"),
                            ("rejected", "Rejected"),
                        ],
                        default="awaited",
                        max_length=10,
                        verbose_name="response",
                    ),
                ),
                (
                    "answer_reason",
                    models.TextField(blank=True, verbose_name="reason for the response"),
                ),
                (
                    "owner_post",
                    models.CharField(blank=True, max_length=200, verbose_name="post of the owner"),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="due by")),
                (
                    "marking",
                    models.CharField(
                        choices=[
                            ("official", "OFFICIAL"),
                            ("official-sensitive", "OFFICIAL-SENSITIVE"),
                        ],
                        default="official",
                        max_length=20,
                    ),
                ),
                (
                    "actions",
                    models.ManyToManyField(
                        blank=True, related_name="recommendations", to="actions.action"
                    ),
                ),
                (
                    "agencies",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="prevent_portal.agency"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "risks",
                    models.ManyToManyField(
                        blank=True, related_name="recommendations", to="actions.risk"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_because", ""), ("closed_on__isnull", True)),
                            models.Q(
                                ("closed_on__isnull", False),
                                models.Q(("closed_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="actions_recommendation_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", "ctlp"), _negated=True),
                            ("has_no_intelligence", True),
                            _connector="OR",
                        ),
                        name="actions_recommendation_from_ctlp_holds_no_intelligence",
                        violation_error_message="Tick that it contains no intelligence material: the portal holds a reference to the profile and its recommendations, nothing more.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer__in", ["partly", "rejected"]), _negated=True),
                            models.Q(("answer_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="actions_recommendation_refused_says_why",
                        violation_error_message="Say why it is not accepted in full.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "awaited"), _negated=True),
                            ("closed_on__isnull", True),
                            _connector="OR",
                        ),
                        name="actions_recommendation_is_answered_before_it_is_closed",
                        violation_error_message="Give the response before you close it.",
                    ),
                ],
                "ordering": ["-received_on", "title", "pk"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HistoricalRecommendation_agencies",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="prevent_portal.agency",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="actions.historicalrecommendation",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalRecommendation_agencies",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRecommendation_actions",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.action",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="actions.historicalrecommendation",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.recommendation",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalRecommendation_actions",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Requirement",
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
                    "position",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="place in the register"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("words", models.TextField(verbose_name="what is required")),
                ("reference", models.CharField(max_length=200, verbose_name="statute or guidance")),
                (
                    "valid_from",
                    models.DateField(blank=True, null=True, verbose_name="in force from"),
                ),
                (
                    "valid_to",
                    models.DateField(blank=True, null=True, verbose_name="in force until"),
                ),
                ("missing", models.TextField(blank=True, verbose_name="what is missing")),
                ("documents", models.TextField(blank=True, verbose_name="documents that show it")),
                (
                    "actions",
                    models.ManyToManyField(
                        blank=True, related_name="met_requirements", to="actions.action"
                    ),
                ),
                (
                    "benchmarks",
                    models.ManyToManyField(
                        blank=True, related_name="met_requirements", to="actions.benchmark"
                    ),
                ),
                (
                    "evidence",
                    models.ManyToManyField(blank=True, related_name="+", to="actions.evidence"),
                ),
                (
                    "risks",
                    models.ManyToManyField(
                        blank=True, related_name="met_requirements", to="actions.risk"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_because", ""), ("closed_on__isnull", True)),
                            models.Q(
                                ("closed_on__isnull", False),
                                models.Q(("closed_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="actions_requirement_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to__isnull", True),
                            ("valid_from__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="actions_requirement_ends_after_it_starts",
                        violation_error_message="The requirement must end after it starts.",
                    ),
                ],
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HistoricalRequirement_evidence",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "evidence",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.evidence",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="actions.historicalrequirement",
                    ),
                ),
                (
                    "requirement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.requirement",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalRequirement_evidence",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRequirement_benchmarks",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "benchmark",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.benchmark",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="actions.historicalrequirement",
                    ),
                ),
                (
                    "requirement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.requirement",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalRequirement_benchmarks",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRequirement_actions",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.action",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="actions.historicalrequirement",
                    ),
                ),
                (
                    "requirement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.requirement",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalRequirement_actions",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRisk_benchmarks",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "benchmark",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.benchmark",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="actions.historicalrisk",
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.risk",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalRisk_benchmarks",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRisk_agencies",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="prevent_portal.agency",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="actions.historicalrisk",
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.risk",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalRisk_agencies",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRisk_actions",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "action",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.action",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="actions.historicalrisk",
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.risk",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalRisk_actions",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRequirement_risks",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="actions.historicalrequirement",
                    ),
                ),
                (
                    "requirement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.requirement",
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.risk",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalRequirement_risks",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRecommendation_risks",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="actions.historicalrecommendation",
                    ),
                ),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.recommendation",
                    ),
                ),
                (
                    "risk",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.risk",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalRecommendation_risks",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSelfAssessment",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("opened_on", models.DateField()),
                ("closed_on", models.DateField(blank=True, null=True)),
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
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.body",
                    ),
                ),
                (
                    "closed_by",
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
                    "opened_by",
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
                    "toolkit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.toolkit",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical self assessment",
                "verbose_name_plural": "historical self assessments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRating",
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
                    "position",
                    models.PositiveSmallIntegerField(verbose_name="place, from the worst"),
                ),
                ("words", models.CharField(max_length=60)),
                (
                    "counts_as",
                    models.CharField(
                        choices=[
                            ("not_met", "Counts as not met"),
                            ("met", "Counts as met"),
                            ("exceeding", "Counts as more than met"),
                            ("not_applicable", "Does not count; needs a reason"),
                        ],
                        max_length=16,
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
                    "toolkit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.toolkit",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical rating",
                "verbose_name_plural": "historical ratings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalBenchmark",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("position", models.PositiveSmallIntegerField(verbose_name="number")),
                ("title", models.CharField(max_length=200)),
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
                    "toolkit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.toolkit",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical benchmark",
                "verbose_name_plural": "historical benchmarks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name="risk",
            name="current",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="actions.riskscore",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="riskscore",
            trigger=pgtrigger.compiler.Trigger(
                name="risk_score_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8654d11ea1835cc734c8f6e193caa395c97ff8cc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_risk_score_stays_b2cb7",
                    table="actions_riskscore",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="benchmarkscore",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_year_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE closed integer;",
                    func="\n                    PERFORM 1 FROM actions_selfassessment\n                    WHERE id IN (NEW.assessment_id, OLD.assessment_id) FOR SHARE;\n                    SELECT count(*) INTO closed FROM actions_selfassessment\n                    WHERE id IN (NEW.assessment_id, OLD.assessment_id)\n                    AND closed_on IS NOT NULL;\n                    IF closed > 0 THEN\n                        RAISE EXCEPTION 'pgtrigger: this year is closed, its scores stay';\n                    END IF;\n                    RETURN COALESCE(NEW, OLD);\n                ",
                    hash="f84bde9c1e3158208035fb3792feb51be34690d7",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_closed_year_stays_fc9de",
                    table="actions_benchmarkscore",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="selfassessment",
            trigger=pgtrigger.compiler.Trigger(
                name="closed_assessment_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."closed_on" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="12e780179f54d61dbb6b52b4d46739e3c7d2e61a",
                    operation="UPDATE",
                    pgid="pgtrigger_closed_assessment_stays_a8978",
                    table="actions_selfassessment",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON {TABLES} FROM portal_app", migrations.RunSQL.noop
        ),
        migrations.RunPython(start_with, migrations.RunPython.noop),
    ]
