"""Pure rules of realizations."""

from decimal import Decimal

from kinerja_api.kit.problems import FieldError
from kinerja_api.kit.text import Text

MOST_EVIDENCE = 20

NEEDS_VALUE = Text(
    "Indikator ini diukur dengan angka; isi realisasinya sebagai angka dalam satuan indikator.",
    "This indicator is counted; give the result as a number in the indicator's unit.",
)
NEEDS_TEXT = Text(
    "Indikator ini kualitatif; tulis realisasinya sebagai teks.",
    "This indicator is qualitative; write the result as text.",
)
NO_VALUE = Text(
    "Indikator ini tidak memiliki target angka dan satuan, jadi angka tidak berarti apa-apa di sini.",
    "This indicator has no number and unit as its target, so a number means nothing here.",
)


def find_misfit(target_value: Decimal | None, value: Decimal | None, text: str | None) -> FieldError | None:
    """Return where a result does not fit the target that was agreed; None when it fits.

    Words may always stand beside a number; a number stands only where the target is one.
    """
    if target_value is not None:
        return FieldError("missing", NEEDS_VALUE, "/value") if value is None else None
    if value is not None:
        return FieldError("no_unit", NO_VALUE, "/value")
    return FieldError("missing", NEEDS_TEXT, "/text") if text is None else None
