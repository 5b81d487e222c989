"""Sections that are part of the one above them, with those of the kinds that are shipped."""

import tomllib
from pathlib import Path

from django.db import migrations, models
from django.utils import timezone

SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "kinds.toml"


def mark(apps, schema_editor):
    """Mark the sections of shipped kinds that are part of another, each with its row of history."""
    sections = apps.get_model("reports", "TemplateSection")
    past = apps.get_model("reports", "HistoricalTemplateSection")
    for kind in tomllib.loads(SEEDS.read_text(encoding="utf-8"))["kind"]:
        keys = [each["key"] for each in kind["section"] if each.get("is_part")]
        rows = sections.objects.using("owner").filter(template__name=kind["name"], key__in=keys)
        for row in rows.order_by("pk"):
            row.is_part = True
            row.save(using="owner")
            copied = {
                each.attname: getattr(row, each.attname) for each in sections._meta.concrete_fields
            }
            past.objects.using("owner").create(
                **copied, history_date=timezone.now(), history_type="~"
            )


class Migration(migrations.Migration):
    dependencies = [("reports", "0008_read_and_readers")]

    operations = [
        migrations.AddField(
            model_name=model_name,
            name="is_part",
            field=models.BooleanField(
                default=False,
                help_text="Its heading stands below that of the section above",
                verbose_name="part of the section above",
            ),
        )
        for model_name in ("historicaltemplatesection", "templatesection")
    ] + [migrations.RunPython(mark, migrations.RunPython.noop)]
