"""Answers a question in the terminal."""

from argparse import Namespace
from functools import partial

import anyio

from desk.answer.phone_answer import PhoneAnswers
from desk.answer.shown_answer import AnswerShown, shown
from desk.commands.terminal import DONE, CannotDo, Terminal, printable
from knowledge import KnowledgeError
from privacy.personal_data import masked
from understanding.live import live_understanding
from understanding.model import NoModel
from web.errors import ApiError


def answer_question(options: Namespace, terminal: Terminal) -> int:
    """Writes the answer to the question in `options.text`; gives the exit code.

    Raises:
        CannotDo: The knowledge is faulty, there is no model, or the question is empty or too long.
    """
    settings = terminal.settings
    without_personal_data = partial(masked, region=settings.PHONE_REGION)
    try:
        understanding = live_understanding(settings, lambda error: None)
        phone = PhoneAnswers(without_personal_data, understanding)
        found = anyio.run(phone.to_question, " ".join(options.text))
    except (KnowledgeError, NoModel) as error:
        raise CannotDo(str(error)) from error
    except ApiError as error:
        raise CannotDo(error.message) from error
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
