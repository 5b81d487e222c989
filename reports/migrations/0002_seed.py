"""The kinds of report and the usual questions that a new installation starts with."""

import tomllib
from pathlib import Path

from django.db import migrations

from prevent_portal.gate import begin_history

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def seed(apps, schema_editor):
    """Add what the files hold, to be changed on its pages."""

    def rows(model_name):
        return apps.get_model("reports", model_name).objects.using(schema_editor.connection.alias)

    for kind in _read("kinds.toml")["kind"]:
        sections = kind.pop("section")
        template = rows("ReportTemplate").create(**kind)
        for position, section in enumerate(sections, start=1):
            rows("TemplateSection").create(template=template, position=position, **section)
    for question in _read("questions.toml")["question"]:
        rows("Question").create(**question)


def _read(name):
    return tomllib.loads((SEEDS / name).read_text(encoding="utf-8"))


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop), begin_history("reports")]
