"""Problems of realizations and their evidence."""

from kinerja_api.kit.problems import Conflict, Invalid
from kinerja_api.kit.text import Basis, Text

DOCUMENTING = Basis("PermenPANRB 6/2022", "Pasal 5 huruf b (pelaksanaan, pemantauan, dan pembinaan kinerja)")
ON_EVIDENCE = Basis("PermenPANRB 6/2022", "Lampiran, formulir evaluasi (realisasi berdasarkan bukti dukung)")

ACTIONS = Basis("PermenPANRB 6/2022", "Pasal 5 huruf b (rencana aksi dan pendokumentasian kinerja)")
FORMULAS = Basis(
    "PermenPANRB 8/2021",
    "Lampiran, capaian indikator kinerja individu; dicabut PermenPANRB 6/2022, yang tidak memuat rumus",
)


class PlanNotAgreed(Conflict):
    """A report on a plan that is not agreed."""

    code = "PLAN_NOT_AGREED"
    title = Text("SKP belum ditetapkan", "The plan is not agreed")
    advice = Text(
        "Realisasi hanya dilaporkan atas SKP yang sudah ditetapkan. Ajukan SKP ini dan minta pejabat penilai "
        "menetapkannya dahulu.",
        "Realizations are reported on an agreed plan only. Submit the plan and have the rating official agree it.",
    )


class PeriodOfAnotherYear(Invalid):
    """A period that does not belong to the plan's performance year."""

    code = "PERIOD_OF_ANOTHER_YEAR"
    title = Text("Periode dari tahun kinerja lain", "A period of another performance year")
    advice = Text("Pilih periode dari tahun kinerja SKP ini.", "Choose a period of the performance year of this plan.")


class RealizationAlreadyThere(Conflict):
    """A second report of an indicator in a period."""

    code = "REALIZATION_ALREADY_THERE"
    title = Text("Realisasi periode ini sudah ada", "There is a realization for this period already")
    advice = Text(
        "Satu indikator dilaporkan sekali per periode. Ubah realisasi yang ada selama masih draf atau dikembalikan.",
        "An indicator is reported once per period. Change the existing realization while it is a draft or returned.",
    )


class ResultDoesNotFit(Invalid):
    """A number for an indicator in words, or words alone for one that is counted."""

    code = "RESULT_DOES_NOT_FIT"
    title = Text("Realisasi tidak sesuai dengan indikatornya", "The result does not fit the indicator")
    advice = Text(
        "Indikator dengan target angka memerlukan `value`; indikator dengan target kualitatif memerlukan `text`.",
        "An indicator with a number as its target needs `value`; one with a target in words needs `text`.",
    )


class FileTypeRefused(Invalid):
    """A file that is not what may be uploaded."""

    code = "FILE_TYPE_REFUSED"
    title = Text("Berkas tidak dapat diterima", "The file cannot be taken")
    advice = Text(
        "Kirim PDF, PNG, JPEG, XLSX, DOCX, CSV, atau TXT yang isinya sesuai dengan namanya.",
        "Send a PDF, PNG, JPEG, XLSX, DOCX, CSV or TXT whose content agrees with its name.",
    )


class TooMuchEvidence(Conflict):
    """More evidence than one realization can hold."""

    code = "TOO_MUCH_EVIDENCE"
    title = Text("Bukti dukung terlalu banyak", "Too much evidence")
    advice = Text(
        "Satu realisasi memuat paling banyak 20 bukti dukung. Hapus yang tidak perlu, atau gabungkan.",
        "A realization holds at most 20 pieces of evidence. Remove what is not needed, or merge some.",
    )


class FileNotHere(Conflict):
    """The row of a file is there and its bytes are not."""

    code = "EVIDENCE_FILE_NOT_HERE"
    title = Text("Berkas bukti tidak ditemukan di penyimpanan", "The file is not in the store")
    advice = Text(
        "Catatan bukti ini ada, tetapi berkasnya tidak ada di penyimpanan. Beri tahu pengelola sistem: folder bukti "
        "harus dipulihkan dari cadangan.",
        "The record of this evidence is there, but its file is not in the store. Tell the operator: the evidence "
        "directory must be restored from a backup.",
    )


class ReasonMissing(Invalid):
    """A result far above its target without a word of why."""

    code = "ACHIEVEMENT_REASON_MISSING"
    title = Text("Capaian jauh di atas target tanpa alasan", "An achievement far above the target without a reason")
    advice = Text(
        "Periksa angka dan satuannya; bila benar, tulis alasannya di `excess_reason`.",
        "Check the number and its unit; if it is right, write why in `excess_reason`.",
    )


class AchievementBeyondBounds(Invalid):
    """A result that no reason makes credible."""

    code = "ACHIEVEMENT_BEYOND_BOUNDS"
    title = Text("Capaian di luar batas", "An achievement beyond the bounds")
    advice = Text(
        "Periksa angka dan satuannya; bila targetnya yang keliru, ubah SKP bersama pejabat penilai.",
        "Check the number and its unit; if the target is wrong, change the plan with the rating official.",
    )


