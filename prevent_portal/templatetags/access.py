"""Ask in a template what the view behind a link will ask."""

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def may(context, permission, obj=None):
    """True if the signed-in person may do this: `{% may "actions.log_progress" action as may_log %}`."""
    return context["request"].user.has_perm(permission, obj)
