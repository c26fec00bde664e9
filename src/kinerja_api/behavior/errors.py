"""Problems of behaviour ratings."""

from kinerja_api.kit.problems import Conflict, Invalid
from kinerja_api.kit.text import Basis, Text

CORE_VALUES = Basis("SE MenPANRB 20/2021", "Implementasi core values ASN (BerAKHLAK)")
# The protection of who answered has no article of its own; who may see personal data, and that no more of it is shown
# than its purpose needs, does.
CONFIDENTIAL = Basis("UU 27/2022", "Pasal 16 ayat (2) (prinsip pelindungan data pribadi)", "unverified")
BEHAVIOR = Basis("PermenPANRB 6/2022", "Pasal 5 huruf c (penilaian kinerja: perilaku kerja)")
NOT_OF_PLAN = Text("Hasil kerja ini bukan dari SKP itu.", "This target is not one of that plan.")
TWICE = Text("Hasil kerja ini sudah disebut.", "This target is named already.")
MISSING_TARGETS = Text("Belum ada tulisan tentang: {titles}", "Nothing is written about: {titles}")
OTHER_YEAR = Text("Pilih periode dari tahun kinerja SKP ini.", "Choose a period of the performance year of this plan.")


class RatingNeedsAgreedPlan(Conflict):
    """A rating, or a request for one, on a plan that is not agreed."""

    code = "RATING_NEEDS_AGREED_PLAN"
    title = Text("SKP belum ditetapkan", "The plan is not agreed")
    advice = Text(
        "Perilaku dinilai terhadap ekspektasi dalam SKP yang sudah ditetapkan. Pegawai mengajukan SKP ini dan pejabat "
        "penilai menetapkannya dahulu.",
        "Behaviour is rated against the expectations of an agreed plan. The employee submits the plan and the rating "
        "official agrees it first.",
    )


class RatingAlreadyThere(Conflict):
    """A second rating by the same person for the same plan and period."""

    code = "BEHAVIOR_RATING_ALREADY_THERE"
    title = Text("Anda sudah menilai", "You have rated already")
    advice = Text(
        "Satu penilai menilai satu kali per SKP dan periode. Ubah penilaian yang ada selama periodenya terbuka.",
        "A rater rates once per plan and period. Change the existing rating while its period is open.",
    )


class RatingCollectionClosed(Conflict):
    """An answer, or a request for one, after the collecting of a plan and period has closed."""

    code = "RATING_COLLECTION_CLOSED"
    title = Text("Pengumpulan jawaban sudah ditutup", "Answers are no longer collected")
    advice = Text(
        "Jawaban rekan kerja dan bawahan dikumpulkan sekali per SKP dan periode, lalu hasilnya tetap, supaya jawaban "
        "seseorang tidak dapat dihitung dari dua hasil. Berikan masukan lewat /v1/feedback.",
        "Answers of peers and subordinates are collected once per plan and period and their result stays as it is, so "
        "that nobody's answer can be computed from two results. Give your remark at /v1/feedback.",
    )


class RatingEvaluated(Conflict):
    """A rating for a plan and period whose evaluation has been issued."""

    code = "RATING_ALREADY_EVALUATED"
    title = Text("Evaluasinya sudah ditetapkan", "The evaluation has been issued")
    advice = Text(
        "Penilaian perilaku menjadi bahan evaluasi dan tidak berubah lagi setelah evaluasi ditetapkan. Pegawai yang "
        "tidak setuju mengajukan keberatan di /v1/objections.",
        "Ratings of behaviour are what an evaluation is made from, and do not change once it is issued. An employee "
        "who disagrees files an objection at /v1/objections.",
    )


class CollectionAlreadyClosed(Conflict):
    """A second end of collecting for the same plan and period."""

    code = "RATING_COLLECTION_ALREADY_CLOSED"
    title = Text("Pengumpulan sudah ditutup sebelumnya", "Collecting had closed before")
    advice = Text("Lihat penutupan yang ada di `collection_id`.", "See the existing one at `collection_id`.")


class TooFewAsked(Conflict):
    """The end of collecting while too few have been asked for any result to be told."""

    code = "TOO_FEW_RATERS_ASKED"
    title = Text("Penilai yang diminta terlalu sedikit", "Too few raters have been asked")
    advice = Text(
        "Setujui atau minta paling sedikit `minimum_answers` penilai dari satu kelompok dahulu. Berapa yang sudah "
        "menjawab tidak diberitahukan.",
        "Approve or ask at least `minimum_answers` raters of one group first. How many have answered is not told.",
    )


class SelfAssessmentIncomplete(Invalid):
    """A self-assessment that does not speak of every target of the plan, or of another one."""

    code = "SELF_ASSESSMENT_INCOMPLETE"
    title = Text("Penilaian diri belum lengkap", "The self-assessment is not complete")
    advice = Text(
        "Tulis satu kali tentang setiap hasil kerja dalam SKP ini; daftarnya ada di GET /v1/target-plans/{plan_id}.",
        "Write once about every target of this plan; they are listed at GET /v1/target-plans/{plan_id}.",
    )


class RequestAlreadyThere(Conflict):
    """A second request to the same person for the same plan and period."""

    code = "RATING_REQUEST_ALREADY_THERE"
    title = Text("Orang ini sudah diminta menilai", "This person has been asked already")
    advice = Text("Lihat permintaan yang ada di `request_id`.", "See the existing request at `request_id`.")


class RaterDoesNotFit(Invalid):
    """Somebody is asked who rates in another way: the employee, or somebody above."""

    code = "RATER_DOES_NOT_FIT"
    title = Text("Orang ini tidak menilai lewat permintaan", "This person does not rate on request")
    advice = Text(
        "Permintaan ditujukan kepada rekan kerja atau bawahan. Pegawai menilai diri sendiri, dan pejabat penilai "
        "menilai, tanpa permintaan.",
        "Peers and subordinates are asked. The employee rates themself, and the rating official rates, without a "
        "request.",
    )


class RaterIsRelative(Conflict):
    """A declared relative is asked to rate."""

    code = "RATER_IS_RELATIVE"
    title = Text("Penilai tercatat sebagai keluarga pegawai", "The rater is on record as a relative of the employee")
    advice = Text(
        "Pilih rekan kerja atau bawahan lain yang tidak mempunyai konflik kepentingan.",
        "Choose another peer or subordinate without a conflict of interest.",
    )
