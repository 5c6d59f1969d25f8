"""Commands of experts in a topic: never sent on, answered where they were given, and careful with whom they concern."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import yaml

from bot.faq import checking
from bot.handoff.events import AuthorKind, Incoming, Kind
from bot.handoff.ids import MessageId
from bot.handoff.knowledge import Knowledge
from bot.handoff.orders import Word, order_of
from bot.handoff.person import Stage
from tests.support import people
from tests.support.desks import ENGLISH, NEVER, knowledge
from tests.support.people import Player

SENT, NOTE, FAILED = "👌", "✍", "😢"
QUESTION = "Hoe begin ik het gesprek met een jongere met extreme ideeën?"
ENTRY = "f06_gesprek_beginnen"


def waiting(**options: object) -> tuple[Player, MessageId]:
    """Return somebody with an open case, and her question as it stands in the topic."""
    anna = Player(**options)  # type: ignore[arg-type]  # the options of Player, passed on
    anna.places()
    return anna, anna.in_topic(anna.writes(QUESTION))


@pytest.mark.parametrize(
    ("text", "word", "words"),
    [
        ("/faq", Word.SUGGEST, ""),
        ("/FAQ@hulplijn_bot  ouders bellen", Word.SUGGEST, "ouders bellen"),
        ("/leer Hoe dan?", Word.LEARN, "Hoe dan?"),
        ("/learn", Word.LEARN, ""),
        ("/fout ess", Word.FLAG, "ess"),
        ("  /flag\ness", Word.FLAG, "ess"),
        ("/faq\u00a0ouders bellen ", Word.SUGGEST, "ouders bellen"),
        ("/leer\tHoe\nnu?", Word.LEARN, "Hoe\nnu?"),
        ("/help", Word.HELP, ""),
    ],
)
def test_orders(text: str, word: Word, words: str) -> None:
    """A command is known by its first word, in both languages, with what follows."""
    order = order_of(Incoming(MessageId(1), Kind.TEXT, text))
    assert order is not None
    assert (order.word, order.words) == (word, words)


@pytest.mark.parametrize("text", ["", "/", "faq", "/faqs", "zie /faq", "/a /faq", "/sluit"])
def test_no_orders(text: str) -> None:
    """What only looks like a command is none."""
    assert order_of(Incoming(MessageId(1), Kind.TEXT, text)) is None


@pytest.mark.parametrize(
    "text",
    [
        *("/faq", "/faq ouders", "/faq\u00a0ouders", "/leer", "/leer Hoe?", "/fout", "/fout ess"),
        *(
            "\u200b/faq ouders",
            "／faq",
            "\u2066/fuot",
            "/help",
            "/fuot ess",
            "/foutt",
            "/faq:ouders",
            "/sluiten",
            "/feedback Dat mag",
        ),
    ],
)
@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.PHOTO])
def test_a_command_never_leaves(text: str, kind: Kind) -> None:
    """As a reply to her message, and as a caption, a command stays in the topic, and visibly so."""
    anna, question = waiting()
    before = list(anna.chat.messages)
    command = anna.expert(text, question, kind=kind)
    assert list(anna.chat.messages) == before
    assert anna.reaction(command) == NOTE
    assert anna.topic.last.reply_to == command


@pytest.mark.parametrize("text", ["/sluit", "/a Dat mag"])
def test_a_caption_is_no_such_command(text: str) -> None:
    """What counts in a text only does not leave as the caption of a photo either, and its author hears why."""
    anna, question = waiting()
    command = anna.expert(text, question, kind=Kind.PHOTO)
    assert anna.chat.by("expert") == []
    assert (anna.reaction(command), anna.topic.last.reply_to) == (NOTE, command)
    assert "onder een foto of bestand" in anna.topic.last.text


def test_an_unknown_command_says_how_to_send_it() -> None:
    """A mistyped command is told of; what is no command (a number, a path, a slash) is an answer as ever."""
    anna, question = waiting()
    anna.expert("/fuot", question)
    assert "Deze opdracht ken ik niet" in anna.topic.last.text
    answers = ["/112 typen helpt ook", "/ ja", "en/of", "/fuot"]
    for text in answers[:3]:
        anna.expert(text, question)
    anna.expert("/a /fuot")
    assert anna.chat.by("expert") == answers


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/faq gesprek beginnen", ENTRY),
        ("/fout ess", "dit wordt nagekeken"),
        ("/help", "Elke zaak is een onderwerp"),
        ("/fuot", "Deze opdracht ken ik niet"),
        *(
            (text, "als nieuw bericht")
            for text in ("/a Dat mag", "/sluit", "/leer Hoe?", "/blokkeer x")
        ),
    ],
)
def test_a_corrected_command(text: str, told: str) -> None:
    """A mistyped command that is corrected works, or its author hears that it is to be sent anew; nothing leaves."""
    anna, question = waiting()
    before = list(anna.chat.messages)
    command = anna.expert("/faqq", question)
    anna.expert_edits(command, text)
    assert told in anna.topic.last.text
    assert anna.topic.last.reply_to == command
    assert (list(anna.chat.messages), anna.drafts) == (before, [])
    assert anna.person.stage is Stage.WAITING


def test_a_corrected_command_on_her_message() -> None:
    """A command that is corrected on a message of hers looks through the FAQ for that one, and its answer points there."""
    anna, question = waiting()
    command = anna.expert("/fqa", question)
    anna.expert_edits(command, "/faq", reply_to=question)
    assert ENTRY in anna.topic.last.text
    assert anna.topic.last.keyboard[0][0].data.startswith(f"faq:{question}:")


@pytest.mark.parametrize("text", ["/faq ouders", "/fuot", "/sluit", "/a Dat mag"])
def test_a_note_that_becomes_a_command_is_not_sent(text: str) -> None:
    """The offer to send a note is taken back when its author changes it into a command, mistyped or not."""
    anna, _ = waiting()
    note = anna.expert("een notitie")
    offer = anna.topic.button("Stuur naar de vrager")[1]
    anna.expert_edits(note, text)
    assert not any("Stuur naar de vrager" in one.buttons for one in anna.topic.messages.values())
    assert "werkt niet meer" in anna.expert_sends_press(offer)
    assert anna.chat.by("expert") == []


def test_help_in_a_topic() -> None:
    """Who asks for help in a topic gets it there."""
    anna, question = waiting()
    anna.expert("/help", question)
    assert "Elke zaak is een onderwerp" in anna.topic.last.text


@pytest.mark.parametrize("text", ["/faq", "/fout ess", "/leer Hoe?", "/sluit", "/fuot"])
def test_an_answer_does_not_become_a_command(text: str) -> None:
    """An answer that was sent and is then changed into a command keeps its text on her side; its author hears that."""
    anna, question = waiting()
    answer = anna.expert("Dat mag", question)
    anna.expert_edits(answer, text)
    assert anna.chat.by("expert") == ["Dat mag"]
    assert "opdracht aan de bot" in anna.topic.last.text


@pytest.mark.parametrize("kind", [AuthorKind.ANONYMOUS, AuthorKind.CHANNEL])
def test_nobody_is_nobody(kind: AuthorKind) -> None:
    """Who hides behind the group or a channel is told to write as himself, and nothing is looked up."""
    anna, question = waiting()
    anna.expert("/faq", question, author=kind)
    assert "als jezelf" in anna.topic.last.text
    assert not anna.topic.last.buttons


# --- /faq -------------------------------------------------------------------------------------


def test_three_answers_to_choose_from() -> None:
    """On her message the best entries are shown, with a button each, and nothing about the helpline itself."""
    anna, question = waiting()
    anna.expert("/faq", question)
    shown = anna.topic.last
    assert ENTRY in shown.text
    assert 1 <= len(shown.buttons) <= 3
    assert shown.buttons[0].startswith("Stuur 1: ")


@pytest.mark.parametrize("words", ["meldcode", "Hoe herken ik radicalisering?"])
def test_three_beside_a_sure_one(words: str) -> None:
    """Where she would be given one answer, an expert sees the next two as well."""
    anna, _ = waiting()
    anna.expert(f"/faq {words}")
    assert [one[:7] for one in anna.topic.last.buttons] == ["Stuur 1", "Stuur 2", "Stuur 3"]


def test_words_and_the_theme() -> None:
    """Words given count before the message; without either it is the theme of the case."""
    anna = Player()
    anna.agrees()
    anna.presses("Deskundige")
    anna.presses("Nee")
    anna.presses("Basisschool")
    anna.presses("Utrecht")
    anna.presses("Gesprek met een jongere")
    anna.presses("Plaats nu")
    anna.expert("/faq")
    assert ENTRY in anna.topic.last.text
    anna.expert("/faq", anna.card)
    assert ENTRY in anna.topic.last.text
    anna.expert("/faq Wanneer mag ik informatie delen met de politie?", anna.card)
    assert ENTRY not in anna.topic.last.text
    assert anna.topic.last.buttons


def test_nothing_to_go_by() -> None:
    """Without words, message or theme it says how to ask."""
    anna = Player()
    anna.places()
    anna.expert("/faq")
    assert "Ik vind niets" in anna.topic.last.text


def test_danger_in_her_words_comes_first() -> None:
    """A danger sign in the message that is answered stands above what was found."""
    anna = Player()
    anna.places()
    copy = anna.in_topic(anna.writes("Er staat hier nu een jongen met een mes"))
    anna.expert("/faq", copy)
    found = [one.text for one in anna.topic.messages.values() if "teken van gevaar" in one.text]
    assert len(found) == 1
    assert found[0].startswith("🔴")


def test_danger_outside_the_quoted_passage() -> None:
    """A quoted passage is looked up alone, but danger in the rest of her message is still told."""
    anna, _ = waiting()
    text = f"{QUESTION} Er staat hier nu een jongen met een mes."
    hers = anna.in_topic(anna.writes(text))
    anna.expert("/faq", hers, quoted=QUESTION)
    assert "teken van gevaar" in anna.topic.last.text
    assert ENTRY in anna.topic.last.text


def test_it_is_sent_once_by_whoever_presses() -> None:
    """What is chosen goes to her as this expert's answer to her question, once; it is counted."""
    anna, question = waiting()
    anna.expert("/faq", question)
    listed = anna.topic.last.id
    data = anna.topic.button("Stuur 1")[1]
    assert anna.expert_presses("Stuur 1", by="cas") == "Wordt verstuurd."
    sent = anna.chat.last
    assert sent.text.split("\n\n")[1] == QUESTION
    assert sent.reply_to is not None
    assert anna.chat.messages[sent.reply_to].text == QUESTION
    assert "Deskundige A" in anna.topic.messages[listed].text
    assert not anna.topic.messages[listed].buttons
    assert anna.reaction(listed) == SENT
    assert "al verstuurd" in anna.expert_sends_press(data, listed)
    assert anna.tally[f"sent:{ENTRY}"] == 1
    # It is cas's answer now: his reply to it goes to her, a reply of somebody else stays.
    anna.expert("Nog iets", listed, by="cas")
    anna.expert("Mooi gedaan", listed, by="bo")
    assert anna.chat.by("expert")[1:] == ["Nog iets"]


