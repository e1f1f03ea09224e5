"""`ask`: what the website would answer to a question that a caller asks."""

from argparse import Namespace
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import anyio

from desk.answer.phone_answer import PhoneAnswers
from desk.answer.shown_answer import AnswerShown, shown
from desk.commands.terminal import DONE, CannotDo, Terminal, printable
from knowledge import KnowledgeError
from privacy.personal_data import masked
from understanding.live import live_understanding
from understanding.model import NoModel
from web.errors import ApiError


def add_ask(commands: Any, shared: list[Any]) -> None:
    """Adds `ask` to the command line; see `desk.commands.users.add_users`."""
    ask = commands.add_parser(
        "ask",
        parents=shared,
        help="what the website would answer to a question",
        description="Answers as the website would, with the source of each fact and how far it is "
        "reviewed. Nothing of it is kept.",
    )
    ask.add_argument("text", metavar="TEXT", nargs="+", help="what the caller asks")
    ask.set_defaults(run=_ask)


def _ask(options: Namespace, terminal: Terminal) -> int:
    """Writes the answer to the question in `options.text`; gives the exit code.

    Raises:
        CannotDo: The knowledge is faulty, there is no model, or the question is empty or too long.
    """
    settings = terminal.settings
    try:
        phone = PhoneAnswers(
            partial(masked, region=settings.PHONE_REGION),
            live_understanding(settings, lambda error: None),
        )
        found = anyio.run(phone.to_question, " ".join(options.text))
    except (KnowledgeError, NoModel) as error:
        raise CannotDo(str(error)) from error
    except ApiError as error:
        raise CannotDo(error.message) from error
    today = terminal.now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()
    months = settings.REVIEW_MONTHS
    answers = [shown(each, found.knowledge, today, months) for each in found.answers]
    values = {
        "understood_by": found.how.value,
        "are_candidates": found.are_candidates,
        "knowledge_version": found.knowledge.version,
        "answers": [
            {**_values(each), "confidence": told.confidence}
            for each, told in zip(answers, found.told, strict=True)
        ],
    }
    terminal.say(options, values, "\n\n".join(map(_text, answers)))
    return DONE


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
