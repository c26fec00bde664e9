"""Who calibrates, and who reads what was calibrated."""

from kinerja_api.authz.decision import Allowed, Decision, Denied, Invisible, Relation
from kinerja_api.authz.permissions import Role
from kinerja_api.authz.principal import Principal
from kinerja_api.employees.types import Standing, UnitStanding
from kinerja_api.evaluations.access import NO_KIN, RATING_OFFICIAL
from kinerja_api.evaluations.errors import CALIBRATING
from kinerja_api.kit.text import Text

ONLY_ABOVE_UNIT = Text(
    "Kalibrasi unit dipimpin pimpinan unit di atasnya: atasan pejabat penilai, bukan pejabat penilai sendiri.",
    "The head of a unit above calibrates a unit: the superior of the rating officials, not an official of them.",
)
ONLY_APPOINTING = Text(
    "Unit puncak tidak mempunyai pimpinan di atasnya: kalibrasinya dipimpin Pejabat Pembina Kepegawaian.",
    "The top unit has no leader above it: the appointing official (PPK) calibrates it.",
)
KIN_OF_HEAD = Text(
    "Anda tercatat sebagai keluarga pimpinan unit ini, yang penilaiannya dikalibrasi.",
    "You are on record as a relative of this unit's head, whose judgements are calibrated.",
)
OWN = Text("Tidak seorang pun mengkalibrasi evaluasinya sendiri.", "Nobody calibrates their own evaluation.")
KIN = Text(
    "Anda tercatat sebagai keluarga pegawai ini, sehingga tidak mengkalibrasi evaluasinya.",
    "You are on record as a relative of this employee and do not calibrate the evaluation.",
)


def decide_calibrate(principal: Principal, to_unit: UnitStanding) -> Decision:
    """The head of a unit above leads the session of a unit, the appointing official that of the top unit."""
    if to_unit.is_top:
        may = principal.has(Role.APPOINTING_OFFICIAL)
        return Allowed() if may else Denied(ONLY_APPOINTING, (CALIBRATING,))
    if to_unit.heads_it or not to_unit.leads_above:
        return Denied(ONLY_ABOVE_UNIT, (CALIBRATING,))
    return Denied(KIN_OF_HEAD, (NO_KIN,)) if to_unit.is_relative_of_head else Allowed()


def decide_see_calibration(principal: Principal, *, leads_unit: bool) -> Decision:
    """Those who lead the unit, the appointing official, HR and auditors see a session; it tells who got what."""
    sees = leads_unit or principal.has(Role.APPOINTING_OFFICIAL) or principal.reads_whole_agency
    return Allowed() if sees else Invisible()


def decide_change_in_session(standing: Standing) -> Decision:
    """Whoever leads a session changes in it neither their own evaluation nor that of a relative."""
    if standing.relation is Relation.SELF:
        return Denied(OWN, (RATING_OFFICIAL,))
    return Denied(KIN, (NO_KIN,)) if standing.is_relative else Allowed()