def test_no_buttons_where_nobody_hears() -> None:
    """In a closed case the entries are shown without buttons, and an old button is answered in words."""
    anna, question = waiting()
    anna.expert("/faq", question)
    listed, data = anna.topic.button("Stuur 1")
    anna.expert("/sluit")
    anna.expert("/faq", question)
    assert ENTRY in anna.topic.last.text
    assert not anna.topic.last.buttons
    assert "gesloten" in anna.expert_sends_press(data, listed)
    assert not anna.chat.by("expert")


def test_an_entry_that_is_gone() -> None:
    """A button for an entry that was taken out of the FAQ says so, and sends nothing."""
    anna, question = waiting()
    anna.expert("/faq", question)
    listed = anna.topic.last.id
    assert "niet meer in de FAQ" in anna.expert_sends_press("faq:0:f99_weg", listed)
    assert not anna.chat.by("expert")


def renamed() -> Knowledge:
    """Return the content after a maintainer gave the entry another id."""
    found = knowledge()
    entry = found.content.entries[ENTRY].model_copy(update={"id": "f06_a", "aliases": (ENTRY,)})
    others = {name: one for name, one in found.content.entries.items() if name != ENTRY}
    return replace(found, content=replace(found.content, entries={"f06_a": entry, **others}))


def test_an_entry_with_a_new_id(monkeypatch: pytest.MonkeyPatch) -> None:
    """A button for an entry that a maintainer gave another id meanwhile still sends it."""
    anna, question = waiting()
    anna.expert("/faq", question)
    monkeypatch.setattr(people, "knowledge", renamed)
    assert anna.expert_presses("Stuur 1") == "Wordt verstuurd."
    assert QUESTION in anna.chat.last.text


