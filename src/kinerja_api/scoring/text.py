"""Sentences of the engine, side by side in Indonesian and English."""

from dataclasses import dataclass
from typing import Literal

Language = Literal["id", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages; `{names}` in it are filled by `fill`."""

    id: str
    en: str

    def fill(self, **values: object) -> "Text":
        """Return the text with its `{names}` replaced by values; a `Text` as a value goes in by its language."""
        return Text(
            id=self.id.format(**{name: _in(value, "id") for name, value in values.items()}),
            en=self.en.format(**{name: _in(value, "en") for name, value in values.items()}),
        )

    def in_language(self, language: Language) -> str:
        """Return the sentence in one language."""
        return self.id if language == "id" else self.en


def _in(value: object, language: Language) -> object:
    return value.in_language(language) if isinstance(value, Text) else value
