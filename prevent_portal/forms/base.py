"""The form classes that every app's forms start from, and the wording of their errors."""

from django import forms
from django.db import models
from django.forms.models import ModelChoiceField

from .fields import DateField, LongTextField

_CHOICES = (forms.ChoiceField, forms.MultipleChoiceField, ModelChoiceField)
_BLANK = "Choose from the list"
#: What Django calls no choice; radio buttons show that by none being chosen.
_DASHES = "---------"


def _blank(label):
    """What stands for no choice, unless the choices say so themselves."""
    return _BLANK if label == "---------" else label


def in_a_sentence(label):
    """Write a label as it stands inside a sentence: "Due date" -> "due date", "RAG" stays."""
    stays = label[1:2].isupper() or label.startswith("I ")
    return label if stays else label[:1].lower() + label[1:]


def wording(field):
    """Give the error sentences that GOV.UK writes for a field, by code."""
    label = getattr(field, "thing", None) or field.label.rstrip("?")
    name = in_a_sentence(label)
    sentences = {
        "required": f"{'Select' if isinstance(field, _CHOICES) else 'Enter'} {name}",
        "null_characters_not_allowed": (
            f"{label} held an invisible character that cannot be stored. "
            "It has been taken out: check the words and send them again"
        ),
        "invalid_choice": f"Select {name} from the list",
    }
    if isinstance(field, forms.FileField):
        sentences["required"] = "Select a file"
        sentences["empty"] = "The file is empty. Select another file"
    if isinstance(field, forms.BooleanField):
        sentences["required"] = f"Tick “{field.label}” to go on"
    if isinstance(field, forms.CharField):
        sentences["max_length"] = (
            f"{label.replace('%', '%%')} must be %(limit_value)d characters or fewer;"
            " it has %(show_value)d"
        )
    if isinstance(field, forms.EmailField):
        sentences["invalid"] = "Enter an email address in the correct format, like name@example.com"
    elif isinstance(field, forms.URLField):
        sentences["invalid"] = f"{label} must be a web address that starts with https://"
    elif isinstance(field, forms.IntegerField):
        sentences["invalid"] = f"{label} must be a number"
        sentences["min_value"] = f"{label.replace('%', '%%')} must be %(limit_value)s or more"
        sentences["max_value"] = f"{label.replace('%', '%%')} must be %(limit_value)s or fewer"
    return sentences


def says_what_django_says(field, code):
    """Say whether a field's message for a code is still the one it was born with."""
    for ancestor in type(field).__mro__:
        default = getattr(ancestor, "default_error_messages", {}).get(code)
        if default is not None:
            return field.error_messages.get(code, default) == default
    return code not in field.error_messages


class PortalFormMixin:
    """Words errors as GOV.UK does; leaves all checking to the server, which keeps what was typed."""

    use_required_attribute = False
    #: Whether labels of fields that may stay empty say "(optional)".
    marks_optional = True

    def __init__(self, *args, label_suffix="", **kwargs):
        super().__init__(*args, label_suffix=label_suffix, **kwargs)
        for name, field in self.fields.items():
            field.label = self._label(name, field)
            field.error_messages |= {
                code: sentence
                for code, sentence in wording(field).items()
                if says_what_django_says(field, code)
            }
            if getattr(field, "empty_label", None) == _DASHES:
                field.empty_label = _BLANK
            if isinstance(field, forms.TypedChoiceField):
                field.choices = [
                    (value, label if value else _blank(label)) for value, label in field.choices
                ]

    def _label(self, name, field):
        return str(field.label or forms.utils.pretty_name(name))


class PortalForm(PortalFormMixin, forms.Form):
    """A form of the portal."""


class FilterForm(PortalFormMixin, forms.Form):
    """A form in the address of a list: nothing in it is required, and its ids do not collide."""

    marks_optional = False

    def __init__(self, data=None, *, auto_id="filter_%s", **kwargs):
        super().__init__(data, auto_id=auto_id, **kwargs)
        for field in self.fields.values():
            field.required = False


def portal_formfield(db_field, **kwargs):
    """Draw a model's dates in three boxes, its long text in a large one; a bare address is https."""
    if isinstance(db_field, models.DateField) and not isinstance(db_field, models.DateTimeField):
        return db_field.formfield(form_class=DateField, **kwargs)
    if isinstance(db_field, models.TextField) and not db_field.choices:
        kwargs.pop("widget", None)
        return db_field.formfield(
            form_class=LongTextField,
            max_length=db_field.max_length or LongTextField().max_length,
            **kwargs,
        )
    if isinstance(db_field, models.URLField):
        kwargs["assume_scheme"] = "https"
    return db_field.formfield(**kwargs)


class PortalModelForm(PortalFormMixin, forms.ModelForm):
    """A form of one model's row; its `Meta` inherits `PortalModelForm.Meta`."""

    class Meta:
        formfield_callback = portal_formfield
