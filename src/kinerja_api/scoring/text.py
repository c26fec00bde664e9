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
        # Without a function for each value: a run says tens of thousands of sentences.
        return Text(
            self.id.format_map({name: one.id if isinstance(one, Text) else one for name, one in values.items()}),
            self.en.format_map({name: one.en if isinstance(one, Text) else one for name, one in values.items()}),
        )

    def in_language(self, language: Language) -> str:
        """Return the sentence in one language."""
        return self.id if language == "id" else self.en
