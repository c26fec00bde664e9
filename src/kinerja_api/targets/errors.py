"""Problems of target plans."""

from kinerja_api.kit.problems import Conflict, Invalid
from kinerja_api.kit.text import Basis, Text

FORMS = (Basis("PermenPANRB 6/2022", "Lampiran (format SKP JPT/pimpinan unit kerja mandiri dan JA/JF)", "secondary"),)
NEW_YEAR = (Basis("PermenPANRB 6/2022", "Pasal 5 huruf a (perencanaan kinerja setiap tahun)", "secondary"),)
NEW_POST = (Basis("PermenPANRB 6/2022", "Lampiran (SKP baru pada jabatan baru)", "secondary"),)
DUTY = (Basis("PermenPANRB 6/2022", "SKP CPNS sejak SPMT (FAQ Kantor Regional XII BKN)", "secondary"),)
UNPAID = (Basis("PermenPANRB 6/2022", "tidak ada SKP dan evaluasi selama CLTN (kedudukan hukum 02)", "unverified"),)
ELSEWHERE = (Basis("PermenPANRB 6/2022", "pegawai yang diperbantukan dievaluasi di tempat bertugas", "unverified"),)
STUDYING = (
    Basis("KMK 127/2026", "tugas belajar: tugas program studi, evaluasi akademik, kelulusan tepat waktu", "secondary"),
)
ACTING = (Basis("PermenPANRB 6/2022", "hasil kerja sebagai Plt./Plh. pada SKP jabatan definitif", "unverified"),)
CHANGING = (Basis("PermenPANRB 6/2022", "Pasal 5 huruf a (dialog kinerja antara pimpinan dan pegawai)"),)
ONE_PLAN = (Basis("PermenPANRB 6/2022", "Pasal 5 huruf a (satu SKP untuk satu jabatan)"),)
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


class DutyBeginsLater(Conflict):
    """A plan for a year at whose end duty has not begun."""

    code = "DUTY_BEGINS_LATER"
    title = Text("Tugas dimulai sesudah tahun ini", "Duty begins after this year")
    advice = Text(
        "Menurut SPMT Anda mulai bertugas pada {day}; susun SKP untuk tahun itu.",
        "By the SPMT you begin duty on {day}; draw up a plan for that year.",
    )


class PlanOnUnpaidLeave(Conflict):
    """A plan all of whose days lie in leave outside state cost."""

    code = "PLAN_ON_UNPAID_LEAVE"
    title = Text("Tidak ada SKP selama CLTN", "There is no plan during leave outside state cost")
    advice = Text(
        "Selama cuti di luar tanggungan negara tidak ada SKP dan tidak ada evaluasi. Bila Anda sudah aktif kembali, "
        "minta pengelola kepegawaian mencatat akhir cuti.",
        "During leave outside state cost there is neither plan nor evaluation. If you are back on duty, ask the HR "
        "administrator to record the end of the leave.",
    )


class PlanKeptElsewhere(Conflict):
    """A plan of one's own for days that are worked at another agency."""

    code = "PLAN_KEPT_ELSEWHERE"
    title = Text("SKP disusun di instansi tempat bertugas", "The plan is drawn up where the work is done")
    advice = Text(
        "Anda bertugas di {host}. SKP dan evaluasinya dibuat di sana; pengelola kepegawaian mencatat dokumen "
        "evaluasinya di sini.",
        "You are assigned to {host}. Plan and evaluation are made there; the HR administrator records the evaluation "
        "document here.",
    )


class PlanOfStudyNeeded(Conflict):
    """A plan of work for days of full-time study."""

    code = "PLAN_OF_STUDY_NEEDED"
    title = Text("Tugas belajar memakai SKP tugas belajar", "Study leave takes the plan of a student")
    advice = Text(
        "Pada hari-hari itu Anda tugas belajar; mulai SKP dengan `kind` study.",
        "On these days you are on study leave; begin the plan with `kind` study.",
    )


