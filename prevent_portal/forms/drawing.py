"""How a field is drawn: which GOV.UK component, which classes, which address its error links to."""

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from .fields import DateBoxes, without_nul

#: The first kind whose widgets match decides the component. Order matters: several inherit.
KINDS = (
    ("checkboxes", forms.CheckboxSelectMultiple, ""),
    ("radios", forms.RadioSelect, ""),
    ("checkbox", forms.CheckboxInput, "govuk-checkboxes__input"),
    ("date", DateBoxes, ""),
    ("file", forms.FileInput, "govuk-file-upload"),
    ("password", forms.PasswordInput, "govuk-input govuk-password-input__input"),
    ("number", forms.NumberInput, "govuk-input"),
    ("textarea", forms.Textarea, "govuk-textarea"),
    ("select", forms.Select, "govuk-select"),
    ("input", forms.Widget, "govuk-input"),
)


def kind_of(widget):
    """Name the component that draws a widget."""
    return next(kind for kind, widget_class, _ in KINDS if isinstance(widget, widget_class))


class PortalBoundField(BoundField):
    """A field on its way to the page, with the classes and descriptions of its component."""

    @property
    def kind(self):
        """Name the component that draws this field."""
        return kind_of(self.field.widget)

    @property
    def is_optional(self):
        """Say whether the label says so; single tick boxes and filters never do."""
        marks = getattr(self.form, "marks_optional", True)
        return marks and not self.field.required and self.kind != "checkbox"

    @property
    def error_parts(self):
        """Names of the boxes that an error is about, for fields of several boxes."""
        errors = self.form.errors.as_data().get(self.name, ())
        return next((e.params["parts"] for e in errors if e.params and "parts" in e.params), ())

    @property
    def error_target(self):
        """Give the id that an error summary links to: the first box that needs a change."""
        if self.kind == "date":
            return f"{self.auto_id}_{next(iter(self.error_parts), 'day')}"
        return f"{self.auto_id}_0" if self.kind in ("radios", "checkboxes") else self.auto_id

    def value(self):
        """Give what was typed, without characters that nobody can see or store."""
        return without_nul(super().value())

    def build_widget_attrs(self, attrs, widget=None):
        """Add the component's classes; leave checks of length to the server, which loses nothing."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return attrs
        kind = kind_of(widget)
        classes = [
            next(names for name, _, names in KINDS if name == kind),
            "govuk-js-password-input-input" if kind == "password" else "",
            attrs.get("class", ""),
            widget.attrs.get("class", ""),
        ]
        if self.errors and kind in ("input", "number", "password", "textarea", "select", "file"):
            block = "govuk-input" if kind in ("input", "number", "password") else classes[0]
            classes.append(f"{block}--error")
        attrs["class"] = " ".join(name for name in classes if name)
        attrs["maxlength"] = attrs["minlength"] = False
        if kind in ("radios", "checkboxes", "checkbox", "date"):
            attrs.pop("aria-invalid", None)
        if kind == "number":
            whole = isinstance(self.field, forms.IntegerField) and type(self.field) not in (
                forms.FloatField,
                forms.DecimalField,
            )
            attrs |= {"inputmode": "numeric" if whole else "decimal", "spellcheck": "false"}
            attrs |= {"min": False, "max": False, "step": False}
        if kind == "date":
            attrs["error_parts"] = tuple(self.error_parts)
        return attrs


class PortalRenderer(TemplatesSetting):
    """Draws every form of the portal, sign-in included, from `templates/django/forms`."""

    form_template_name = "django/forms/form.html"
    field_template_name = "django/forms/field.html"
    bound_field_class = PortalBoundField
