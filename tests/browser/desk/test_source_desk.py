"""A curator reads a source and marks passages: by mouse, by keyboard, and without JavaScript."""

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from timeline.curation import actions
from timeline.curation.models import Event, Excerpt

TEXT = (
    "The headline 😀 of the page\n\n"
    "On 7 January 2020 the committee met. It rained. Nobody answered questions.\n\n"
    "Hassan Rouhani said: “We will answer in our own time.” It rained again.\n\n"
    "او گفت: «ما پاسخ خواهیم داد.» باران بارید."
)


@pytest.fixture
def source(groups):
    factories.with_password(factories.curator("cora"))
    factories.phase(name="Before")
    event = factories.event(slug="met", title="The committee meets", date="2020-01-07")
    source = factories.source(slug="paper", title="The paper", text=TEXT)
    factories.excerpt(event, source=source, quote="Nobody answered questions.")
    return source


def read(new_context, source, **options) -> Page:
    page = new_context(**options).new_page()
    page.goto("/admin/")
    page.get_by_label("Username").fill("cora")
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.goto(f"/admin/curation/source/{source.pk}/read/")
    expect(page.get_by_role("heading", name="Read and mark")).to_be_visible()
    return page


def drag(page: Page, paragraph: int, start: int, end: int) -> None:
    """Select part of a paragraph with the mouse, from before one character to before another."""
    boxes = page.evaluate(
        """([number, ...places]) => {
          const paragraph = document.querySelectorAll("#desk-text p")[number];
          const node = [...paragraph.childNodes].find((one) => one.nodeType === Node.TEXT_NODE);
          return places.map((place) => {
            const range = document.createRange();
            range.setStart(node, place);
            range.setEnd(node, place + 1);
            const box = range.getBoundingClientRect();
            return [box.left, box.top + box.height / 2];
          });
        }""",
        [paragraph, start, end],
    )
    page.mouse.move(boxes[0][0] + 1, boxes[0][1])
    page.mouse.down()
    page.mouse.move(boxes[1][0] + 1, boxes[1][1], steps=5)
    page.mouse.up()


@pytest.mark.smoke
def test_a_passage_selected_with_the_mouse_becomes_an_excerpt(new_context, source):
    page = read(new_context, source)
    expect(page.locator("mark")).to_have_text(["Nobody answered questions."])
    words = "7 January 2020 the committee met."
    start = "On 7 January 2020 the committee met. It".index(words)
    drag(page, 2, start, start + len(words))
    expect(page.get_by_label("Quote")).to_have_value(words)
    expect(page.get_by_label("Event", exact=True)).to_be_focused()
    expect(page.locator(".desk-where")).to_contain_text("paragraph 1")
    page.get_by_text("Its context").click()
    expect(page.get_by_label("Prefix")).to_have_value("On ")

    # Another passage instead: what was typed stays.
    page.get_by_label("Event", exact=True).press_sequentially("The committee meets")
    page.get_by_label("Translation").fill("My words")
    drag(page, 2, 0, start + len(words))
    expect(page.get_by_label("Quote")).to_have_value("On " + words)
    expect(page.get_by_label("Event", exact=True)).to_have_value("The committee meets")
    expect(page.get_by_label("Translation")).to_have_value("My words")

    page.get_by_role("button", name="Save the excerpt").click()
    expect(page.locator("mark")).to_have_text(["On " + words, "Nobody answered questions."])
    expect(page.locator("#desk-said")).to_contain_text("Saved as an excerpt")
    expect(page.locator("#desk-text")).to_be_focused()
    excerpt = Excerpt.objects.get(slug="met-2")
    assert (excerpt.quote, excerpt.translation) == ("On " + words, "My words")

    # An excerpt and its passage lead to each other.
    page.get_by_role("link", name="Excerpt 1: The committee meets").click()
    expect(page.locator("#excerpt-met-2")).to_be_in_viewport()
    page.get_by_role("link", name="Excerpt 1 in the text, paragraph 1").click()
    expect(page.locator("#passage-met-2")).to_be_in_viewport()
    expect(page.locator("mark.is-target")).to_have_text(["On " + words])


