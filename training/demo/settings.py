"""The settings of the invented county, an audit round half answered, and the strategy by level of role."""

import datetime
import random

from prevent_portal import demo as partnership
from prevent_portal.models import Agency, Person, User
from prevent_portal.tracked import create_tracked

from ..models import (
    AuditInvite,
    AuditRound,
    Completion,
    Course,
    Level,
    Setting,
    SettingExclusion,
    SettingKind,
    SettingTraining,
    Unit,
)
from ..models import MatrixRow as Part
from ..services import audits, people
from ..services.matrix import keep_matrix_row

#: The same invented settings every time.
_SEED = 2018
_AREAS = ("Marlowick", "Saltmere", "Hexley Vale")
#: kind, names, share of them in which somebody has been trained, people to be trained at most
_SETTINGS = (
    (
        "Maintained school",
        (
            "Larkfield Primary School",
            "Tanner's Brook Primary School",
            "Saltmere High School",
            "Old Quarry Infant School",
            "Fennel Lane Junior School",
            "Marlowick Grammar School",
            "Coldharrow Primary School",
            "Bellfounder School",
        ),
        0.8,
        90,
    ),
    (
        "Academy",
        ("Lantern Academy", "Hexley Vale Academy", "Weir Street Academy", "Skylark Academy"),
        0.75,
        120,
    ),
    ("Independent school", ("Quillmere House School", "Abbotsley Preparatory School"), 0.5, 40),
    (
        "Early years setting",
        (
            "Acorns on the Green",
            "Little Otters Nursery",
            "Puddle Lane Playgroup",
            "Seven Stiles Pre-school",
            "Harbour Steps Nursery",
            "Bramble Corner Childminding",
            "The Treehouse Nursery",
        ),
        0.7,
        14,
    ),
    (
        "Supplementary school",
        (
            "Riverside Saturday School",
            "Marlowick Polish School",
            "Evergreen Community Classes",
            "Noor Weekend School",
        ),
        0.5,
        12,
    ),
    ("Care home", ("Fircourt", "The Limes, Saltmere", "Windmill View"), 0.6, 35),
    ("Foster household", tuple(f"Foster household {n:02}" for n in range(1, 9)), 0.75, 2),
    ("Contractor", ("Wrenshire Passenger Transport", "Fieldgate Catering"), 0.5, 60),
)
#: Carers, each with the number of their household, and the days ago on which they took a workshop.
_CARERS = (
    ("Marguerite Pellow", 1, 95),
    ("Tobias Pellow", 1, 95),
    ("Ifeoma Crake", 2, 300),
    ("Hollis Tamworth", 3, 1500),
    ("Bronagh Tamworth", 3, None),
    ("Sunil Wetherell", 4, 95),
    ("Agnes Loxwood", 5, None),
    ("Priya Sandholm", 6, 210),
)
_FIRST = ("Asha", "Bryn", "Carys", "Dele", "Esme", "Faisal", "Greta", "Huw", "Ines", "Jonah")
_LAST = ("Aldous", "Brackwell", "Cobham", "Dunmow", "Eversley", "Fenwright", "Garrow", "Holme")
#: What each level does, must be able to do, reaches, and takes: invented for the demonstration.
_STRATEGY = {
    "Front line worker": (
        "Notice what is out of the ordinary\nTalk it over with the line manager\nMake a referral",
        "Says what the duty asks, knows the signs, and knows whom to call",
        "Concerns are raised early, and by the right route",
        ("ELEARN_AWARENESS", "REFRESH_AWARENESS"),
    ),
    "Manager": (
        "Bring Prevent into supervision and induction\nCheck each quarter who is due training",
        "Weighs a concern with a worker and decides the next step within a day",
        "Nobody in the team is late with training; no concern waits",
        ("ELEARN_AWARENESS", "ELEARN_REFERRALS", "REFRESH_REFERRALS"),
    ),
    "Senior manager": (
        "Own the service's actions in the plan\nAnswer for its risks at the board",
        "Reads the local risk and sets the service's priorities by it",
        "The service's part of the plan is done and can be shown",
        ("ELEARN_AWARENESS", "BRIEFING"),
    ),
    "Elected member": (
        "Ask how the duty is met\nSpeak for it with residents",
        "Knows the duty, the plan and what scrutiny may ask",
        "Residents hear one clear message",
        ("MEMBER_SESSION",),
    ),
}


