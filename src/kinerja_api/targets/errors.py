"""Problems of target plans."""

from kinerja_api.kit.problems import Conflict, Invalid
from kinerja_api.kit.text import Basis, Text

FORMS = (Basis("PermenPANRB 6/2022", "Lampiran (format SKP JPT/pimpinan unit kerja mandiri dan JA/JF)", "secondary"),)
NEW_YEAR = (Basis("PermenPANRB 6/2022", "Pasal 5 huruf a (perencanaan kinerja setiap tahun)", "secondary"),)
NEW_POST = (Basis("PermenPANRB 6/2022", "Lampiran (SKP baru pada jabatan baru)", "secondary"),)
DUTY = (Basis("PermenPANRB 6/2022", "SKP CPNS sejak SPMT (FAQ Kantor Regional XII BKN)", "secondary"),)
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