def test_a_flag_by_an_older_id(monkeypatch: pytest.MonkeyPatch) -> None:
    """An id that an entry had before flags it, and the way back works whatever it is called by then."""
    anna, _ = waiting()
    back = f"unflag:{ENTRY}"
    monkeypatch.setattr(people, "knowledge", renamed)
    anna.expert(f"/fout {ENTRY}")
    assert list(anna.flags) == ["f06_a"]
    assert anna.expert_sends_press(back) == "De melding is weg."
    assert not anna.flags


def test_a_merged_message_is_read_without_its_times() -> None:
    """Texts that came as one message are looked up by their words; the answer points at the last of them."""
    anna = Player()
    anna.places()
    anna.spent = True
    anna.writes("Even iets anders")
    last = anna.writes(QUESTION)
    anna.flows()
    merged = anna.in_topic(last)
    anna.expert("/faq", merged)
    assert ENTRY in anna.topic.last.text
    anna.expert_presses("Stuur")
    assert anna.chat.last.reply_to == last


def test_what_is_checked_says_so() -> None:
    """A flagged entry is marked in the list, and for her when it is sent all the same."""
    anna, question = waiting()
    anna.expert(f"/fout {ENTRY}")
    anna.expert("/faq", question)
    assert "⚠ wordt nagekeken" in anna.topic.last.text
    label = knowledge().content.entries[ENTRY].nl.label
    anna.expert_presses(label)
    assert "Dit antwoord wordt nagekeken" in anna.chat.last.text


