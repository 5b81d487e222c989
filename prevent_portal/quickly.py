"""Migrating an empty database in a time that does not grow with the square of its tables.

After each operation Django draws anew every model that is related to the one that changed; here
all are, through the people who sign in. A table that is new, or a constraint, changes no model that
stands: the new model alone is drawn, beside the others, as it is when a program starts.
"""

from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState


class State(ProjectState):
    """The state of the models that draws only what an operation has changed, where that is sure."""

    def add_model(self, model_state):
        """Add a new model, and draw it alone."""
        with _Drawn(self) as drawn:
            super().add_model(model_state)
        if drawn.apps:
            drawn.apps.render_multiple([model_state])

    def _append_option(self, app_label, model_name, option_name, obj):
        """Add an index or a constraint to a model that stays as it was drawn otherwise."""
        with _Drawn(self) as drawn:
            super()._append_option(app_label, model_name, option_name, obj)
        if drawn.apps:
            options = drawn.apps.get_model(app_label, model_name)._meta
            setattr(options, option_name, [*getattr(options, option_name), obj])


class _Drawn:
    """Lays the drawn models aside for a change of state, so that none of them is drawn anew."""

    def __init__(self, state):
        self.state = state

    def __enter__(self):
        self.apps = self.state.__dict__.pop("apps", None)
        return self

    def __exit__(self, *error):
        if self.apps:
            self.state.apps = self.apps


class Executor(MigrationExecutor):
    """Django's own, with that state."""

    def migrate(self, targets, plan=None, state=None, **options):
        """Bring the database to the targets."""
        if state is not None:
            state.__class__ = State
        return super().migrate(targets, plan=plan, state=state, **options)
