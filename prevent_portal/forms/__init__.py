"""The portal's forms: Django's own, drawn as GOV.UK draws them, with sentences for errors."""

from .base import FilterForm, PortalForm, PortalModelForm
from .drawing import PortalBoundField, PortalRenderer
from .fields import DateField, LinesField, LongTextField, Radios, TimeField, UploadField
from .kept import KeptForm

__all__ = [
    "DateField",
    "FilterForm",
    "KeptForm",
    "LinesField",
    "LongTextField",
    "PortalBoundField",
    "PortalForm",
    "PortalModelForm",
    "PortalRenderer",
    "Radios",
    "TimeField",
    "UploadField",
]
