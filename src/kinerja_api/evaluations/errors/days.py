"""Problems of the days that an evaluation is about: leave, work at another agency, and hand-overs."""

from kinerja_api.kit.problems import Conflict
from kinerja_api.kit.text import Basis, Text

WORKED_DAYS = Basis("PermenPANRB 6/2022", "evaluasi kinerja atas masa yang dijalani", "unverified")
UNPAID = Basis("PermenPANRB 6/2022", "tidak ada SKP dan evaluasi selama CLTN (kedudukan hukum 02)", "unverified")
HOSTED = Basis("PermenPANRB 6/2022", "pegawai yang diperbantukan dievaluasi di tempat bertugas", "unverified")
LAST_OFFICIAL = Basis(
    "PermenPANRB 6/2022", "evaluasi tahunan oleh penilai terakhir dengan dokumen evaluasi sebelumnya", "unverified"
)
HANDING_OVER = Basis(
    "PermenPANRB 6/2022", "pejabat penilai lama menyelesaikan evaluasi sampai serah terima", "unverified"
)
UP_TO_ALONE = Text(
    "`up_to` hanya untuk evaluasi tahunan: kosongkan `period_id`.",
    "`up_to` goes with the year: leave `period_id` out.",
)


class NothingToEvaluate(Conflict):
    """An evaluation of a time in which there was no work by the plan."""

    code = "NOTHING_TO_EVALUATE"
    title = Text("Tidak ada yang dievaluasi", "There is nothing to evaluate")
    advice = Text(
        "Pada masa ini tidak ada hari kerja menurut SKP; lihat `reason`. Bila keliru, pengelola kepegawaian "
        "memperbaiki status pegawai.",
        "There was no day of work by this plan in that time; see `reason`. If that is wrong, the HR administrator "
        "corrects the status of the employee.",
    )


class EvaluatedElsewhere(Conflict):
    """An evaluation of days that were worked at another agency, by the official of one's own."""

    code = "EVALUATED_ELSEWHERE"
    title = Text("Dievaluasi di instansi tempat bertugas", "Evaluated at the agency of the assignment")
    advice = Text(
        "Pada masa ini pegawai bertugas di {host} dan dievaluasi di sana. Pengelola kepegawaian mencatat dokumen "
        "evaluasinya di /v1/host-evaluations.",
        "In that time the employee was assigned to {host} and is evaluated there. The HR administrator records the "
        "evaluation document at /v1/host-evaluations.",
    )


class NoHandOver(Conflict):
    """An evaluation up to a day on which the rating official does not change."""

    code = "NO_HAND_OVER"
    title = Text("Tidak ada serah terima pada hari itu", "Nothing is handed over on that day")
    advice = Text(
        "`up_to` adalah hari terakhir Anda sebagai pejabat penilai pegawai ini, di dalam SKP-nya dan bukan sesudah "
        "hari ini.",
        "`up_to` is your last day as the rating official of this employee, within the plan and not after today.",
    )


class EarlierEvaluationMissing(Conflict):
    """An annual evaluation while the document about the days before a hand-over is not issued."""

    code = "EARLIER_EVALUATION_MISSING"
    title = Text("Dokumen evaluasi sebelumnya belum ada", "The earlier evaluation document is missing")
    advice = Text(
        "Penilai terakhir mempertimbangkan dokumen evaluasi {what} sampai {until}. Pejabat penilai pada hari itu, atau "
        "atasannya bila ia tidak lagi bertugas, menerbitkannya dahulu; untuk penugasan di instansi lain pengelola "
        "kepegawaian mencatat dokumennya.",
        "The last official considers the evaluation document of {what} up to {until}. The rating official of that day, "
        "or the superior if that one serves no longer, issues it first; of an assignment elsewhere the HR "
        "administrator records the document.",
    )


class NotAssignedElsewhere(Conflict):
    """An evaluation document of another agency for a time without an assignment there."""

    code = "NOT_ASSIGNED_ELSEWHERE"
    title = Text("Tidak diperbantukan pada masa ini", "Not assigned elsewhere in that time")
    advice = Text(
        "Status yang disebut bukan penugasan di instansi lain, atau tidak berlaku pada masa ini.",
        "The status named is no assignment at another agency, or does not hold in that time.",
    )


class HostPredicateContradicts(Conflict):
    """A document whose predicate is not the one that follows from its ratings."""

    code = "HOST_PREDICATE_CONTRADICTS"
    title = Text("Predikat dokumen tidak sesuai dengan ratingnya", "The predicate does not follow from the ratings")
    advice = Text(
        "Dari kedua rating itu predikatnya {predicate}. Periksa salinan dokumen; bila dokumennya keliru, minta "
        "instansi penerbit memperbaikinya.",
        "By these ratings the predicate is {predicate}. Check the copy; where the document is wrong, ask its agency to "
        "correct it.",
    )


class HostEvaluationAlreadyThere(Conflict):
    """A second document for the same time, without saying what it corrects."""

    code = "HOST_EVALUATION_ALREADY_THERE"
    title = Text("Dokumen untuk masa ini sudah dicatat", "A document for this time is on record")
    advice = Text(
        "Dokumen yang ada di `evaluation_id`. Untuk mencatat dokumen pengganti, jelaskan di `correction_note`.",
        "It is at `evaluation_id`. To record the document that replaces it, say why in `correction_note`.",
    )


class ObjectElsewhere(Conflict):
    """An objection to what another agency decided."""

    code = "OBJECT_ELSEWHERE"
    title = Text("Keberatan diajukan di instansi tempat bertugas", "Object at the agency of the assignment")
    advice = Text(
        "Evaluasi ini dibuat {host}. Ajukan keberatan kepada atasan pejabat penilai di sana; bila diubah, dokumen "
        "barunya dicatat di sini.",
        "This evaluation was made by {host}. Object to the superior of the rating official there; if it changes, the "
        "new document is recorded here.",
    )
