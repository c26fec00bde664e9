"""The life of a target plan: draft, submitted, returned or agreed, closed."""

from dataclasses import dataclass

from kinerja_api.kit.lifecycle import Lifecycle, Obstacle, Transition
from kinerja_api.kit.text import Basis, Text
from kinerja_api.targets.rules import TargetFacts, weights_are_whole
from kinerja_api.targets.types import PlanForm, PlanKind, PlanStatus, StudyIndicator, TargetKind

PLANNING = Basis("PermenPANRB 6/2022", "Pasal 5 huruf a (perencanaan kinerja)")
COMPONENTS = Basis("PermenPANRB 6/2022", "Lampiran Bab II (SKP: hasil kerja, perilaku kerja, lampiran)")
STUDY = Basis(
    "KMK 127/2026", "tugas belajar: tugas program studi, evaluasi akademik, kelulusan tepat waktu", "secondary"
)
EVALUATING = Basis("PermenPANRB 6/2022", "Pasal 5 huruf c (penilaian kinerja)")
FORMS = Basis("PermenPANRB 6/2022", "Lampiran (format SKP JPT/pimpinan unit kerja mandiri dan JA/JF)", "secondary")


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What the steps of a plan depend on."""

    cycle_is_open: bool
    targets: tuple[TargetFacts, ...]
    has_rating_official: bool
    note: str | None = None
    form: PlanForm = PlanForm.PEGAWAI
    kind: PlanKind = PlanKind.REGULAR


def cycle_open(facts: PlanFacts) -> Obstacle | None:
    """Plans are drawn up, agreed and changed while their year is open."""
    if facts.cycle_is_open:
        return None
    return Obstacle(Text("Tahun kinerja ini tidak terbuka.", "This performance year is not open."), (PLANNING,))


def _has_main_target(facts: PlanFacts) -> Obstacle | None:
    if any(target.kind is TargetKind.UTAMA for target in facts.targets):
        return None
    return Obstacle(
        Text("SKP memerlukan paling sedikit satu hasil kerja utama.", "A plan needs at least one main target."),
        (COMPONENTS,),
    )


def _every_target_measured(facts: PlanFacts) -> Obstacle | None:
    if all(target.indicators > 0 for target in facts.targets):
        return None
    return Obstacle(
        Text(
            "Setiap hasil kerja memerlukan paling sedikit satu indikator.",
            "Every target needs at least one indicator.",
        ),
        (COMPONENTS,),
    )


def _perspectives_given(facts: PlanFacts) -> Obstacle | None:
    main = [target for target in facts.targets if target.kind is TargetKind.UTAMA]
    if facts.form is PlanForm.PEGAWAI or all(target.has_perspective for target in main):
        return None
    return Obstacle(
        Text(
            "Pada SKP pimpinan setiap hasil kerja utama memerlukan perspektif; isi di `perspective`.",
            "On a leader's plan every main target needs a perspective; give it in `perspective`.",
        ),
        (FORMS,),
    )


def _weights_whole(facts: PlanFacts) -> Obstacle | None:
    weights = [target.weight for target in facts.targets if target.kind is TargetKind.UTAMA]
    if weights_are_whole(weights):
        return None
    total = sum(weight for weight in weights if weight is not None)
    return Obstacle(
        Text(
            "Bobot hasil kerja utama harus diisi semua dan berjumlah 100; sekarang {total}.",
            "The weights of the main targets must all be given and sum to 100; now {total}.",
        ).fill(total=f"{total:f}"),
        (Basis("Kebijakan instansi", "Bobot hasil kerja utama", "unverified"),),
    )


def _study_measured(facts: PlanFacts) -> Obstacle | None:
    """The work result of a student is the academic result, which three kinds of indicators measure."""
    named = {each for target in facts.targets for each in target.study_kinds}
    missing = [each.value for each in StudyIndicator if each not in named]
    if facts.kind is not PlanKind.STUDY or not missing:
        return None
    return Obstacle(
        Text(
            "SKP tugas belajar memuat indikator dari tiga jenis; tandai di `study_kind`. Belum ada: {missing}.",
            "The plan of a student has indicators of three kinds; mark them in `study_kind`. Missing: {missing}.",
        ).fill(missing=", ".join(missing)),
        (STUDY,),
    )


def _rating_official_known(facts: PlanFacts) -> Obstacle | None:
    if facts.has_rating_official:
        return None
    return Obstacle(
        Text(
            "Pejabat penilai belum ada: tidak ada kepala unit di atas Anda. Pengelola kepegawaian harus mengisi "
            "jabatan kepala unit atau menugaskan Plt./Plh.",
            "There is no rating official: no unit above you has a head. The HR administrator must fill the head's "
            "post or appoint an acting head.",
        ),
        (Basis("PP 30/2019", "Pasal 1 angka 8"),),
    )


def _note_given(facts: PlanFacts) -> Obstacle | None:
    if facts.note:
        return None
    return Obstacle(
        Text("Tulis di `note` apa yang harus diperbaiki.", "Write in `note` what has to be corrected."), (PLANNING,)
    )


# What must hold of what a plan says, whoever drew it up and whenever it is changed.
CONTENT = (_has_main_target, _every_target_measured, _perspectives_given, _study_measured, _weights_whole)

# Nobody takes these steps by hand: they follow from what becomes of the annual evaluation.
CLOSE, REOPEN = "close", "reopen"
PLAN: Lifecycle[PlanStatus, PlanFacts] = Lifecycle(
    "target_plan",
    (
        Transition(
            "submit",
            frozenset({PlanStatus.DRAFT, PlanStatus.RETURNED}),
            PlanStatus.SUBMITTED,
            Text("Ajukan ke pejabat penilai", "Submit to the rating official"),
            (PLANNING,),
            (cycle_open, *CONTENT, _rating_official_known),
        ),
        Transition(
            "withdraw",
            frozenset({PlanStatus.SUBMITTED}),
            PlanStatus.DRAFT,
            Text("Tarik kembali", "Withdraw"),
            (PLANNING,),
        ),
        Transition(
            "agree",
            frozenset({PlanStatus.SUBMITTED}),
            PlanStatus.AGREED,
            Text("Tetapkan SKP", "Agree the plan"),
            (PLANNING,),
            (cycle_open,),
        ),
        Transition(
            "return",
            frozenset({PlanStatus.SUBMITTED}),
            PlanStatus.RETURNED,
            Text("Kembalikan dengan catatan", "Return with a note"),
            (PLANNING,),
            (_note_given,),
        ),
        Transition(
            CLOSE,
            frozenset({PlanStatus.AGREED}),
            PlanStatus.CLOSED,
            Text("Tutup: evaluasi tahunannya diterima", "Close: its annual evaluation is accepted"),
            (EVALUATING,),
        ),
        Transition(
            REOPEN,
            frozenset({PlanStatus.CLOSED}),
            PlanStatus.AGREED,
            Text("Buka kembali: evaluasi tahunannya dibuka kembali", "Reopen: its annual evaluation is reopened"),
            (EVALUATING,),
        ),
    ),
)
FOLLOWING_STEPS = frozenset({CLOSE, REOPEN})
OWN_STEPS = frozenset({"submit", "withdraw"})
REVIEW_STEPS = frozenset({"agree", "return"})
EDITABLE = frozenset({PlanStatus.DRAFT, PlanStatus.RETURNED})