def load(anchor):
    """Add the settings and their training, a round of questions, and the strategy, as at the day."""
    county = Agency.objects.get(name=partnership.AGENCIES["county"][0])
    keeper = User.objects.get(email=partnership.address("training.lead"))
    settings = _add_settings(anchor, county)
    audit = audits.keep_round(
        AuditRound(),
        by=keeper,
        agency=county,
        title="Schools: who leads, and who is trained",
        intro="Six short questions. They take five minutes.",
        course=Course.objects.get(code="WRAP"),
        closes_on=anchor + datetime.timedelta(days=21),
    )
    schools = [each for each in settings if each.kind.needs_lead and each.contact_email]
    audits.send_links(audit, settings=schools[:10], by=keeper, on=anchor)
    _answer(audit, anchor, keeper)
    _add_carers(anchor, county, keeper)
    lead = User.objects.get(email=partnership.address("prevent.lead"))
    for name, (activities, competency, outcome, codes) in _STRATEGY.items():
        keep_matrix_row(
            Part(),
            by=lead,
            level=Level.objects.get(name=name),
            from_on=datetime.date(anchor.year - 1, 4, 1),
            activities=activities,
            competency=competency,
            outcome=outcome,
            courses=Course.objects.filter(code__in=codes),
        )


def _add_settings(anchor, county):
    chance = random.Random(_SEED)  # noqa: S311 - nothing secret
    kinds = {kind.name: kind for kind in SettingKind.objects.order_by("pk")}
    settings, trained = [], []
    for kind, names, share, most in _SETTINGS:
        for name in names:
            setting = _setting(chance, county, kinds[kind], name, most)
            settings.append(setting)
            if chance.random() < share:
                trained.append((setting, anchor - datetime.timedelta(chance.randint(20, 900))))
    create_tracked(Setting, settings)
    wrap = Course.objects.get(code="WRAP")
    create_tracked(
        SettingTraining,
        [row for setting, on in trained for row in _trainings(setting, on, wrap)],
    )
    create_tracked(
        SettingExclusion,
        [
            SettingExclusion(
                setting=settings[3],
                reason="It joins another school in the summer",
                from_on=anchor - datetime.timedelta(days=60),
                to_on=anchor + datetime.timedelta(days=150),
            )
        ],
    )
    return settings


def _add_carers(anchor, county, keeper):
    """Foster carers: on no extract, in the fostering team, each at their household."""
    about = {
        "agency": county,
        "kind": Person.Kind.FOSTER_CARER,
        "unit": Unit.objects.get(agency=county, name="Children's social care"),
        "team": "Fostering",
        "level": Level.objects.get(name="Front line worker"),
        "works_with_people_at_risk": True,
    }
    wrap = Course.objects.get(code="WRAP")
    for number, (name, household, ago) in enumerate(_CARERS):
        carer = people.add_person(
            by=keeper,
            name=name,
            setting=Setting.objects.get(agency=county, name=f"Foster household {household:02}"),
            starts_on=anchor - datetime.timedelta(days=2000 - 230 * number),
            **about,
        )
        if ago:
            on = anchor - datetime.timedelta(days=ago)
            Completion.objects.create(
                person=carer, course=wrap, on=on, route=Completion.Route.CERTIFICATE, by=keeper
            )


def _setting(chance, county, kind, name, most):
    word = "".join(letter for letter in name.lower() if letter.isalnum())
    return Setting(
        agency=county,
        kind=kind,
        name=name,
        area=chance.choice(_AREAS),
        people=chance.randint(1, most),
        contact_name="" if chance.random() < 0.2 else "The office",
        contact_email="" if name.startswith(("Foster", "Fieldgate")) else f"office@{word}.example",
        lead_name=f"{chance.choice(_FIRST)} {chance.choice(_LAST)}" if kind.needs_lead else "",
        has_declined=name == "Evergreen Community Classes",
    )


def _trainings(setting, on, course):
    about = {"setting": setting, "course": course, "on": on, "source": "Register of the session"}
    if setting.lead_name:
        return [SettingTraining(who=setting.lead_name, is_lead=True, role="Lead", **about)]
    if setting.kind.needs_everybody:
        return [SettingTraining(people=setting.people, **about)]
    return [SettingTraining(who="", people=1, **about)]


def _answer(audit, anchor, keeper):
    """Most of the schools have answered; the answers of the first are accepted."""
    asked = {
        question.feeds or question.kind: str(question.pk) for question in audit.questions.all()
    }
    returns = []
    for number, invite in enumerate(AuditInvite.objects.order_by("pk")[:6]):
        said = {
            "lead_name": invite.setting.lead_name,
            "lead_trained": f"{anchor - datetime.timedelta(days=40 * (number + 1))}",
            "people": 20 + 7 * number,
            "trained": 14 + 5 * number,
            "yes_no": "yes" if number % 3 else "no",
            "text": ("Ninefold Filter", "none", "Harbour Gate")[number % 3],
        }
        answers = {asked[name]: value for name, value in said.items()}
        returns.append(audits.receive_return(invite, answers=answers, on=anchor))
    audits.accept_returns(audit, returns=returns[:2], by=keeper)