class NotOnStudyLeave(Conflict):
    """The plan of a student for somebody who is none."""

    code = "NOT_ON_STUDY_LEAVE"
    title = Text("Tidak tercatat tugas belajar", "No study leave is on record")
    advice = Text(
        "SKP tugas belajar memerlukan status tugas belajar pada tahun itu; minta pengelola kepegawaian mencatatnya "
        "dengan SK-nya.",
        "The plan of a student needs study leave on record in that year; ask the HR administrator to record it with "
        "its decree.",
    )


class StudyIndicatorNotOnPlan(Invalid):
    """An indicator of study in a plan of work."""

    code = "STUDY_INDICATOR_NOT_ON_PLAN"
    title = Text("Indikator studi hanya pada SKP tugas belajar", "Indicators of study belong to the plan of a student")
    advice = Text(
        "Kosongkan `study_kind`, atau pakai SKP tugas belajar.",
        "Leave `study_kind` out, or use the plan of a student.",
    )


class NotOwnDelegation(Invalid):
    """A target that names an acting appointment outside the year of the plan."""

    code = "NOT_OWN_DELEGATION"
    title = Text("Bukan penugasan Plt./Plh. pada tahun ini", "No acting appointment of this year")
    advice = Text(
        "Pilih penugasan Anda sendiri yang berlaku pada tahun SKP ini; lihat `delegations` pegawai.",
        "Choose an appointment of your own that holds in the year of this plan; see the employee's `delegations`.",
    )


class NotSuperiorsTarget(Invalid):
    """A cascade to a target that is not a superior's of the same year."""

    code = "NOT_SUPERIORS_TARGET"
    title = Text("Bukan hasil kerja pimpinan", "Not a superior's target")
    advice = Text(
        "Pilih hasil kerja dari SKP pimpinan Anda di tahun yang sama.",
        "Choose a target from the plan of one of your superiors in the same year.",
    )


class WrongForm(Invalid):
    """A form that is not that of the post."""

    code = "PLAN_FORM_NOT_OF_POST"
    title = Text("Format SKP tidak sesuai dengan jabatan", "The form of the plan is not that of the post")
    advice = Text(
        "Format pimpinan adalah untuk JPT dan pimpinan unit kerja mandiri; lainnya memakai format pegawai. "
        "Kosongkan `form` agar mengikuti jabatan.",
        "The leaders' form is for JPT and heads of independent units; all others use the form for employees. "
        "Leave `form` out to follow the post.",
    )


class PerspectiveNotOnForm(Invalid):
    """A perspective on the form that has none."""

    code = "PERSPECTIVE_NOT_ON_FORM"
    title = Text("Perspektif tidak ada pada format ini", "This form has no perspective")
    advice = Text(
        "Hanya SKP pimpinan memuat perspektif. Hapus `perspective`, atau ubah `form` SKP bila Anda memimpin unit "
        "kerja mandiri.",
        "Only the leaders' form has perspectives. Leave `perspective` out, or change the plan's `form` if you head "
        "an independent unit.",
    )


class NotAnEarlierPlan(Conflict):
    """A copy of a plan that is not of an earlier year."""

    code = "NOT_AN_EARLIER_PLAN"
    title = Text("Bukan SKP tahun sebelumnya", "Not a plan of an earlier year")
    advice = Text(
        "Salin SKP Anda dari tahun yang lebih awal ke tahun yang sedang dibuka.",
        "Copy a plan of yours from an earlier year into the year that is open.",
    )


class PlanOfOtherPost(Conflict):
    """A copy of a plan of a post that is no longer held."""

    code = "PLAN_OF_OTHER_POST"
    title = Text("SKP untuk jabatan lain", "A plan of another post")
    advice = Text(
        "Hasil kerja melekat pada jabatan. Mulai SKP baru untuk jabatan Anda sekarang, lalu tambahkan hasil kerjanya.",
        "Targets belong to the post. Begin a new plan for the post you hold now and add its targets.",
    )