def test_experts_and_people_in_their_own_language() -> None:
    """English experts read English around what she is sent in her language."""
    anna, question = waiting(desk=ENGLISH)
    anna.expert("/faq", question)
    assert "From the FAQ" in anna.topic.last.text
    anna.expert_presses("Send 1")
    assert anna.chat.last.text.split("\n\n")[1] == QUESTION


# --- /leer ------------------------------------------------------------------------------------


def test_an_entry_is_sent_once_unless_that_is_meant() -> None:
    """From a second list the same answer does not go; a list that is made after shows it, and sends it once more."""
    anna, question = waiting()
    anna.expert("/faq", question)
    first = anna.topic.button("Stuur 1")
    anna.expert("/faq", question)
    second = anna.topic.button("Stuur 1")
    assert anna.expert_sends_press(first[1], first[0]) == "Wordt verstuurd."
    sent = anna.chat.by("expert")
    assert "al gestuurd" in anna.expert_sends_press(second[1], second[0], by="cas")
    assert anna.chat.by("expert") == sent
    anna.expert("/faq", question)
    assert "✓ al verstuurd" in anna.topic.last.text
    assert anna.expert_presses("Stuur 1 nog eens") == "Wordt verstuurd."
    assert len(anna.chat.by("expert")) == len(sent) + 1


def test_an_answer_before_the_question_was_noted_makes_a_draft_too() -> None:
    """Who answers before it is known which message asked is understood by the words of that message."""
    anna, question = waiting()
    answer = anna.expert("/a Begin klein.", question)
    anna.expert("/leer", answer)
    asked = anna.topic.last.text
    anna.expert("Hoe begin ik?", MessageId(999), unrecorded=asked)
    (draft,) = anna.drafts
    assert yaml.safe_load(draft.yaml)["entries"][0]["answer"] == "Begin klein."


def test_a_draft_in_two_steps() -> None:
    """The command asks for the question, and the reply to that makes the draft; General is told where it is."""
    anna, question = waiting()
    answer = anna.expert("/a Begin klein.\n\nEn apart.", question)
    before = list(anna.chat.messages)
    anna.expert("/leer", answer)
    asked = anna.topic.last
    assert asked.reply_to == answer
    reply = anna.expert("Hoe begin ik?", asked.id, by="cas")
    assert anna.reaction(reply) == NOTE
    (draft,) = anna.drafts
    entry = yaml.safe_load(draft.yaml)["entries"][0]
    assert (entry["question"], entry["answer"]) == ("Hoe begin ik?", "Begin klein.\n\nEn apart.")
    assert entry["researched"] == date(2026, 11, 23)
    assert draft.name in anna.topic.last.text
    assert draft.name in anna.general.last.text
    # The question is answered: a further reply to it is a note between colleagues.
    assert "Hier is een concept van gemaakt" in anna.topic.messages[asked.id].text
    again = anna.expert("Of: hoe begin je klein?", asked.id, by="cas")
    assert (len(anna.drafts), anna.reaction(again)) == (1, NOTE)
    assert list(anna.chat.messages) == before


