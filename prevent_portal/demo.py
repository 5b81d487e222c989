"""The invented county of Wrenshire: its agencies, its people and the sign-ins of the demonstration."""

import secrets
import time

from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.conf import settings
from django.contrib.auth.hashers import make_password

from .acting import acting_for
from .factor import has_factor
from .models import Agency, Person, User
from .roles import Role
from .tracked import create_tracked, update_tracked

#: Shown wherever the demonstration introduces itself.
NOTE = (
    "Wrenshire and everyone in it are invented. Any likeness to a real council, agency or person "
    "is chance."
)

_COUNCIL, _JUSTICE, _HEALTH, _LEARNING = "Local government", "Justice", "Health", "Education"

# key: name, short name, kind, sector, Schedule 6, Schedule 7. An integrated care board owes the
# Channel duty to co-operate but is not a specified authority; a fire service is neither.
AGENCIES = {
    "county": ("Wrenshire County Council", "Wrenshire CC", "county", _COUNCIL, True, True),
    "marlowick": ("Marlowick Borough Council", "Marlowick", "district", _COUNCIL, True, True),
    "saltmere": ("Saltmere District Council", "Saltmere", "district", _COUNCIL, True, True),
    "hexley": ("Hexley Vale District Council", "Hexley Vale", "district", _COUNCIL, True, True),
    "police": ("Wrenshire Constabulary", "Constabulary", "police", "Policing", True, True),
    "icb": ("NHS Wrenshire Integrated Care Board", "ICB", "health", _HEALTH, False, True),
    "trust": (
        "Wrenshire Partnership NHS Foundation Trust",
        "Partnership Trust",
        "health",
        _HEALTH,
        True,
        True,
    ),
    "probation": (
        "Wrenshire Probation Delivery Unit",
        "Probation",
        "probation",
        _JUSTICE,
        True,
        True,
    ),
    "prison": ("HMP Coldharrow", "HMP Coldharrow", "prison", _JUSTICE, True, True),
    "fire": (
        "Wrenshire Fire and Rescue Service",
        "Fire and Rescue",
        "fire",
        "Fire and rescue",
        False,
        False,
    ),
    "schools": (
        "Lantern Schools Partnership",
        "Lantern Schools",
        "education",
        _LEARNING,
        True,
        True,
    ),
    "university": ("University of Marlowick", "University", "education", _LEARNING, True, True),
}

#: The part of each agency's email addresses after the @; `.example` is reserved (RFC 2606).
DOMAINS = {
    "county": "wrenshire.example",
    "marlowick": "marlowick.example",
    "saltmere": "saltmere.example",
    "hexley": "hexleyvale.example",
    "police": "constabulary.wrenshire.example",
    "icb": "icb.wrenshire.example",
    "trust": "partnershiptrust.example",
    "probation": "probation.wrenshire.example",
    "prison": "coldharrow.example",
    "fire": "fire.wrenshire.example",
    "schools": "lanternschools.example",
    "university": "marlowick-university.example",
}