class CascadeCycle(Conflict):
    """A target that would serve itself through others."""

    code = "CASCADE_CYCLE"
    title = Text("Jenjang hasil kerja melingkar", "The cascade would close a circle")
    advice = Text(
        "Hasil kerja pimpinan yang dipilih sudah mengintervensi hasil kerja ini. Pilih hasil kerja lain, atau lepaskan "
        "dulu tautan di SKP pimpinan itu.",
        "The target you chose serves this very one already. Choose another, or have that link removed first.",
    )


class TargetIsServed(Conflict):
    """The removal of a target that others serve."""

    code = "TARGET_IS_SERVED"
    title = Text("Hasil kerja ini diintervensi bawahan", "Others serve this target")
    advice = Text(
        "Minta pegawai yang tertaut memilih hasil kerja lain lebih dulu; daftarnya ada di jenjang hasil kerja ini.",
        "Ask the employees who serve it to choose another target first; the cascade of this target names them.",
    )


class ChangeUnderWay(Conflict):
    """A second request about a plan while the first is not decided."""

    code = "CHANGE_REQUEST_UNDER_WAY"
    title = Text("Permintaan perubahan sebelumnya belum diputuskan", "A change request is still undecided")
    advice = Text(
        "Tunggu keputusan pejabat penilai, atau tarik kembali permintaan itu.",
        "Wait for the rating official's decision, or withdraw that request.",
    )


class ChangeDoesNotFit(Conflict):
    """A change after which the plan would not be whole, or of a plan that is not agreed."""

    code = "CHANGE_DOES_NOT_FIT"
    title = Text("Perubahan ini tidak dapat diajukan", "This change cannot be asked for")
    advice = Text(
        "Perbaiki perubahan sehingga SKP tetap lengkap, lalu ajukan lagi.",
        "Correct the change so that the plan stays whole, then ask for it again.",
    )


class NotOfThisPlan(Invalid):
    """A change of a target or an indicator that the plan does not hold."""

    code = "NOT_OF_THIS_PLAN"
    title = Text("Bukan bagian dari SKP ini", "Not part of this plan")
    advice = Text(
        "Ambil id hasil kerja dan indikator dari SKP yang diubah.",
        "Take the ids of targets and indicators from the plan that is to be changed.",
    )


class TemplateAlreadyThere(Conflict):
    """A second template of the same name."""

    code = "PLAN_TEMPLATE_ALREADY_THERE"
    title = Text("Templat dengan nama ini sudah ada", "There is a template of this name")
    advice = Text("Pakai nama lain, atau ubah templat yang ada.", "Use another name, or change that template.")


class TemplateNotActive(Conflict):
    """An assignment of a template that is out of use."""

    code = "PLAN_TEMPLATE_NOT_ACTIVE"
    title = Text("Templat ini tidak dipakai lagi", "This template is out of use")
    advice = Text("Aktifkan templat ini lagi, atau pilih yang lain.", "Activate it again, or choose another.")


class AssignmentUnderWay(Conflict):
    """A second run of the same template and scope while the first has not ended."""

    code = "PLAN_ASSIGNMENT_UNDER_WAY"
    title = Text("Pembagian templat ini sedang berjalan", "This assignment is under way")
    advice = Text(
        "Tunggu sampai selesai, atau batalkan yang sedang berjalan.", "Wait until it is done, or cancel that run."
    )


class NobodyToAssign(Conflict):
    """A scope in which nobody holds a post."""

    code = "NOBODY_TO_ASSIGN"
    title = Text("Tidak ada pegawai dalam lingkup ini", "Nobody holds a post in this scope")
    advice = Text("Pilih unit lain, atau catat penempatan jabatan lebih dulu.", "Choose another unit, or record posts.")


class TooManyParts(Conflict):
    """More targets or indicators than one plan can hold."""

    code = "TOO_MANY_PARTS"
    title = Text("Terlalu banyak isi", "Too many parts")
    advice = Text(
        "Satu SKP memuat paling banyak 40 hasil kerja, dan satu hasil kerja 12 indikator.",
        "A plan holds at most 40 targets, and a target 12 indicators.",
    )