@pytest.mark.parametrize("command", ["/a ", "/a\n", "/A@hulplijn_bot  "])
def test_a_draft_is_without_the_command(command: str) -> None:
    """What is drafted is what reached her, however the answer command stood before it."""
    anna, question = waiting()
    answer = anna.expert(f"{command}Begin klein.", question)
    assert anna.chat.by("expert")[-1] == "Begin klein."
    anna.expert("/leer Hoe begin ik?", answer)
    assert yaml.safe_load(anna.drafts[0].yaml)["entries"][0]["answer"] == "Begin klein."


def test_a_draft_in_one_step() -> None:
    """With the question behind the command nothing is asked; it works after the end, and on anybody's answer."""
    anna, question = waiting()
    answer = anna.expert("Begin klein.", question)
    anna.expert("/sluit")
    anna.expert("/learn Hoe begin ik?", answer, by="cas")
    assert len(anna.drafts) == 1
    assert anna.person.case is not None
    assert anna.person.case.code not in anna.drafts[0].yaml + anna.drafts[0].name


def test_a_draft_of_a_passage() -> None:
    """A passage that is quoted makes a draft of its own; quoting in the reply to what the bot asks takes nothing away."""
    anna, question = waiting()
    answer = anna.expert("Begin klein.\n\nEn apart.", question)
    anna.expert("/leer Hoe begin ik?", answer, quoted="Begin klein.")
    anna.expert("/leer", answer)
    asked = anna.topic.last
    anna.expert("En wie?", asked.id, quoted=asked.text[-25:])
    answers = [yaml.safe_load(one.yaml)["entries"][0]["answer"] for one in anna.drafts]
    assert answers == ["Begin klein.", "Begin klein.\n\nEn apart."]


@pytest.mark.parametrize("text", ["\u200b", "👍", "?"])
def test_a_question_holds_a_word(text: str) -> None:
    """What holds no letter is no question, in one step or in two."""
    anna, question = waiting()
    answer = anna.expert("Begin klein.", question)
    anna.expert(f"/leer {text}", answer)
    assert "Dat lukte niet" in anna.topic.last.text
    anna.expert("/leer", answer)
    anna.expert(text, anna.topic.last.id)
    assert "Dat lukte niet" in anna.topic.last.text
    assert not anna.drafts


def test_no_draft_of_anything_else() -> None:
    """Her messages, notes, pictures without words and answers from the FAQ make no draft, and it says why."""
    anna, question = waiting()
    note = anna.expert("een notitie")
    for target in (None, question, note, anna.card):
        anna.expert("/leer Hoe dan?", target)
        assert "Reageer met /leer op een antwoord" in anna.topic.last.text
    anna.expert("/faq", question)
    anna.expert_presses("Stuur 1")
    sent = next(one.id for one in anna.topic.messages.values() if "Uit de FAQ verst" in one.text)
    anna.expert("/leer Hoe dan?", sent)
    anna.expert("/leer Hoe dan?", sent, quoted="Kies een rustig moment")
    assert not anna.drafts


def test_a_long_answer_comes_whole_or_not_at_all() -> None:
    """An answer for which the bot's question has no room is taken in one step, with nothing left out."""
    anna, question = waiting()
    answer = anna.expert("woord " * 600, question)
    anna.expert("/leer", answer)
    assert "te lang" in anna.topic.last.text
    anna.expert("/leer Hoe dan?", answer)
    assert anna.drafts[0].yaml.count("woord") == 600


def test_a_question_that_is_none() -> None:
    """An internal note or a picture as the reply to what the bot asked makes no draft."""
    anna, question = waiting()
    answer = anna.expert("Begin klein.", question)
    anna.expert("/leer", answer)
    asked = anna.topic.last.id
    note = anna.expert("// wat vinden jullie?", asked)
    assert anna.reaction(note) == NOTE
    anna.expert("", asked, kind=Kind.PHOTO)
    assert "Dat lukte niet" in anna.topic.last.text
    assert not anna.drafts


def test_an_answer_where_a_question_is_asked_for() -> None:
    """The answer command is obeyed as a reply to what the bot asked, too: words meant for her become no draft."""
    anna, question = waiting()
    answer = anna.expert("Begin klein.", question)
    anna.expert("/leer", answer)
    anna.expert("/a Morgen bel ik je.", anna.topic.last.id)
    assert anna.chat.by("expert")[-1] == "Morgen bel ik je."
    assert not anna.drafts


# --- /fout ------------------------------------------------------------------------------------