# key (the address before the @ is its last part): agency, name, job title, roles
PEOPLE = {
    "prevent.lead": ("county", "Nadia Farrow", "Prevent lead", "prevent_lead"),
    "cohesion.officer": ("county", "Callum Treece", "Prevent and cohesion officer", "officer"),
    "community.safety": ("county", "Leanne Stokoe", "Community safety manager", "officer"),
    "early.help": ("county", "Farida Winstanley", "Head of early help", "officer"),
    "adults": ("county", "Owen Mabbutt", "Principal social worker, adults", "officer"),
    "education.safeguarding": (
        "county",
        "Catrin Lowe-Adeyemi",
        "Education safeguarding manager",
        "officer",
    ),
    "libraries": ("county", "Bernard Tuke", "Libraries operations manager", "officer"),
    "communications": ("county", "Isla Quennell", "Communications manager", "officer"),
    "procurement": ("county", "Raj Thackwell", "Category manager, care and communities", "officer"),
    "fostering": ("county", "Denise Orimoto-Shaw", "Fostering service manager", "officer"),
    "training.lead": (
        "county",
        "Joanne Ibbotson",
        "Workforce development manager",
        "training_lead",
    ),
    "premises.lead": ("county", "Stephen Akande", "Corporate property manager", "premises_lead"),
    "it.lead": ("county", "Priyanka Rowntree", "Information security manager", "it_lead"),
    "channel.chair": (
        "county",
        "Ruth Hallewell",
        "Assistant director, safeguarding",
        "channel_chair",
    ),
    "channel.coordinator": ("county", "Tobias Wick", "Channel coordinator", "channel_coordinator"),
    "corporate.director": (
        "county",
        "Margaret Osei-Lund",
        "Corporate director, communities",
        "executive",
    ),
    "chief.executive": ("county", "Alun Petherbridge", "Chief executive", "executive"),
    "lead.member": (
        "county",
        "Councillor Sunita Bracewell",
        "Lead member for communities",
        "elected_member",
    ),
    "auditor": ("county", "Helen Quarshie", "Principal internal auditor", "auditor"),
    "administrator": ("county", "Dominic Fairhurst", "Systems administrator", "administrator"),
    "marlowick/prevent.spoc": (
        "marlowick",
        "Gemma Threlkeld",
        "Community safety and cohesion manager",
        "spoc",
    ),
    "marlowick/licensing": ("marlowick", "Piotr Ashdown", "Licensing team leader", "officer"),
    "saltmere/prevent.spoc": ("saltmere", "Ivor Dunmore", "Head of communities", "spoc"),
    "saltmere/leisure": ("saltmere", "Bethan Okonedo", "Leisure and venues manager", "officer"),
    "hexley/prevent.spoc": ("hexley", "Yvette Sandiford", "Safer places manager", "spoc"),
    "police/prevent.spoc": (
        "police",
        "Inspector Marcus Bellwether",
        "Prevent inspector",
        "spoc panel_member",
    ),
    "icb/prevent.spoc": ("icb", "Amrit Falconer", "Designated professional, safeguarding", "spoc"),
    "trust/prevent.spoc": (
        "trust",
        "Sinead Carrowmoor",
        "Named nurse, safeguarding adults",
        "spoc",
    ),
    "trust/panel.member": (
        "trust",
        "Dr Kofi Lindqvist",
        "Consultant psychiatrist",
        "panel_member",
    ),
    "probation/prevent.spoc": (
        "probation",
        "Lorna Wetherell",
        "Senior probation officer",
        "spoc panel_member",
    ),
    "prison/prevent.spoc": ("prison", "Graham Isherbrook", "Head of security", "spoc"),
    "fire/prevent.spoc": ("fire", "Tamsin Boyle-Reyes", "Prevention group manager", "spoc"),
    "schools/prevent.spoc": ("schools", "Helena Morrabin", "Director of inclusion", "spoc"),
    "schools/safeguarding": (
        "schools",
        "Matthew Ellingworth",
        "Trust safeguarding adviser",
        "officer",
    ),
    "university/prevent.spoc": (
        "university",
        "Josephine Vardy",
        "Head of student wellbeing",
        "spoc",
    ),
}

#: Who reports to whom; the others have no manager here.
MANAGERS = {
    "cohesion.officer": "community.safety",
    "community.safety": "corporate.director",
    "early.help": "corporate.director",
    "libraries": "corporate.director",
    "education.safeguarding": "early.help",
    "fostering": "early.help",
    "marlowick/licensing": "marlowick/prevent.spoc",
    "saltmere/leisure": "saltmere/prevent.spoc",
    "schools/safeguarding": "schools/prevent.spoc",
}

