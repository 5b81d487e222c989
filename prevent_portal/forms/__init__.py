"""The portal's forms: Django's own, drawn as GOV.UK draws them, with sentences for errors."""

from .base import FilterForm, PortalForm, PortalModelForm
from .drawing import PortalBoundField, PortalRenderer
from .fields import DateField, LongTextField, Radios

__all__ = [
    "DateField",
    "FilterForm",
    "LongTextField",
    "PortalBoundField",
    "PortalForm",
    "PortalModelForm",
    "PortalRenderer",
    "Radios",
]
