"""Setting up, gathering, the draft, its reading, and the partnership's approval."""

from tests.browser.whole.beginning import PERSON
from tests.browser.whole.people import address_of
from tests.browser.whole.walk import TODAY, day, real_pdf

MEETING = {"meeting": "Second meeting of the panel", "held_on": TODAY, "chaired_by": "Ines Calder"}


def people(who, reference):
    """The coordinator says how the person is known, and what the Home Office will ask."""
    colin = who("coordinator")
    colin.side("People")
    colin.follow("Change what is known about the person and the death")
    colin.send(known_as="Thea", ho_csp_label="Gloucester", police_force="Gloucestershire")
    colin.follow("Open", within=colin.body)
    colin.follow("Change who this person is")
    colin.send(pseudonym="Thea", age_recorded="41")
    colin.follow("Change what is known of this part")
    colin.send(died_by_suicide="No")


def setting_up(who, reference):
    """A chair with an account, a panel with declarations, bodies, data sharing."""
    colin = who("coordinator")
    colin.side("Setting up")
    colin.follow("Appoint the independent chair")
    colin.send(
        name="Ines Calder",
        user=address_of("independent_chair"),
        experience="Fifteen years in services for women.",
        reason="She has no tie with the county.",
        appointed_on=TODAY,
        last_day_on=day(500),
    )
    colin.follow("Record the declaration of independence")
    colin.send(
        independence_declared_on=TODAY, independence_statement="No work for any agency here."
    )
    colin.follow("Add somebody to the panel")
    colin.send(
        name="Pauline Frost",
        user=address_of("panel_member"),
        organisation={"label": "Severn Domestic Abuse Service"},
        job_title="Director",
        is_domestic_abuse_specialist=True,
        is_independent=True,
        declared_on=TODAY,
        undertaking_on=TODAY,
        joined_on=TODAY,
        last_day_on=day(500),
    )
    colin.follow("Go through the statutory bodies")
    bodies = colin.main.locator("fieldset:has(input[value=consulted])")
    for number in range(bodies.count()):
        bodies.nth(number).locator("input[value=consulted]").check()
    colin.send()
    colin.follow("Record the data-sharing terms")
    colin.send(**MEETING)


def terms(who, reference):
    """The chair hears the family on the terms and writes them; the partnership's chair approves."""
    ines = who("independent_chair")
    ines.open("/my-work/")
    ines.review(reference)
    ines.says("Thea")
    ines.side("Family and friends")
    ines.follow("Add somebody")
    ines.send(
        name="Ingrid Solheim",
        relation="Sister",
        preferred_name="Ingrid",
        contact_route="Her own telephone; leave no message.",
    )
    ines.side("Family and friends")
    ines.follow("Open the page of Ingrid")
    ines.follow("Change whether they take part")
    ines.send(wish="involved", wish_heard_on=TODAY, wish_heard_by="Ines Calder")
    for kind in ("advocate", "terms", "contribute", "panel"):
        _offer(ines, kind)
    ines.side("Terms")
    ines.follow("Write the terms of reference")
    ines.send(
        period_from=day(-2000),
        period_to=day(-60),
        period_reason="She first told her doctor then.",
        questions="What did each agency know?\nWas help within reach?",
        equality="Sex: relevant, because most who die are women.",
        people="Thea, and the person thought responsible",
        agencies="The Health Trust: an individual management review",
        family_plan="Through the chair, at their pace.",
    )
    priya = who("chair")
    priya.refused_step("Begin the review", "Approve a version of the terms of reference.")
    priya.side("Setting up")
    priya.follow("Terms of reference", within=priya.body)
    priya.follow("Approve", within=priya.body)
    priya.send(on=TODAY)
    priya.take_step("Begin the review")


def _offer(walker, kind, **answers):
    walker.side("Family and friends")
    walker.follow("Record an offer")
    given = {"reply": "accepted", "replied_on": TODAY, "member": {"label": "Ingrid"}, **answers}
    walker.send(kind=kind, offered_on=TODAY, made_by="The independent chair", **given)