#: Who shows each role best.
_FACES = {
    Role.OFFICER: "community.safety",
    Role.SPOC: "saltmere/prevent.spoc",
    Role.PREVENT_LEAD: "prevent.lead",
    Role.TRAINING_LEAD: "training.lead",
    Role.PREMISES_LEAD: "premises.lead",
    Role.IT_LEAD: "it.lead",
    Role.CHANNEL_CHAIR: "channel.chair",
    Role.CHANNEL_COORDINATOR: "channel.coordinator",
    Role.PANEL_MEMBER: "trust/panel.member",
    Role.EXECUTIVE: "corporate.director",
    Role.ELECTED_MEMBER: "lead.member",
    Role.AUDITOR: "auditor",
    Role.ADMINISTRATOR: "administrator",
}


def address(key):
    """The email address of a person, from their key."""
    return f"{key.rpartition('/')[2]}@{DOMAINS[PEOPLE[key][0]]}"


#: One sign-in a role: the role in words, and the email address.
SIGN_INS = [(role.label, address(_FACES[role])) for role in Role]


def password():
    """The password of every demonstration sign-in, made once and kept in the portal's secrets."""
    kept = settings.VAR / "secrets" / "demo-password"
    if not kept.exists():
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text("-".join(secrets.token_hex(2) for _ in range(4)), encoding="utf-8")
    return kept.read_text(encoding="utf-8")


def factor_secret():
    """The secret of every demonstration authenticator, made once and kept in the portal's secrets."""
    kept = settings.VAR / "secrets" / "demo-second-factor"
    if not kept.exists():
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(generate_totp_secret(), encoding="utf-8")
    return kept.read_text(encoding="utf-8")


def code():
    """The code that works now, in a demonstration alone."""
    counter = int(time.time()) // mfa_settings.TOTP_PERIOD
    return format_hotp_value(hotp_value(factor_secret(), counter))


def give_factor(user):
    """Set up the demonstration's authenticator for somebody; nothing happens if they have one."""
    if not has_factor(user):
        with acting_for(user):
            TOTP.activate(user, factor_secret())


def is_loaded():
    """True once the lead authority of the demonstration is there."""
    return Agency.objects.filter(name=AGENCIES["county"][0]).exists()


def load(anchor, *, scale=1):
    """Add the agencies and people; copies of the partner agencies beyond scale 1."""
    agencies = create_tracked(Agency, [_agency(key, copy) for key, copy in _copies(scale)])
    found = dict(zip(_copies(scale), agencies, strict=True))
    people = create_tracked(
        Person,
        [
            Person(agency=found[agency, 1], name=name, job_title=title, email=address(key))
            for key, (agency, name, title, _) in PEOPLE.items()
        ],
    )
    hashed = make_password(password())
    users = create_tracked(
        User,
        [
            User(
                email=person.email,
                name=person.name,
                job_title=person.job_title,
                agency=person.agency,
                person=person,
                roles=PEOPLE[key][3].split(),
                password=hashed,
                write_on=_days(PEOPLE[key][3]),
            )
            for key, person in zip(PEOPLE, people, strict=True)
        ],
    )
    by_key = dict(zip(PEOPLE, users, strict=True))
    for key, manager in MANAGERS.items():
        by_key[key].manager = by_key[manager]
    update_tracked(User, [by_key[key] for key in MANAGERS], ["manager"])


def _days(roles):
    """Keepers of plans on every day, so that there is a message whatever day it is loaded."""
    return list(range(1, 8)) if {"prevent_lead", "spoc"} & set(roles.split()) else list(range(1, 6))


def _copies(scale):
    return [(key, copy) for copy in range(1, scale + 1) for key in AGENCIES]


def _agency(key, copy):
    name, short_name, kind, sector, schedule6, schedule7 = AGENCIES[key]
    suffix = "" if copy == 1 else f" {copy}"
    return Agency(
        name=name + suffix,
        short_name=short_name + suffix,
        kind=kind,
        sector=sector,
        is_specified_authority=schedule6,
        is_schedule7_partner=schedule7,
        is_lead=key == "county" and copy == 1,
    )
