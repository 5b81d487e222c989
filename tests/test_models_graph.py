"""Who may point at whom: a relation to a model of a forbidden app is as much a breach as an import."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

#: What each app may point at, besides itself. Premises and Channel stand beside each other.
MAY_POINT_AT = {
    "prevent_portal": set(),
    "actions": {"prevent_portal"},
    "training": {"prevent_portal", "actions"},
    "channel": {"prevent_portal", "auth"},  # auth: guardian's grants name their permission
    "premises": {"prevent_portal", "actions", "training"},
    "reports": {"prevent_portal", "actions"},
}


def relations(app):
    for model in apps.get_app_config(app).get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if isinstance(field, (models.ForeignKey, models.ManyToManyField)):
                yield f"{model.__name__}.{field.name}", field


def test_every_app_has_its_place():
    assert set(MAY_POINT_AT) == set(settings.FIRST_PARTY_APPS)


@pytest.mark.parametrize("app", MAY_POINT_AT)
def test_relations_point_downwards(app):
    allowed = MAY_POINT_AT[app] | {app}

    assert [
        name for name, field in relations(app) if field.related_model._meta.app_label not in allowed
    ] == []


@pytest.mark.parametrize("app", MAY_POINT_AT)
def test_no_name_is_planted_on_a_lower_app_without_need(app):
    """A reverse name on a kernel model is one that the kernel's own pages may come to rely on."""
    planted = {
        f"{field.related_model.__name__}.{field.related_query_name()}"
        for name, field in relations(app)
        if field.related_model._meta.app_label != app and not field.remote_field.hidden
    }

    assert planted <= {
        "Agency.plans",
        "Agency.actions",
        "User.actions",
        "Plan.reports",
        "StoredFile.report",
        "StoredFile.publication",
        "Permission.caseuserpermission",
    }


@pytest.mark.parametrize("app", MAY_POINT_AT)
def test_nobody_who_did_something_can_be_deleted(app):
    """What a person did outlives every attempt to remove them."""
    lost = [
        name
        for name, field in relations(app)
        if isinstance(field, models.ForeignKey)
        and field.related_model._meta.model_name == "user"
        and field.remote_field.on_delete in (models.CASCADE, models.SET_DEFAULT)
    ]

    assert lost == []


@pytest.mark.parametrize("app", MAY_POINT_AT)
def test_permissions_come_from_the_table_of_roles_alone(app):
    """But for cases: what a seat may do with one is granted by name, and no role grants it."""
    assert [
        model.__name__
        for model in apps.get_app_config(app).get_models()
        if (model._meta.default_permissions or model._meta.permissions)
        and not model.__name__.startswith("Historical")
    ] == (["Case"] if app == "channel" else [])


@pytest.mark.parametrize("app", MAY_POINT_AT)
def test_a_constraint_is_named_for_its_app_and_says_its_sentence(app):
    prefixes = {"prevent_portal": "portal_"}
    wrong = []
    for model in apps.get_app_config(app).get_models():
        for constraint in model._meta.constraints:
            if not constraint.name.startswith(prefixes.get(app, f"{app}_")):
                wrong.append(constraint.name)

    assert wrong == []