def test_a_flag_by_id_is_set_at_once() -> None:
    """An id flags at once; General hears of it, with how many answers it stands in; a second time changes nothing."""
    anna, _ = waiting()
    anna.expert("/fout ess")
    assert list(anna.flags) == ["ess"]
    assert anna.flags["ess"].digest == checking.digest(knowledge().content, "ess")
    assert "Wordt nagekeken" in anna.general.last.text
    assert "antwoorden" in anna.general.last.text
    said = len(anna.general.messages)
    anna.expert("/fout ess", by="cas")
    assert "wordt al nagekeken" in anna.topic.last.text
    assert len(anna.general.messages) == said


def test_a_flag_by_name_is_chosen() -> None:
    """Words offer what they may mean: contacts by name or number, and answers."""
    anna, _ = waiting()
    anna.expert("/fout sociale stabiliteit")
    assert any("Sociale Stabiliteit" in one for one in anna.topic.last.buttons)
    assert not anna.flags
    anna.expert("/fout 070 333 4558")
    assert anna.expert_presses("Contact: Expertise-unit") == "Dit wordt nagekeken."
    assert list(anna.flags) == ["ess"]


def test_a_flag_on_what_an_expert_typed() -> None:
    """On an answer with a number in it the contact of that number is flagged."""
    anna, question = waiting()
    answer = anna.expert("Bel de ESS: 070 333 4558", question)
    anna.expert("/fout", answer)
    assert list(anna.flags) == ["ess"]


@pytest.mark.parametrize("words", ["", "xyzzy"])
def test_a_flag_on_nothing(words: str) -> None:
    """Where there is nothing to flag it says how to."""
    anna, _ = waiting()
    anna.expert(f"/fout {words}", anna.expert("een notitie"))
    assert not anna.flags
    assert "Wat klopt er niet?" in anna.topic.last.text
    assert "al nagekeken" not in anna.topic.last.text
    anna.expert("/fout ess")
    anna.expert(f"/fout {words}", anna.expert("nog een notitie"))
    assert "al nagekeken" in anna.topic.last.text
    assert "ess" in anna.topic.last.text


def test_112_is_never_flagged() -> None:
    """Neither its id nor a button that somebody makes up flags the emergency number."""
    anna, _ = waiting()
    anna.expert("/fout noodnummer_112")
    assert "112 blijft altijd staan" in anna.topic.last.text
    anna.expert("/fout 112")
    assert "112 blijft altijd staan" in anna.topic.last.text
    anna.expert_sends_press("flag:noodnummer_112")
    assert not anna.flags


def test_a_mistake_is_taken_back_by_its_author() -> None:
    """Only who flagged it takes it back; a button for nothing is stale."""
    anna, _ = waiting()
    anna.expert("/fout ess")
    assert "Alleen wie het meldde" in anna.expert_presses("Vergissing", by="cas")
    assert list(anna.flags) == ["ess"]
    assert anna.expert_presses("Vergissing") == "De melding is weg."
    assert not anna.flags
    assert "niet meer" in anna.expert_sends_press("unflag:ess")
    assert "niet meer" in anna.expert_sends_press("flag:nobody")


def test_a_flagged_number_is_marked_and_stays() -> None:
    """Among whom to call meanwhile, and on danger screens, a flagged contact is marked, and still there."""
    anna, _ = waiting(desk=NEVER)
    line = knowledge().content.contacts["veilig_thuis"].line("nl")
    anna.writes("/help")
    assert line in anna.chat.last.text
    assert "wordt nagekeken" not in anna.chat.last.text
    anna.expert("/fout veilig_thuis")
    anna.writes("/help")
    assert f"{line} (wordt nagekeken)" in anna.chat.last.text


# --- counts -----------------------------------------------------------------------------------


def test_questions_are_counted_without_their_words() -> None:
    """What was asked is counted by outcome and by what came nearest, for the day; nothing is counted in a case."""
    anna = Player()
    anna.agrees()
    anna.writes("Hoeveel kinderen passen er in een bakfiets?")
    anna.waits(4)
    assert anna.tally["asked:none"] == 1
    assert sum(count for name, count in anna.tally.items() if name.startswith("none:")) == 1
    assert not any("bakfiets" in name for name in anna.tally)
    anna.places()
    before = dict(anna.tally)
    anna.writes("Hoeveel kinderen passen er in een bakfiets?")
    assert anna.tally == before