def test_everything_by_keyboard(new_context, source):
    factories.actor(name="Hassan Rouhani")
    page = read(new_context, source)
    page.get_by_role("region", name="Text").focus()
    said = page.locator("#desk-said")
    page.keyboard.press("ArrowDown")
    expect(said).to_contain_text("The headline 😀 of the page (26 characters)")
    for key in ["ArrowDown", "ArrowDown"]:
        page.keyboard.press(key)
    expect(said).to_contain_text("It rained. (10 characters)")
    page.keyboard.press("ArrowUp")
    expect(said).to_contain_text("On 7 January 2020 the committee met. (36 characters)")
    page.keyboard.press("Shift+ArrowDown")
    expect(said).to_contain_text("met. It rained. (47 characters)")
    page.keyboard.press("Shift+ArrowUp")
    expect(said).to_contain_text("met. (36 characters)")
    page.keyboard.press("ArrowRight")
    expect(said).to_contain_text("7 January 2020 the committee met. (33 characters)")
    page.keyboard.press("Shift+ArrowLeft")
    expect(said).to_contain_text("7 January 2020 the committee met (32 characters)")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Quote")).to_have_value("7 January 2020 the committee met")
    expect(page.get_by_label("Event", exact=True)).to_be_focused()

    # A new event: the radio button before the field of the event.
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("A new event from this")).to_be_checked()
    expect(page.get_by_text("Guess 2020-01-07 from “7 January 2020”")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("The committee meets in Baghdad")
    for words in ["", "It met, a newspaper reports."]:
        page.keyboard.press("Tab")
        page.keyboard.type(words)
    expect(page.get_by_label("Date", exact=True)).to_have_value("2020-01-07")
    # Past its tick, whether the guess was checked, and its basis, to phase and kind.
    for key in ["Tab", "Tab", "Tab", "Tab", "B", "Tab", "m"]:
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    if page.get_by_role("button", name="Save the excerpt").count():
        page.get_by_role("button", name="Save the excerpt").press("Enter")
    expect(page.locator("mark").first).to_have_text("7 January 2020 the committee met")
    event = Event.objects.get(slug="the-committee-meets-in-baghdad")
    assert (event.stage, event.date) == ("draft", "2020-01-07")

    # The text goes on where it was left; a right-to-left sentence is a sentence too.
    expect(page.get_by_role("region", name="Text")).to_be_focused()
    for _ in range(7):
        page.keyboard.press("ArrowDown")
    expect(said).to_contain_text("باران بارید.")
    page.keyboard.press("Shift+ArrowRight")
    expect(said).to_contain_text("باران بارید (11 characters)")


def test_a_guess_of_who_and_an_error_keep_what_was_typed(new_context, source):
    factories.actor(name="Hassan Rouhani")
    page = read(new_context, source)
    page.get_by_label("Paste a passage").fill('Hassan Rouhani said: "We will')
    page.get_by_role("button", name="Find it in the text").click()
    expect(page.get_by_label("Quote")).to_have_value("Hassan Rouhani said: “We will")
    page.get_by_label("A new event from this").check()
    expect(page.get_by_label("Hassan Rouhani")).to_have_value("")  # a guess is no answer
    expect(page.get_by_text("Guess from “Hassan Rouhani” in the passage.")).to_be_visible()
    page.get_by_label("Title").fill("A title")
    page.get_by_label("Hassan Rouhani").select_option("speaker")
    page.get_by_role("button", name="Save the excerpt").click()
    expect(page.get_by_text("Not saved. Please read below why.")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("A title")
    expect(page.get_by_label("Hassan Rouhani")).to_have_value("speaker")
    expect(page.get_by_label("Summary")).to_be_focused()


def test_without_javascript_a_passage_is_pasted(new_context, source):
    page = read(new_context, source, java_script_enabled=False)
    page.get_by_label("Paste a passage").fill("It rained")
    page.get_by_role("button", name="Find it in the text").click()
    expect(page.get_by_role("heading", name="Which of 2 places?")).to_be_visible()
    page.get_by_role("link", name="our own time.” It rained again.").click()
    expect(page.get_by_label("Quote")).to_have_value("It rained")
    page.get_by_label("Event", exact=True).fill("met")
    page.get_by_role("button", name="Save the excerpt").click()
    expect(page.get_by_text("Saved as an excerpt of “The committee meets”.")).to_be_visible()
    expect(page.locator("mark")).to_have_text(["Nobody answered questions.", "It rained"])

    page.get_by_label("Paste a passage").fill("Nobody answered the questions.")
    page.get_by_role("button", name="Find it in the text").click()
    expect(page.get_by_role("heading", name="Not in the text")).to_be_visible()
    page.get_by_role("link", name="Take the passage of the text").click()
    expect(page.get_by_label("Quote")).to_have_value("Nobody answered questions.")


def test_an_event_that_another_saved_meanwhile(new_context, source):
    page = read(new_context, source)
    page.get_by_label("Paste a passage").fill("It rained again.")
    page.get_by_role("button", name="Find it in the text").click()
    page.get_by_label("Event", exact=True).fill("The committee meets")
    page.get_by_label("Translation").fill("My words")
    event = Event.objects.get(slug="met")
    event.summary = "Their summary."
    actions.record_change(event, by=factories.editor("edith"))
    page.get_by_role("button", name="Save the excerpt").click()
    expect(page.get_by_text("Not saved: edith saved this event since")).to_be_visible()
    expect(page.get_by_role("row", name="Summary")).to_contain_text("Their summary.")
    expect(page.get_by_label("Translation")).to_have_value("My words")
    assert Excerpt.objects.count() == 1
    page.get_by_role("button", name="Save the excerpt").click()
    expect(page.locator("mark").nth(1)).to_have_text("It rained again.")
    assert Excerpt.objects.get(slug="met-2").translation == "My words"


@pytest.mark.smoke
def test_replacing_a_text_lists_what_falls_before_and_after(new_context, source):
    page = read(new_context, source)
    page.get_by_role("link", name="Replace the text").click()
    page.get_by_label("A file").set_input_files(
        {"name": "new.txt", "mimeType": "text/plain", "buffer": b"Quite another text."}
    )
    page.get_by_role("button", name="Check the text").click()
    expect(page.get_by_text("0 stand in it, 1 does not")).to_be_visible()
    expect(page.get_by_label("Text", exact=True)).to_have_value("Quite another text.")
    page.get_by_role("button", name="Save this text").click()
    expect(page.get_by_role("heading", name="To check again: 1 excerpt")).to_be_visible()
    expect(page.locator("mark")).to_have_count(0)


def test_by_touch_a_button_marks_what_is_selected(new_context, source):
    page = read(new_context, source, viewport={"width": 390, "height": 800}, has_touch=True)
    button = page.get_by_role("button", name="Mark this passage")
    expect(button).to_be_hidden()
    # As the handles of a phone do: a selection without any mouse.
    page.evaluate(
        """() => {
          const words = document.querySelectorAll("#desk-text p")[4].firstChild;
          document.getSelection().setBaseAndExtent(words, 0, words, 14);
        }"""
    )
    button.tap()
    expect(page.get_by_label("Quote")).to_have_value("Hassan Rouhani")
    expect(page.get_by_label("Event", exact=True)).to_be_in_viewport()


@pytest.mark.smoke
def test_who_is_signed_out_meanwhile_loses_no_word(new_context, source, expected_errors):
    expected_errors.append("403")
    page = read(new_context, source)
    page.get_by_label("Paste a passage").fill("It rained again.")
    page.get_by_role("button", name="Find it in the text").click()
    expect(page.get_by_role("button", name="Save the excerpt")).to_be_visible()
    expect(page.locator(".htmx-added, .htmx-settling")).to_have_count(0)  # fields listen
    with page.expect_response("**/suggest/**"):  # which later would be answered with a token
        page.get_by_label("Event", exact=True).fill("The committee meets")
    page.get_by_label("Translation").fill("My words")
    page.context.clear_cookies()
    page.get_by_role("button", name="Save the excerpt").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("What you typed is still here.")
    assert Excerpt.objects.count() == 1
    dialog.get_by_label("Password").fill(factories.PASSWORD)
    dialog.get_by_role("button", name="Sign in").click()
    expect(page.locator("mark").nth(1)).to_have_text("It rained again.")
    assert Excerpt.objects.get(slug="met-2").translation == "My words"


def test_events_beyond_the_first_are_suggested_while_typing(new_context, source):
    for number in range(60):
        factories.event(title=f"Another {number:02}", date="2019-01-01")
    late = factories.event(title="A later meeting", date="2023-01-01")
    page = read(new_context, source)
    option = page.locator(f"#desk-events option[value='{late.title}']")
    expect(option).to_have_count(0)
    page.get_by_label("Paste a passage").fill("It rained again.")
    page.get_by_role("button", name="Find it in the text").click()
    expect(page.get_by_role("button", name="Save the excerpt")).to_be_visible()
    event = page.get_by_label("Event", exact=True)
    event.press_sequentially("later meet")
    expect(event).to_have_value("later meet")
    expect(option).to_have_count(1)
    expect(page.locator("#desk-events option")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_accessible_and_fit_a_phone(new_context, source, axe, scheme):
    def check():
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, page.url
        # Without preloading: for that, axe would write an inline style for each imported sheet.
        axe(page, context="#content-main")

    page = read(new_context, source, viewport={"width": 390, "height": 800}, color_scheme=scheme)
    page.get_by_label("Paste a passage").fill("Nobody answered the questions.")
    page.get_by_role("button", name="Find it in the text").click()
    page.get_by_role("link", name="Take the passage of the text").click()
    page.get_by_label("A new event from this").check()
    check()
    page.goto(f"/admin/curation/source/{source.pk}/read/?quote=It+reined")
    check()
    source.text = "Else."
    source.full_clean()
    source.save()
    for address in ("read", "text"):
        page.goto(f"/admin/curation/source/{source.pk}/{address}/")
        check()
