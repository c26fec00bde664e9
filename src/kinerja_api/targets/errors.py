"""Problems of target plans."""

from kinerja_api.kit.problems import Conflict, Invalid
from kinerja_api.kit.text import Basis, Text

CASCADE = (Basis("PermenPANRB 6/2022", "Lampiran Bab II (matriks peran hasil)"),)


class PlanAlreadyThere(Conflict):
    """A second plan of the same person in the same post and year."""

    code = "PLAN_ALREADY_THERE"
    title = Text("SKP untuk jabatan dan tahun ini sudah ada", "There is a plan for this post and year already")
    advice = Text(
        "Buka SKP yang ada dan ubah di sana selama masih draf.",
        "Open the existing plan and change it while it is a draft.",
    )


class NoPost(Conflict):
    """A plan for somebody without a post."""

    code = "EMPLOYEE_WITHOUT_POST"
    title = Text("Pegawai belum memiliki jabatan", "The employee holds no post")
    advice = Text(
        "Pengelola kepegawaian harus mencatat penempatan jabatan lebih dulu.",
        "The HR administrator must record the assignment to a post first.",
    )


class NotSuperiorsTarget(Invalid):
    """A cascade to a target that is not a superior's of the same year."""

    code = "NOT_SUPERIORS_TARGET"
    title = Text("Bukan hasil kerja pimpinan", "Not a superior's target")
    advice = Text(
        "Pilih hasil kerja dari SKP pimpinan Anda di tahun yang sama.",
        "Choose a target from the plan of one of your superiors in the same year.",
    )


class TooManyParts(Conflict):
    """More targets or indicators than one plan can hold."""

    code = "TOO_MANY_PARTS"
    title = Text("Terlalu banyak isi", "Too many parts")
    advice = Text(
        "Satu SKP memuat paling banyak 40 hasil kerja, dan satu hasil kerja 12 indikator.",
        "A plan holds at most 40 targets, and a target 12 indicators.",
    )
