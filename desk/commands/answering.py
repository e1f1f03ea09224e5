"""Answers a question in the terminal, by Rasa or by its words alone."""

from argparse import Namespace
from functools import partial
from pathlib import Path

import anyio
import httpx

from desk.answer.phone_answer import How, PhoneAnswer, PhoneAnswers
from desk.answer.shown_answer import AnswerShown, shown
from desk.answer.understanding import Understanding
from desk.commands.terminal import DONE, CannotDo, Terminal, printable
from knowledge import KnowledgeError, LiveKnowledge
from privacy.personal_data import masked
from web.errors import ApiError

RASA_TOKEN_FILE = "rasa-token"
"""In the service's state folder, for its owner alone: what Rasa asks of its callers."""
_BY_WORDS = (
    "Rasa does not answer, so this was found by the question's words alone. Start the service, or "
    "set RASA_URL and STATE_FOLDER to those that it uses."
)


def answer_question(options: Namespace, terminal: Terminal) -> int:
    """Writes the answer to the question in `options.text`; gives the exit code.

    Raises:
        CannotDo: The knowledge is faulty, or the question empty or too long.
    """
    settings = terminal.settings
    try:
        live = LiveKnowledge(settings.KNOWLEDGE_FOLDER, lambda error: None, settings.ONLY_REVIEWED)
    except KnowledgeError as error:
        raise CannotDo(str(error)) from error
    found = anyio.run(_answer, " ".join(options.text), live, terminal)
    today = terminal.now().astimezone(terminal.zone).date()
    answers = [
        shown(each, found.knowledge, today, settings.REVIEW_MONTHS) for each in found.answers
    ]
    values = {
        "understood_by": found.how.value,
        "confidence": found.confidence,
        "knowledge_version": found.knowledge.version,
        "answers": [_values(each) for each in answers],
    }
    terminal.say(options, values, "\n\n".join(map(_text, answers)))
    if found.how is How.WORDS:
        print(_BY_WORDS, file=terminal.errors)
    return DONE


async def _answer(text: str, live: LiveKnowledge, terminal: Terminal) -> PhoneAnswer:
    settings = terminal.settings
    async with httpx.AsyncClient(trust_env=False) as http:
        token = settings.RASA_TOKEN or _token_in(settings.STATE_FOLDER)
        understanding = Understanding(http, settings.RASA_URL, token, terminal.now)
        without_personal_data = partial(masked, region=settings.PHONE_REGION)
        try:
            return await PhoneAnswers(live, without_personal_data, understanding).to_question(text)
        except ApiError as error:
            raise CannotDo(error.message) from error


def _token_in(folder: Path) -> str | None:
    try:
        return (folder / RASA_TOKEN_FILE).read_text("utf-8").strip() or None
    except OSError:
        return None


def _text(answer: AnswerShown) -> str:
    lines = [answer.title, "", answer.copied]
    lines += [f"[{words}]" for _, words in answer.reviews]
    if answer.buttons:
        lines += ["", "Related: " + ", ".join(button.title for button in answer.buttons)]
    return printable("\n".join(lines))


def _values(answer: AnswerShown) -> dict[str, object]:
    return {
        "topic": answer.topic,
        "title": answer.title,
        "text": answer.copied,
        "facts": [
            {"id": fact.id, "text": fact.text, "source": fact.source, "review": fact.standing.state}
            for fact in answer.facts
        ],
        "sources": list(answer.sources),
        "related": [{"id": button.id, "title": button.title} for button in answer.buttons],
    }
