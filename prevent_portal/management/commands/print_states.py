"""`print_states`: what may follow what, as the portal itself has it."""

from django.apps import apps
from django.conf import settings

from prevent_portal.management.printing import PrintingCommand, table

INTRODUCTION = """\
# What may follow what

Printed by `manage.py print_states` from the `MOVES` of each model; `make fix` prints it anew. A move that is
not here is refused.
"""


class Command(PrintingCommand):
    """Print `docs/states.md`."""

    help = "Prints the states of each record and the moves between them."
    page = "docs/states.md"

    def lines(self):
        """A diagram and a table for each model that has moves."""
        yield INTRODUCTION
        for app in settings.FIRST_PARTY_APPS:
            for model in apps.get_app_config(app).get_models():
                if hasattr(model, "MOVES"):
                    yield from _chapter(model)


def _chapter(model):
    yield f"## {model._meta.verbose_name.capitalize()}"
    yield ""
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state in model.MOVES:
        yield f"    {state.value}: {state.label}"
    for state, following in model.MOVES.items():
        for then in _in_order(model, following):
            yield f"    {state.value} --> {then.value}"
    yield "```"
    yield ""
    yield from table(
        ["from", "to"],
        [
            [
                state.label,
                ", ".join(then.label for then in _in_order(model, following)) or "nothing",
            ]
            for state, following in model.MOVES.items()
        ],
    )
    yield ""


def _in_order(model, states):
    return [state for state in type(next(iter(model.MOVES))) if state in states]
