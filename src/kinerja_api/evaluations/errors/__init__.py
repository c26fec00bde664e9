"""Problems of evaluations and of results of organisations."""

from kinerja_api.kit.problems import Conflict, Invalid
from kinerja_api.kit.text import Basis, Text

EVALUATING = Basis("PermenPANRB 6/2022", "Pasal 5 huruf c (penilaian kinerja)")
IN_ORDER = Basis("PermenPANRB 6/2022", "Pasal 24-25 (urutan evaluasi kinerja)")
ORGANIZATION = Basis("SE MenPANRB 3/2023", "penetapan capaian kinerja organisasi oleh pimpinan satu tingkat di atas")
HEAD_TAKES_RESULT = Basis("SE MenPANRB 3/2023", "penetapan rating hasil kerja pimpinan unit")
PATTERN = Basis("SE MenPANRB 3/2023", "pola distribusi predikat kinerja pegawai")
ON_EVIDENCE = Basis("PermenPANRB 6/2022", "Lampiran, formulir evaluasi (realisasi berdasarkan bukti dukung)")
OBJECTING = Basis("PP 30/2019", "Pasal 59 (keberatan atas hasil penilaian kinerja)")
REVOKING = Basis("UU 30/2014", "Pasal 64 (pencabutan keputusan oleh atasan pejabat)", "unverified")
OTHER_YEAR = Text("Pilih periode dari tahun kinerja yang sama.", "Choose a period of the same performance year.")
DECREE_NEEDED = Text(
    "Unit puncak tidak mempunyai pimpinan di atasnya: isi nomor keputusan PPK.",
    "The top unit has no leader above it: give the number of the decree of the appointing official (PPK).",
)
CALIBRATING = Basis(
    "PermenPANRB 6/2022", "Pasal 24-25 (penetapan predikat dengan pertimbangan pola distribusi)", "unverified"
)
SIDE_NEEDED = Text(
    "Sebutkan keterangan pihak mana yang Anda catat.", "Say which side it is whose statement you record."
)
RATING_OR_REASON = Text(
    "Isi rating perilaku, atau tulis hanya alasan mengapa tidak dapat dinilai.",
    "Give the rating of behaviour, or only the reason why there is nothing to rate.",
)
RATING_NEEDED = Text("Rating hasil kerja harus ditetapkan.", "The rating of the work result must be set.")


class EvaluationNeedsAgreedPlan(Conflict):
    """An evaluation of a plan that was never agreed."""

    code = "EVALUATION_NEEDS_AGREED_PLAN"
    title = Text("SKP belum ditetapkan", "The plan is not agreed")
    advice = Text(
        "Evaluasi membandingkan hasil dengan SKP yang sudah ditetapkan. Pegawai mengajukan SKP ini dan pejabat penilai "
        "menetapkannya dahulu.",
        "An evaluation holds results against an agreed plan. The employee submits the plan and the rating official "
        "agrees it first.",
    )


class PeriodNotBegun(Conflict):
    """A result or an evaluation of a period that has not been opened yet."""

    code = "PERIOD_NOT_BEGUN"
    title = Text("Periode belum dimulai", "The period has not begun")
    advice = Text(
        "Periode ini belum pernah dibuka. Minta pengelola kepegawaian membukanya bila sudah waktunya.",
        "This period was never opened. Ask the HR administrator to open it when its time has come.",
    )


class RealizationsUnreviewed(Conflict):
    """An evaluation while reports wait for review."""

    code = "REALIZATIONS_UNREVIEWED"
    title = Text("Masih ada realisasi yang belum ditinjau", "Realizations wait for review")
    advice = Text(
        "Terima atau kembalikan dahulu {count} realisasi yang menunggu; evaluasi didasarkan pada realisasi dan bukti.",
        "Accept or return the {count} realizations that wait first; an evaluation rests on realizations and evidence.",
    )


class EvaluationAlreadyThere(Conflict):
    """A second evaluation of a plan and period."""

    code = "EVALUATION_ALREADY_THERE"
    title = Text("Evaluasi untuk periode ini sudah ada", "There is an evaluation for this period already")
    advice = Text(
        "Buka evaluasi yang ada di `evaluation_id`; selama draf masih dapat diubah.",
        "Open the existing evaluation at `evaluation_id`; a draft can still be changed.",
    )


class EvaluationIssued(Conflict):
    """A change of an evaluation that has been issued."""

    code = "EVALUATION_ISSUED"
    title = Text("Evaluasi sudah diterbitkan", "The evaluation has been issued")
    advice = Text(
        "Evaluasi yang sudah diterbitkan tidak diubah. Pegawai dapat mengajukan keberatan kepada atasan pejabat "
        "penilai, dan atasan itu dapat membukanya kembali.",
        "An issued evaluation does not change. The employee can object to the superior of the rating official, who can "
        "also reopen it.",
    )


