"""The scale of risk, the toolkits and the requirements that a new installation starts with."""

import datetime
import tomllib
from pathlib import Path

from django.db import migrations

from prevent_portal.gate import begin_history

SEEDS = Path(__file__).resolve().parent.parent / "seeds" / "assurance.toml"
#: The day on which section 26 came into force for local authorities.
IN_FORCE = datetime.date(2015, 7, 1)


def seed(apps, schema_editor):
    """Add what the file holds, to be changed on its pages."""

    def add(model_name, **values):
        rows = apps.get_model("actions", model_name).objects.using(schema_editor.connection.alias)
        return rows.create(**values)

    seeds = tomllib.loads(SEEDS.read_text(encoding="utf-8"))
    scale = seeds["scale"]
    add(
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
        newest = _toolkit(add, toolkit, seeds["ratings"])
    for position, line in enumerate(seeds["requirements"], 1):
        kept = {name: line[name] for name in ("title", "reference", "words")}
        row = add("Requirement", position=position, valid_from=IN_FORCE, **kept)
        row.benchmarks.set([newest[head - 1] for head in line["heads"]])


def _toolkit(add, seed, ratings):
    toolkit = add(
        "Toolkit",
        name=seed["name"],
        issuer=seed["issuer"],
        valid_from=seed["from"],
        valid_to=seed.get("to"),
    )
    for place, rating in enumerate(ratings, 1):
        add(
            "Rating",
            toolkit=toolkit,
            position=place,
            words=rating["words"],
            counts_as=rating["counts"],
        )
    heads = []
    for number, (title, *criteria) in enumerate(seed["heads"], 1):
        heads.append(add("Benchmark", toolkit=toolkit, position=number, title=title))
        for place, text in enumerate(criteria, 1):
            add("Criterion", benchmark=heads[-1], position=place, text=text)
    return heads


class Migration(migrations.Migration):
    dependencies = [("actions", "0001_initial")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop), begin_history("actions")]
