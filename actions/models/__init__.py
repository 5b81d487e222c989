"""The partnership's plans and what each agency has promised."""

from .assurance import (
    Benchmark,
    BenchmarkScore,
    Counts,
    Criterion,
    Rating,
    Requirement,
    SelfAssessment,
    Toolkit,
)
from .governance import Body
from .imports import PlanImport, UnplacedText
from .plan import Action, Objective, Plan, PreviousAction, Theme
from .progress import Evidence, ProgressUpdate, Timescale
from .risk import Recommendation, Risk, RiskScale, RiskScore

__all__ = [
    "Action",
    "Benchmark",
    "BenchmarkScore",
    "Body",
    "Counts",
    "Criterion",
    "Evidence",
    "Objective",
    "Plan",
    "PlanImport",
    "PreviousAction",
    "ProgressUpdate",
    "Rating",
    "Recommendation",
    "Requirement",
    "Risk",
    "RiskScale",
    "RiskScore",
    "SelfAssessment",
    "Theme",
    "Timescale",
    "Toolkit",
    "UnplacedText",
]