class EvaluationUngrounded(Conflict):
    """Ratings of a period in which no result was reported and accepted."""

    code = "EVALUATION_UNGROUNDED"
    title = Text("Tidak ada realisasi yang diterima", "There is no accepted realization")
    advice = Text(
        "Rating hasil kerja ditetapkan dari realisasi dengan bukti, dan di sini tidak ada yang diterima. Terima "
        "realisasinya dahulu, atau nyatakan tidak dapat dinilai dengan alasannya di `not_rateable_reason`.",
        "The work result is rated by realizations with evidence, and none is accepted here. Accept the realizations "
        "first, or say why there is nothing to rate in `not_rateable_reason`.",
    )


class EvaluationRateable(Conflict):
    """Saying that there is nothing to rate, where results were accepted or the organisation's result counts."""

    code = "EVALUATION_RATEABLE"
    title = Text("Evaluasi ini dapat dinilai", "This evaluation can be rated")
    advice = Text(
        "Ada {accepted} realisasi yang diterima, atau pegawai ini pimpinan unit yang memakai capaian organisasinya. "
        "Tetapkan kedua ratingnya.",
        "There are {accepted} accepted realizations, or this is the head of a unit, who takes the organisation's "
        "result. Set both ratings.",
    )


class EvaluationNotRated(Conflict):
    """The explanation of what has no ratings: a draft that was only prepared, or nothing that could be rated."""

    code = "EVALUATION_NOT_RATED"
    title = Text("Evaluasi belum dinilai", "The evaluation is not rated yet")
    advice = Text(
        "Evaluasi ini tidak mempunyai rating: baru disiapkan dan menunggu pejabat penilai, atau dinyatakan tidak "
        "dapat dinilai dengan alasannya di evaluasinya.",
        "This evaluation has no ratings: it was only prepared and waits for the rating official, or it says itself "
        "why there was nothing to rate.",
    )


class EvaluationRunUnderWay(Conflict):
    """A second run of a scope whose run has not ended."""

    code = "EVALUATION_RUN_UNDER_WAY"
    title = Text("Penyiapan evaluasi untuk lingkup ini masih berjalan", "A run of this scope is under way")
    advice = Text(
        "Lihat kemajuannya di `evaluation_run_id`; tunggu selesai, atau batalkan lebih dulu.",
        "See its progress at `evaluation_run_id`; wait for its end, or cancel it first.",
    )


class NobodyToEvaluate(Conflict):
    """A run of a scope in which nobody holds a post."""

    code = "NOBODY_TO_EVALUATE"
    title = Text("Tidak ada pegawai dalam lingkup ini", "Nobody holds a post in this scope")
    advice = Text(
        "Pengelola kepegawaian harus mencatat penempatan jabatan di unit ini lebih dulu.",
        "The HR administrator must record who holds the posts of this unit first.",
    )


class OrganizationResultMissing(Conflict):
    """An evaluation that needs the result of the unit, which is not set."""

    code = "ORGANIZATION_RESULT_MISSING"
    title = Text("Capaian kinerja organisasi belum ditetapkan", "The result of the organisation is not set")
    advice = Text(
        "Pimpinan unit di atas unit ini menetapkannya dahulu di /v1/organization-results; untuk unit puncak, pengelola "
        "kepegawaian mencatat keputusan PPK.",
        "The head of a unit above sets it first at /v1/organization-results; for the top unit the HR administrator "
        "records the decree of the appointing official.",
    )


class WorkResultContradicts(Conflict):
    """A work-result rating for the head of a unit that is not the one of the organisation."""

    code = "WORK_RESULT_CONTRADICTS"
    title = Text(
        "Rating hasil kerja bertentangan dengan capaian organisasi", "The rating contradicts the organisation's"
    )
    advice = Text(
        "Rating hasil kerja pimpinan unit adalah capaian kinerja organisasinya; kosongkan `work_result_rating`.",
        "The work-result rating of the head of a unit is the organisation's result; leave `work_result_rating` empty.",
    )


class EvaluationNotComputable(Conflict):
    """Facts from which no predicate follows."""

    code = "EVALUATION_NOT_COMPUTABLE"
    title = Text("Predikat tidak dapat ditentukan", "No predicate follows")
    advice = Text(
        "Lihat `place` dan perbaiki data yang disebut di sana.", "See `place` and correct the facts named there."
    )


class NotObjectable(Conflict):
    """An objection to a revision that does not count, is being made anew, or is itself the answer to an objection."""

    code = "NOT_OBJECTABLE"
    title = Text("Evaluasi ini tidak dapat diajukan keberatan", "No objection is open to this evaluation")
    advice = Text(
        "Keberatan diajukan atas evaluasi yang berlaku dan sudah diterbitkan; putusan atas keberatan bersifat final.",
        "An objection is made to an issued evaluation that is in force; what an objection led to is final.",
    )


class ObjectionAlreadyThere(Conflict):
    """A second objection to the same evaluation."""

    code = "OBJECTION_ALREADY_THERE"
    title = Text("Keberatan atas evaluasi ini sudah diajukan", "There is an objection to this evaluation already")
    advice = Text(
        "Atas satu evaluasi diajukan satu keberatan; ikuti yang ada di `objection_id`. Putusannya final.",
        "One objection is made to an evaluation; follow the one at `objection_id`. Its decision is final.",
    )