def panel_sees_its_own_part(who, reference):
    """A panel member reads what is shared, and finds nothing else."""
    pauline = who("panel_member")
    pauline.open("/my-work/")
    pauline.review(reference)
    pauline.says("Thea")
    links = pauline.page.locator(".rv-sidenav__wide").inner_text()
    assert "Family" not in links and "Proceedings" not in links and "Letters" not in links
    for hidden in ("family/", "proceedings/", "family/new/"):
        assert pauline.open(f"/cases/{reference}/{hidden}") == 404, hidden
    for closed in ("who-saw-what/", "access/", "letters/", "criteria/"):
        assert pauline.open(f"/cases/{reference}/{closed}") == 403, closed
    pauline.open(f"/cases/{reference}/people/")
    assert PERSON not in pauline.page.content()
    for page in ("terms/", "setting-up/", "story/", "report/"):
        assert pauline.open(f"/cases/{reference}/{page}") == 200, page
    assert who("stranger").open(f"/cases/{reference}/") == 404


def returns(who, reference):
    """The Health Trust is asked for a review, which comes signed off by post."""
    colin = who("coordinator")
    ines = who("independent_chair")
    ines.refused_step("Send the agreed draft for reading", "Ask agencies for their returns.")
    _ask_and_receive(colin, "review", "We saw her four times and never alone.", form="imr")


def _ask_and_receive(colin, kind, words, **answers):
    colin.side("Agencies")
    colin.follow("Record what was asked another way")
    colin.send(
        kind=kind,
        agencies=["Severnshire Health Trust"],
        question="As the terms say.",
        how="post",
        asked_on=TODAY,
        due_on=day(30),
        **answers,
    )
    colin.side("Agencies")
    name = "Review return" if kind == "review" else "Accuracy check of the draft"
    colin.follow(f"Record what came from Severnshire Health Trust, {name}")
    colin.send(outcome="received", received_on=TODAY, answer=words)


def draft(who, reference):
    """The draft and the panel's agreement to it; then it goes to be read."""
    ines = who("independent_chair")
    ines.side("Report")
    ines.follow("Put in the first version of the overview report")
    ines.send(file=real_pdf("Overview report"), what_changed="All of it.")
    ines.side("Report")
    ines.follow("The panel agrees")
    ines.send(**MEETING)
    ines.take_step("Send the agreed draft for reading")
    pauline = who("panel_member")
    pauline.side("Report")
    with pauline.page.expect_download() as download:
        pauline.main.get_by_role("link", name="Download").first.click()
    assert download.value.path().read_bytes().startswith(b"%PDF")


def reading(who, reference):
    """The family reads, the Trust checks the facts, recommendations and actions are written."""
    ines, colin = who("independent_chair"), who("coordinator")
    ines.refused_step(
        "Put forward for the partnership's approval",
        "The family's reading of the draft is not complete.",
        "Record each agency's accuracy check",
        "Record the recommendations.",
    )
    _offer(ines, "draft", time_allowed_days="21", words="It is fair to her.")
    _ask_and_receive(colin, "accuracy", "All of it is accurate.")
    ines.side("Recommendations")
    ines.follow("Add a recommendation")
    ines.send(
        number="1",
        text="See people alone when they come to the surgery.",
        level="single",
        recipient={"label": "Severnshire Health Trust"},
        recipient_kind={"index": 1},
        themes=["Training"],
    )
    ines.side("Recommendations")
    ines.follow("Recommendation 1", within=ines.body)
    ines.follow("Add an action")
    ines.send(
        text="A rule in every surgery, and training on it.",
        lead={"label": "Severnshire Health Trust"},
        owner_role="Head of safeguarding",
        owner_email=address_of("owner"),
        due_on=day(90),
        measure="An audit of fifty visits.",
    )
    ines.take_step("Put forward for the partnership's approval")


CHAPTERS = (
    "people",
    "setting_up",
    "terms",
    "panel_sees_its_own_part",
    "returns",
    "draft",
    "reading",
)
