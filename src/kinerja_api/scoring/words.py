"""The names of steps and the words of facts, as people read them in Indonesian and English."""

from kinerja_api.scoring.text import Text

# Steps by the part of their name before the first dot; what follows the dot is said in brackets.
STEPS: dict[str, Text] = {}

TERMS: dict[str, Text] = {}


def term(word: str) -> Text:
    """Return a word as people read it; names of agencies' own making stay as they are."""
    return TERMS.get(word) or Text(word, word)