class ObjectionTooLate(Conflict):
    """An objection after its window has closed."""

    code = "OBJECTION_TOO_LATE"
    title = Text("Waktu pengajuan keberatan sudah lewat", "The time to object is over")
    advice = Text(
        "Keberatan diajukan paling lambat {file_by} ({days} hari kalender sejak hasil diterima pada {received_on}, "
        "waktu {time_zone}). Bila ada kekeliruan, atasan pejabat penilai dapat membuka kembali evaluasi.",
        "An objection is made by {file_by} at the latest ({days} calendar days from {received_on}, when the result was "
        "received, time of {time_zone}). If there is a mistake, a superior of the rating official can reopen it.",
    )


class ObjectionDecided(Conflict):
    """A statement on an objection that has been decided."""

    code = "OBJECTION_DECIDED"
    title = Text("Keberatan sudah diputus", "The objection has been decided")
    advice = Text(
        "Keterangan kedua pihak didengar sebelum putusan; putusannya final.",
        "Both sides are heard before the decision; the decision is final.",
    )


class PatternDepartureUnexplained(Conflict):
    """A change after which a unit departs from the pattern, without the note that says why."""

    code = "PATTERN_DEPARTURE_UNEXPLAINED"
    title = Text("Penyimpangan dari pola belum dijelaskan", "The departure from the pattern is not explained")
    advice = Text(
        "Dengan perubahan ini sebaran predikat unit menyimpang dari pola; tulis alasannya di `distribution_note`.",
        "With this change the predicates of the unit depart from the pattern; write why in `distribution_note`.",
    )


class CalibrationUnderWay(Conflict):
    """A change of a rating, or a second session, in a unit that is being calibrated."""

    code = "CALIBRATION_UNDER_WAY"
    title = Text("Unit ini sedang dikalibrasi", "This unit is being calibrated")
    advice = Text(
        "Selama kalibrasi di `calibration_id` terbuka, rating di unit ini hanya diubah di sesi itu oleh pimpinannya.",
        "While the session at `calibration_id` is open, ratings in this unit change in it alone, by its leader.",
    )


class CalibrationLocked(Conflict):
    """A change after a calibration was locked."""

    code = "CALIBRATION_LOCKED"
    title = Text("Kalibrasi sudah dikunci", "The calibration is locked")
    advice = Text(
        "Hasil kalibrasi di `calibration_id` tidak diubah lagi. Draf diterbitkan apa adanya; pegawai dapat mengajukan "
        "keberatan.",
        "What the calibration at `calibration_id` settled does not change. Drafts are issued as they are; the employee "
        "can object.",
    )


class NotInCalibration(Conflict):
    """An evaluation that a session is not about, or that cannot be calibrated as it stands."""

    code = "NOT_IN_CALIBRATION"
    title = Text("Evaluasi ini tidak dapat diubah di sesi ini", "This evaluation cannot be changed in this session")
    advice = Text(
        "Sesi mengubah evaluasi periode itu di unitnya dan di bawahnya, selain pimpinan unit itu sendiri; bukan yang "
        "sedang diajukan keberatan, dibuka kembali, atau sudah diganti.",
        "A session changes evaluations of its period in its unit and below, except that of the unit's own head; not "
        "those under objection, reopened or replaced.",
    )


class CalibrationCeilingReached(Conflict):
    """One more of a predicate than the session allows."""

    code = "CALIBRATION_CEILING_REACHED"
    title = Text("Batas predikat di sesi ini sudah tercapai", "The ceiling of this predicate is reached")
    advice = Text(
        "Sesi ini membatasi predikat {predicate} paling banyak {most}. Turunkan yang lain dahulu.",
        "This session allows the predicate {predicate} at most {most} times. Lower another first.",
    )


class NothingCalibrated(Invalid):
    """A change in a session that leaves the ratings as they are."""

    code = "NOTHING_CALIBRATED"
    title = Text("Rating tidak berubah", "The ratings do not change")
    advice = Text("Isi rating yang berbeda dari yang ada.", "Give ratings that differ from those that are there.")


class OrganizationResultAlreadyThere(Conflict):
    """A second result of a unit and period."""

    code = "ORGANIZATION_RESULT_ALREADY_THERE"
    title = Text("Capaian organisasi untuk periode ini sudah ada", "There is a result for this period already")
    advice = Text(
        "Ubah capaian yang ada di `organization_result_id`.", "Change the existing result at `organization_result_id`."
    )


class OrganizationResultInUse(Conflict):
    """A change of a result on which an issued evaluation rests."""

    code = "ORGANIZATION_RESULT_IN_USE"
    title = Text("Capaian ini sudah menjadi dasar evaluasi", "An issued evaluation rests on this result")
    advice = Text(
        "Evaluasi pimpinan unit ini sudah diterbitkan dengan capaian tersebut, sehingga capaian tidak diubah lagi.",
        "The evaluation of the head of this unit was issued with this result, so it does not change any more.",
    )


class DecreeMissing(Invalid):
    """A result of the top unit without the decree on which it rests."""

    code = "DECREE_MISSING"
    title = Text("Nomor keputusan PPK belum diisi", "The number of the decree is missing")
    advice = DECREE_NEEDED