class ReportingClosed(Conflict):
    """A report that comes later than the agency's policy takes it."""

    code = "REPORTING_CLOSED"
    title = Text("Pelaporan sudah ditutup", "Reports are taken no more")
    advice = Text(
        "Masa laporan terlambat sudah lewat. Bila ada alasan, minta pengelola kepegawaian menutup lalu membuka kembali "
        "periode ini.",
        "The days for late reports are over. With a good reason, ask the HR administrator to close the period and open "
        "it again.",
    )


class ActivityTimeRefused(Invalid):
    """An activity whose instants cannot be right."""

    code = "ACTIVITY_TIME_REFUSED"
    title = Text("Waktu aktivitas tidak dapat diterima", "The time of the activity cannot be taken")
    advice = Text(
        "Periksa jam mulai, jam selesai, dan waktu pencatatan; cocokkan jam ponsel, lalu kirim lagi.",
        "Check when the activity began, ended and was recorded; set the phone's clock right and send it again.",
    )


class NoOpenPeriod(Conflict):
    """An activity on a day of no period that takes reports."""

    code = "NO_OPEN_PERIOD"
    title = Text("Tidak ada periode terbuka untuk hari itu", "No period is open for that day")
    advice = Text(
        "Aktivitas hanya dicatat pada hari dari periode yang terbuka. Minta pengelola kepegawaian membuka periode itu.",
        "Activities are recorded on days of an open period. Ask the HR administrator to open that period.",
    )


class ActivityWithoutPost(Conflict):
    """An activity of somebody who holds no post today."""

    code = "ACTIVITY_WITHOUT_POST"
    title = Text("Anda belum menduduki jabatan", "You hold no post")
    advice = Text(
        "Aktivitas dicatat pada unit jabatan Anda. Minta pengelola kepegawaian mencatat penempatan Anda lebih dulu.",
        "Activities are kept at the unit of your post. Ask the HR administrator to record your assignment first.",
    )


class ActivityAlreadyThere(Conflict):
    """The very same activity was recorded before under its key."""

    code = "ACTIVITY_ALREADY_THERE"
    title = Text("Aktivitas ini sudah tercatat", "This activity is recorded already")
    advice = Text(
        "Tidak perlu dikirim lagi: `activity_id` menunjuk catatan yang ada.",
        "There is no need to send it again: `activity_id` names the record that is there.",
    )


class ActivityKeyReused(Conflict):
    """Another activity under a key that is taken."""

    code = "ACTIVITY_KEY_REUSED"
    title = Text("`key` sudah dipakai untuk aktivitas lain", "The `key` was used for another activity")
    advice = Text(
        "Beri setiap aktivitas `key` sendiri, misalnya UUID baru. Untuk memperbaiki yang lama, pakai PUT.",
        "Give each activity a `key` of its own, for example a new UUID. To correct the former one, use PUT.",
    )


class ActivityRemoved(Conflict):
    """A repeat of an activity that was removed meanwhile."""

    code = "ACTIVITY_REMOVED"
    title = Text("Aktivitas ini sudah dihapus", "This activity was removed")
    advice = Text(
        "Aktivitas dengan `key` ini pernah tercatat lalu dihapus. Bila memang dikerjakan, catat dengan `key` baru.",
        "An activity with this `key` was recorded and removed. If the work was done, record it under a new `key`.",
    )


class ActionPlanAlreadyThere(Conflict):
    """A second action plan of a plan for a period."""

    code = "ACTION_PLAN_ALREADY_THERE"
    title = Text("Rencana aksi periode ini sudah ada", "There is an action plan for this period already")
    advice = Text(
        "Satu SKP memiliki satu rencana aksi per periode. Ubah yang ada selama draf atau dikembalikan.",
        "A plan has one action plan per period. Change the existing one while it is a draft or returned.",
    )


class ActionPlanPeriodOver(Conflict):
    """An action plan for a period that is closed."""

    code = "ACTION_PLAN_PERIOD_OVER"
    title = Text("Periode sudah ditutup", "The period is closed")
    advice = Text(
        "Rencana aksi dibuat sebelum atau selama periode berjalan. Minta pengelola kepegawaian membukanya kembali.",
        "An action plan is made before a period or while it runs. Ask the HR administrator to open it again.",
    )


class StepOutsidePeriod(Invalid):
    """A step that is due, or was done, on a day outside the period."""

    code = "STEP_OUTSIDE_PERIOD"
    title = Text("Hari di luar periode", "A day outside the period")
    advice = Text(
        "Pilih hari di dalam periode rencana aksi; hari selesai juga tidak boleh di masa depan.",
        "Choose days within the period of the action plan; the day on which a step was done cannot lie ahead.",
    )


class StepsNotAgreed(Conflict):
    """Progress on steps that the rating official has not agreed."""

    code = "ACTION_STEPS_NOT_AGREED"
    title = Text("Rencana aksi belum disepakati", "The action plan is not agreed")
    advice = Text(
        "Kemajuan dicatat pada rencana aksi yang sudah disepakati pejabat penilai. Ajukan dahulu.",
        "Progress is recorded on an action plan that the rating official has agreed. Submit it first.",
    )
