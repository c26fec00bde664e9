"""Sentences that people read come in Indonesian and English, side by side."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["id", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages; `{names}` in it are filled by `fill`."""

    id: str
    en: str

    def fill(self, **values: object) -> "Text":
        """Return the text with its `{names}` replaced by values, in both languages."""
        return Text(id=self.id.format(**values), en=self.en.format(**values))

    def in_language(self, language: Language) -> str:
        """Return the sentence in one language."""
        return self.id if language == "id" else self.en


@dataclass(frozen=True, slots=True)
class Basis:
    """The article of law on which a rule or a refusal rests.

    `verification` says how sure we are of the wording: `verbatim`, `secondary` or `unverified`.
    """

    instrument: str
    article: str
    verification: Literal["verbatim", "secondary", "unverified"] = "secondary"


def language_of(accept_language: str | None) -> Language:
    """Choose the language of an answer: English when it is asked for before Indonesian, else Indonesian.

    Accept-Language is read by quality values; anything that cannot be read counts as not said.
    """
    best: tuple[float, Language] = (0.0, "id")
    for part in (accept_language or "").split(","):
        tag, _, parameters = part.strip().partition(";")
        primary = tag.strip().lower().split("-")[0]
        if primary not in {"id", "en"}:
            continue
        quality = _quality(parameters)
        if quality > best[0]:
            best = (quality, "en" if primary == "en" else "id")
    return best[1]


def _quality(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
