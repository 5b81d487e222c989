"""Reports: their kinds as data, the papers that are written, and what was issued."""

from .answers import Answer, Question
from .issuing import DisclosureDecision, Publication, Reader
from .look import AgencyLook
from .report import Report
from .schedule import Schedule
from .templates import ReportTemplate, TemplateSection
from .writing import ReportSection, Reviewer, SectionComment

__all__ = [
    "AgencyLook",
    "Answer",
    "DisclosureDecision",
    "Publication",
    "Question",
    "Reader",
    "Report",
    "ReportSection",
    "ReportTemplate",
    "Reviewer",
    "Schedule",
    "SectionComment",
    "TemplateSection",
]
