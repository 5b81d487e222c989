"""Forms of reports, a file for each noun."""

from .asking import PlanChoice, ReportFilter, RequestForm, kinds_for, plans_for

__all__ = ["PlanChoice", "ReportFilter", "RequestForm", "kinds_for", "plans_for"]
