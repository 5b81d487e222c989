"""Migrating an empty database in a time that does not grow with the square of its tables.

After each operation Django draws anew every model that is related to the one that changed; here
all are, through the people who sign in. A table that is new, or a constraint, changes no model that
stands: the new model alone is drawn, beside the others, as it is when a program starts. A field that
is new, or changed while nothing points at it, changes its own model; the others still know that model
as it was, which no change of a table asks about. Before a migration runs a function of its own, Django
draws all of them.
"""

from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState
from django.db.migrations.utils import field_is_referenced


class State(ProjectState):
    """The state of the models that draws only what an operation has changed, where that is sure."""

    def add_model(self, model_state):
        """Add a new model, and draw it alone."""
        with _Drawn(self) as drawn:
            super().add_model(model_state)
        if drawn.apps:
            drawn.apps.render_multiple([model_state])

    def add_field(self, app_label, model_name, name, field, preserve_default):
        """Add a field, and draw its model alone."""
        with _Drawn(self) as drawn:
            super().add_field(app_label, model_name, name, field, preserve_default)
        self._draw_again(drawn, app_label, model_name)

    def alter_field(self, app_label, model_name, name, field, preserve_default):
        """Change a field; where no other points at it, its model is drawn alone."""
        key = (app_label, model_name)
        if field_is_referenced(self, key, (name, field)):
            super().alter_field(app_label, model_name, name, field, preserve_default)
            return
        with _Drawn(self) as drawn:
            super().alter_field(app_label, model_name, name, field, preserve_default)
        self._draw_again(drawn, *key)

    def _draw_again(self, drawn, app_label, model_name):
        if drawn.apps:
            self.is_delayed = True
            drawn.apps.unregister_model(app_label, model_name)
            drawn.apps.render_multiple([self.models[app_label, model_name]])

    def _append_option(self, app_label, model_name, option_name, obj):
        """Add an index or a constraint to a model that stays as it was drawn otherwise."""
        with _Drawn(self) as drawn:
            super()._append_option(app_label, model_name, option_name, obj)
        if drawn.apps:
            options = drawn.apps.get_model(app_label, model_name)._meta
            setattr(options, option_name, [*getattr(options, option_name), obj])

    def reload_model(self, app_label, model_name, delay=False):
        """Note that a trigger came or went, which changes no model; leave the rest to Django."""
        if delay and "apps" in self.__dict__:
            options = self.apps.get_model(app_label, model_name)._meta
            triggers = self.models[app_label, model_name.lower()].options.get("triggers", [])
            if triggers != getattr(options, "triggers", []):
                options.triggers = triggers
                return
        super().reload_model(app_label, model_name, delay)


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
