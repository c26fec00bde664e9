"""Problems of the organisation."""

from kinerja_api.kit.problems import Conflict, Invalid
from kinerja_api.kit.text import Basis, Text

# Direct superior, of pengawas rank at least, or another official to whom the authority is delegated.
RATING_OFFICIAL = Basis("PP 30/2019", "Pasal 1 angka 8")


class UnitCycle(Conflict):
    """A move that would put a unit under itself."""

    code = "UNIT_CYCLE"
    title = Text("Unit tidak dapat berada di bawah dirinya sendiri", "A unit cannot stand under itself")
    advice = Text(
        "Pilih induk yang bukan unit ini dan bukan unit di bawahnya.",
        "Choose a parent that is neither this unit nor one below it.",
    )


class UnitHasUnitsBelow(Conflict):
    """A closure of a unit that still has units below it."""

    code = "UNIT_HAS_UNITS_BELOW"
    title = Text("Masih ada unit di bawahnya", "There are units below it")
    advice = Text("Pindahkan atau tutup dahulu unit-unit di bawahnya.", "Move or close the units below it first.")


class OnlyHeadsRate(Invalid):
    """An authority to rate for a post that is not that of a head."""

    code = "ONLY_HEADS_RATE"
    title = Text("Hanya kepala unit yang menilai", "Only heads of units rate")
    advice = Text(
        "Kewenangan menilai dicatat pada jabatan kepala unit; kosongkan `rating_decree` untuk jabatan lain.",
        "The authority to rate is recorded with the head's post of a unit; leave `rating_decree` out for other posts.",
    )


class UnknownLevel(Invalid):
    """A level that this kind of post does not have."""

    code = "UNKNOWN_POSITION_LEVEL"
    title = Text("Jenjang tidak dikenal untuk jenis jabatan ini", "No such level for this kind of post")
    advice = Text(
        "Lihat GET /v1/reference/positions untuk jenjang setiap jenis jabatan.",
        "See GET /v1/reference/positions for the levels of each kind of post.",
    )
