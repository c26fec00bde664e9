"""How what others hold is called: what waits for them, and what keeps somebody from going on until they act."""

from kinerja_api.kit.text import Text
from kinerja_api.monitoring.rules.wordings import (
    DOING,
    EVALUATING,
    HANDING_OVER,
    HOSTED,
    OBJECTING,
    PLANNING,
    RATING_OFFICIAL,
    HeldBy,
)
from kinerja_api.monitoring.types import Actor, BlockKind, WaitKind

WAITS: dict[WaitKind, HeldBy] = {
    WaitKind.PLAN_TO_BE_AGREED: HeldBy(
        Text("SKP {period} menunggu persetujuan", "Your plan of {period} waits to be agreed"),
        Text("Pejabat penilai menyetujui atau mengembalikannya.", "The rating official agrees or returns it."),
        PLANNING,
        Actor.RATING_OFFICIAL,
    ),
    WaitKind.PLAN_CHANGE_TO_BE_DECIDED: HeldBy(
        Text("Perubahan SKP {period} menunggu putusan", "Your change of the plan of {period} waits to be decided"),
        Text("Pejabat penilai menyetujui atau menolaknya.", "The rating official agrees to it or refuses it."),
        PLANNING,
        Actor.RATING_OFFICIAL,
    ),
    WaitKind.ACTION_PLAN_TO_BE_AGREED: HeldBy(
        Text("Rencana aksi {period} menunggu persetujuan", "Your action plan of {period} waits to be agreed"),
        Text("Pejabat penilai menyetujui atau mengembalikannya.", "The rating official agrees or returns it."),
        DOING,
        Actor.RATING_OFFICIAL,
    ),
    WaitKind.RESULTS_TO_BE_REVIEWED: HeldBy(
        Text("Realisasi {period} menunggu diperiksa", "Your results of {period} wait to be reviewed"),
        Text("Pejabat penilai memeriksa {count} realisasi.", "The rating official reviews {count} results."),
        DOING,
        Actor.RATING_OFFICIAL,
    ),
    WaitKind.EVALUATION_TO_BE_ISSUED: HeldBy(
        Text("Evaluasi {period} belum terbit", "Your evaluation of {period} is not issued"),
        Text("Pejabat penilai mengevaluasi dan menerbitkannya.", "The rating official evaluates and issues it."),
        EVALUATING,
        Actor.RATING_OFFICIAL,
    ),
    WaitKind.HAND_OVER_TO_BE_EVALUATED: HeldBy(
        Text(
            "Evaluasi sampai serah terima {period} belum terbit",
            "The evaluation up to the hand-over of {period} is missing",
        ),
        Text(
            "Evaluasi tahunan Anda menunggu evaluasi atas {subject}, yang dibuat pejabat penilai pada hari itu.",
            "Your annual evaluation waits for that of {subject}, made by the rating official of that day.",
        ),
        HANDING_OVER,
        Actor.FORMER_OFFICIAL,
    ),
    WaitKind.HOST_EVALUATION_TO_BE_RECORDED: HeldBy(
        Text("Evaluasi dari {subject} belum dicatat", "The evaluation by {subject} is not recorded"),
        Text(
            "Evaluasi tahunan Anda menunggu dokumen instansi itu sampai {period}, yang dicatat pengelola kepegawaian.",
            "Your annual evaluation waits for the document of that agency up to {period}, which the HR administrator "
            "records.",
        ),
        HOSTED,
        Actor.HR_ADMIN,
    ),
    WaitKind.OBJECTION_TO_BE_DECIDED: HeldBy(
        Text("Keberatan Anda menunggu putusan", "Your objection waits to be decided"),
        Text("Diputuskan {subject} paling lambat pada tenggat ini.", "{subject} decides by this deadline."),
        OBJECTING,
        Actor.JUDGE,
    ),
}

BLOCKS: dict[BlockKind, HeldBy] = {
    BlockKind.NO_POST: HeldBy(
        Text("Anda tidak memegang jabatan pada hari ini", "You hold no post today"),
        Text(
            "Pengelola kepegawaian mencatat penempatan Anda; SKP disusun untuk jabatan yang dipegang.",
            "The HR administrator records your assignment; a plan is written for the post that is held.",
        ),
        PLANNING,
        Actor.HR_ADMIN,
    ),
    BlockKind.NO_OPEN_CYCLE: HeldBy(
        Text("Tidak ada tahun kinerja yang terbuka", "No performance year is open"),
        Text(
            "Pengelola kepegawaian membuka tahun kinerja.",
            "The HR administrator opens the performance year.",
        ),
        PLANNING,
        Actor.HR_ADMIN,
    ),
    BlockKind.NO_RATING_OFFICIAL: HeldBy(
        Text("Anda tidak mempunyai pejabat penilai kinerja", "You have no rating official"),
        Text(
            "Tidak ada kepala unit di atas Anda. Pengelola kepegawaian mengisi jabatan kepala atau menunjuk Plt./Plh.",
            "No unit above you has a head. The HR administrator fills the head's post or appoints an acting head.",
        ),
        RATING_OFFICIAL,
        Actor.HR_ADMIN,
    ),
    BlockKind.OTHER_RATING_OFFICIAL: HeldBy(
        Text("Pejabat penilai di SKP Anda bukan atasan hari ini", "The official named in your plan is not today's"),
        Text(
            "SKP {period} menyebut {subject}. Yang berwenang adalah atasan hari ini; bila itu keliru, pengelola "
            "kepegawaian membetulkan unit, penempatan, atau Plt./Plh.",
            "The plan of {period} names {subject}. The superior of today acts; if that is wrong, the HR administrator "
            "corrects the unit, the assignment or the acting head.",
        ),
        RATING_OFFICIAL,
        Actor.HR_ADMIN,
    ),
    BlockKind.EARLIER_EVALUATION_MISSING: HeldBy(
        Text(
            "Evaluasi {subject} sampai serah terima {period} belum terbit",
            "The evaluation of {subject} up to the hand-over of {period} is missing",
        ),
        Text(
            "Evaluasi tahunannya baru dapat dibuat sesudah evaluasi atas jabatan sebelumnya terbit. Yang membuatnya "
            "pejabat penilai pada hari itu.",
            "The annual evaluation can be made once that of the former post is issued. The rating official of that day "
            "makes it.",
        ),
        HANDING_OVER,
        Actor.FORMER_OFFICIAL,
    ),
    BlockKind.HOST_EVALUATION_MISSING: HeldBy(
        Text(
            "Evaluasi {subject} dari instansi penerima belum dicatat",
            "The evaluation of {subject} elsewhere is missing",
        ),
        Text(
            "Evaluasi tahunannya baru dapat dibuat sesudah pengelola kepegawaian mencatat dokumen instansi penerima "
            "sampai {period}.",
            "The annual evaluation can be made once the HR administrator has recorded the document of the host agency "
            "up to {period}.",
        ),
        HOSTED,
        Actor.HR_ADMIN,
    ),
    BlockKind.NO_PLAN_ABOVE: HeldBy(
        Text("SKP atasan Anda belum disepakati", "The plan of your superior is not agreed yet"),
        Text(
            "Hasil kerja Anda diturunkan dari SKP {period} milik {subject}, yang belum disepakati.",
            "Your targets follow from the plan of {period} of {subject}, which is not agreed yet.",
        ),
        PLANNING,
        Actor.RATING_OFFICIAL,
    ),
}
