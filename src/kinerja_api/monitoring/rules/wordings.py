"""How each task is called, why it waits, and on which article it rests."""

from dataclasses import dataclass

from kinerja_api.kit.text import Basis, Text
from kinerja_api.monitoring.types import Actor, TaskKind

PLANNING = Basis("PermenPANRB 6/2022", "Pasal 5 huruf a (perencanaan kinerja)")
DOING = Basis("PermenPANRB 6/2022", "Pasal 5 huruf b (pelaksanaan, pemantauan, dan pembinaan kinerja)")
EVALUATING = Basis("PermenPANRB 6/2022", "Pasal 5 huruf c (penilaian kinerja)")
RATING_OFFICIAL = Basis("PP 30/2019", "Pasal 1 angka 8")
ORGANIZATION = Basis("SE MenPANRB 3/2023", "penetapan capaian kinerja organisasi oleh pimpinan satu tingkat di atas")
OBJECTING = Basis("PP 30/2019", "Pasal 59 (keberatan atas hasil penilaian kinerja)")
OPENNESS = Basis("UU 30/2014", "Pasal 10 (asas keterbukaan)")
SECOND_PERSON = Basis("UU 30/2014", "Pasal 42-45 (konflik kepentingan)")
PROMOTING = Basis("PP 11/2017 jo. PP 17/2020", "kenaikan pangkat", "unverified")
SURVEYING = Basis("PermenPANRB 14/2017", "Pasal 1 ayat (1) (survei paling sedikit 1 kali setahun)", "verbatim")
HOSTED = Basis("PermenPANRB 6/2022", "pegawai yang diperbantukan dievaluasi di tempat bertugas", "unverified")
HANDING_OVER = Basis(
    "PermenPANRB 6/2022", "pejabat penilai lama menyelesaikan evaluasi sampai serah terima", "unverified"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """How a matter is called, why it waits, and on which article it rests; `{...}` are filled from what was found."""

    title: Text
    reason: Text
    basis: Basis


@dataclass(frozen=True, slots=True)
class HeldBy(Wording):
    """How a matter is called that another person holds: also who that is."""

    actor: Actor


TASKS: dict[TaskKind, Wording] = {
    TaskKind.READ_CRITERIA: Wording(
        Text("Baca kriteria penilaian tahun {period}", "Read the criteria of {period}"),
        Text(
            "Anda belum menyatakan membaca apa yang dinilai pada jabatan Anda dan dasar hukumnya.",
            "You have not yet said to have read what is looked at in your post, and its legal basis.",
        ),
        OPENNESS,
    ),
    TaskKind.WRITE_PLAN: Wording(
        Text("Susun SKP tahun {period}", "Write your target plan of {period}"),
        Text(
            "Tahun kinerja terbuka dan jabatan Anda belum mempunyai SKP.",
            "The year is open and your post has no target plan yet.",
        ),
        PLANNING,
    ),
    TaskKind.SUBMIT_PLAN: Wording(
        Text("Ajukan SKP tahun {period}", "Submit your target plan of {period}"),
        Text("SKP Anda masih berupa draf.", "Your plan is still a draft."),
        PLANNING,
    ),
    TaskKind.CORRECT_PLAN: Wording(
        Text("Perbaiki SKP tahun {period}", "Correct your target plan of {period}"),
        Text("Pejabat penilai mengembalikan SKP Anda dengan catatan.", "The rating official returned it with a note."),
        PLANNING,
    ),
    TaskKind.AGREE_PLAN: Wording(
        Text("Setujui atau kembalikan SKP {subject}", "Agree or return the plan of {subject}"),
        Text(
            "Anda pejabat penilai kinerjanya, dan SKP {period} sudah diajukan.",
            "You are the rating official, and the plan of {period} is submitted.",
        ),
        PLANNING,
    ),
    TaskKind.DECIDE_PLAN_CHANGE: Wording(
        Text("Setujui atau tolak perubahan SKP {subject}", "Agree to or refuse a change of the plan of {subject}"),
        Text(
            "SKP {period} tetap berlaku seperti semula sampai Anda memutuskan.",
            "The plan of {period} stays as it is until you decide.",
        ),
        PLANNING,
    ),
    TaskKind.ANSWER_PLAN_CHANGE: Wording(
        Text("Setujui atau tolak perubahan SKP {period}", "Agree to or refuse a change of your plan of {period}"),
        Text(
            "{subject} meminta perubahan; SKP tetap berlaku seperti semula sampai Anda memutuskan.",
            "{subject} asks for a change; the plan stays as it is until you decide.",
        ),
        PLANNING,
    ),
    TaskKind.SUBMIT_ACTION_PLAN: Wording(
        Text("Ajukan rencana aksi {period}", "Submit your action plan of {period}"),
        Text("Rencana aksi Anda masih berupa draf.", "Your action plan is still a draft."),
        DOING,
    ),
    TaskKind.CORRECT_ACTION_PLAN: Wording(
        Text("Perbaiki rencana aksi {period}", "Correct your action plan of {period}"),
        Text("Pejabat penilai mengembalikannya dengan catatan.", "The rating official returned it with a note."),
        DOING,
    ),
    TaskKind.AGREE_ACTION_PLAN: Wording(
        Text("Setujui atau kembalikan rencana aksi {subject}, {period}", "Agree or return the actions of {subject}"),
        Text("Rencana aksi {period} sudah diajukan.", "The action plan of {period} is submitted."),
        DOING,
    ),
    TaskKind.REPORT_RESULTS: Wording(
        Text("Laporkan realisasi {period}", "Report the results of {period}"),
        Text("{count} indikator belum dilaporkan.", "{count} indicators are not reported yet."),
        DOING,
    ),
    TaskKind.CORRECT_RESULTS: Wording(
        Text("Perbaiki realisasi {period}", "Correct the results of {period}"),
        Text("{count} realisasi dikembalikan dengan catatan.", "{count} results were returned with a note."),
        DOING,
    ),
    TaskKind.REVIEW_RESULTS: Wording(
        Text("Periksa realisasi {subject}, {period}", "Review the results of {subject}, {period}"),
        Text(
            "{count} realisasi menunggu diterima atau dikembalikan.", "{count} results wait to be accepted or returned."
        ),
        DOING,
    ),
    TaskKind.ACKNOWLEDGE_FEEDBACK: Wording(
        Text("Baca umpan balik", "Read the feedback"),
        Text("{count} umpan balik belum Anda nyatakan dibaca.", "You have not acknowledged {count} remarks."),
        DOING,
    ),
    TaskKind.CONCLUDE_MEETING: Wording(
        Text("Selesaikan rapat: {period}", "Conclude the meeting: {period}"),
        Text(
            "Rapat {subject} sudah tiba waktunya; notulanya belum Anda sahkan.",
            "The meeting of {subject} has had its time, and you have not confirmed its minutes yet.",
        ),
        DOING,
    ),
    TaskKind.FINISH_FOLLOW_UP: Wording(
        Text("Selesaikan tindak lanjut rapat", "Finish what a meeting agreed on"),
        Text(
            "Anda penanggung jawabnya, dan belum menyatakannya selesai.",
            "You are responsible for it, and have not said that it is done.",
        ),
        DOING,
    ),
    TaskKind.ANSWER_OBSERVATION: Wording(
        Text("Baca atau jawab catatan observasi", "Acknowledge or answer what was observed"),
        Text(
            "{subject} mencatat pengamatan atas kerja Anda; sesudah tenggat ini penilaian dapat didasarkan padanya.",
            "{subject} recorded what was found about your work; after this day a rating may rest on it.",
        ),
        DOING,
    ),
    TaskKind.ANSWER_NOTE: Wording(
        Text("Jawab catatan perbaikan", "Answer a note for improvement"),
        Text(
            "{subject} membuat catatan tentang kerja Anda; sesudah tenggat ini catatan dihitung tanpa jawaban Anda.",
            "{subject} made a note on your work; after this day it counts without your answer.",
        ),
        DOING,
    ),
    TaskKind.AGREE_IMPROVEMENT: Wording(
        Text("Sepakati atau tolak perbaikan", "Agree to an improvement or decline it"),
        Text("{subject} mengusulkan perbaikan dan tenggatnya.", "{subject} proposed an improvement and its day."),
        DOING,
    ),
    TaskKind.FOLLOW_UP_NOTE: Wording(
        Text("Tindak lanjuti catatan perbaikan {subject}", "Follow up the note on {subject}"),
        Text(
            "Catatan sudah dijawab dan menunggu usulan Anda, atau tenggat perbaikannya sudah lewat.",
            "The note was answered and waits for your proposal, or the day of its improvement is over.",
        ),
        DOING,
    ),
    TaskKind.ASSESS_ONESELF: Wording(
        Text("Nilai perilaku Anda sendiri, {period}", "Assess your own behaviour, {period}"),
        Text("Penilaian diri periode ini belum diisi.", "The self-assessment of this period is not given yet."),
        EVALUATING,
    ),
    TaskKind.APPROVE_RATER: Wording(
        Text("Setujui atau tolak penilai untuk {subject}", "Approve or refuse a rater for {subject}"),
        Text("{count} usulan penilai menunggu Anda.", "{count} nominations wait for you."),
        EVALUATING,
    ),
    TaskKind.ANSWER_RATING_REQUEST: Wording(
        Text("Nilai perilaku {subject}", "Rate the behaviour of {subject}"),
        Text("Anda diminta menilai, dan belum menjawab.", "You are asked to rate, and have not answered yet."),
        EVALUATING,
    ),
    TaskKind.RATE_BEHAVIOR: Wording(
        Text("Nilai perilaku pegawai Anda, {period}", "Rate the behaviour of your people, {period}"),
        Text("{count} pegawai belum Anda nilai perilakunya.", "{count} people have no rating by you yet."),
        EVALUATING,
    ),
    TaskKind.SET_ORGANIZATION_RESULT: Wording(
        Text("Tetapkan capaian kinerja {subject}, {period}", "Set the result of {subject}, {period}"),
        Text(
            "Periodenya berakhir, dan predikat pegawai unit itu menunggu capaian unitnya.",
            "The period has ended, and the predicates of its people wait for the result of the unit.",
        ),
        ORGANIZATION,
    ),
    TaskKind.EVALUATE: Wording(
        Text("Evaluasi pegawai Anda, {period}", "Evaluate your people, {period}"),
        Text("{count} pegawai belum mempunyai evaluasi yang terbit.", "{count} people have no issued evaluation yet."),
        EVALUATING,
    ),
    TaskKind.EVALUATE_UP_TO_HAND_OVER: Wording(
        Text("Evaluasi {subject} sampai serah terima {period}", "Evaluate {subject} up to the hand-over of {period}"),
        Text(
            "Anda pejabat penilai kinerjanya sampai hari itu (POST /v1/evaluations; bila SKP-nya berlanjut, dengan "
            "up_to). Pejabat penilai yang sekarang mempertimbangkannya untuk evaluasi tahunan.",
            "You were the rating official until that day (POST /v1/evaluations; where the plan goes on, with up_to). "
            "The official of today considers it for the annual evaluation.",
        ),
        HANDING_OVER,
    ),
    TaskKind.LOCK_CALIBRATION: Wording(
        Text("Selesaikan kalibrasi {subject}", "Finish the calibration of {subject}"),
        Text("Sesi kalibrasi masih terbuka.", "The session is still open."),
        EVALUATING,
    ),
    TaskKind.SIGN_EVALUATION: Wording(
        Text("Tanda tangani atau tolak evaluasi {period}", "Sign or reject your evaluation of {period}"),
        Text(
            "Evaluasi Anda sudah terbit. Bila tidak setuju, tolak dengan alasan, lalu ajukan keberatan.",
            "Your evaluation is issued. If you do not agree, reject it with the reason, then object.",
        ),
        EVALUATING,
    ),
    TaskKind.STATE_ON_OBJECTION: Wording(
        Text("Beri tanggapan atas keberatan {subject}", "State your side on the objection of {subject}"),
        Text(
            "Keberatan atas evaluasi Anda diperiksa, dan tanggapan Anda belum ada.",
            "The objection to your evaluation is being examined, and your side is not heard yet.",
        ),
        OBJECTING,
    ),
    TaskKind.DECIDE_OBJECTION: Wording(
        Text("Putuskan keberatan {subject}", "Decide the objection of {subject}"),
        Text("Keberatan ini ada pada Anda.", "This objection lies with you."),
        OBJECTING,
    ),
    TaskKind.FILL_HEADS_POST: Wording(
        Text(
            "Isi kepala {subject} atau tunjuk Plt./Plh.", "Fill the head's post of {subject}, or appoint an acting head"
        ),
        Text(
            "Unit ini tanpa kepala, sehingga {count} pegawainya dinilai kepala unit di atasnya atau tanpa penilai.",
            "The unit has no head, so its {count} people are rated by the head above it or by nobody.",
        ),
        RATING_OFFICIAL,
    ),
    TaskKind.NAME_RATING_AUTHORITY: Wording(
        Text("Catat kewenangan menilai kepala {subject}", "Record the authority of the head of {subject} to rate"),
        Text(
            "Jabatan kepala unit ini di bawah pengawas, sedangkan {count} pegawainya dinilai pemegangnya. Catat SK "
            "pendelegasian kewenangan, betulkan jenjangnya, atau tunjuk Plt.",
            "The head's post of this unit is below a pengawas, and its holder rates {count} people. Record the decree "
            "that delegates the authority, correct the level, or appoint an acting head.",
        ),
        RATING_OFFICIAL,
    ),
    TaskKind.MOVE_PEOPLE: Wording(
        Text("Pindahkan pegawai dari {subject}, yang sudah ditutup", "Move the people of {subject}, which is closed"),
        Text(
            "{count} pegawai masih tercatat di unit ini; atasan mereka tidak dapat ditentukan.",
            "{count} people are still on record there; who rates them cannot be told.",
        ),
        RATING_OFFICIAL,
    ),
    TaskKind.RECORD_HOST_EVALUATION: Wording(
        Text(
            "Catat evaluasi {subject} dari instansi penerima", "Record the evaluation of {subject} by the host agency"
        ),
        Text(
            "Penugasannya berakhir {period}, dan evaluasi tahunannya menunggu dokumen instansi itu "
            "(POST /v1/host-evaluations).",
            "The assignment ended on {period}, and the annual evaluation waits for the document of that agency "
            "(POST /v1/host-evaluations).",
        ),
        HOSTED,
    ),
    TaskKind.OPEN_PERIOD: Wording(
        Text("Buka periode {period}", "Open the period {period}"),
        Text(
            "Periodenya sudah dimulai dan belum menerima laporan.",
            "The period has begun and takes no reports yet.",
        ),
        DOING,
    ),
    TaskKind.CLOSE_PERIOD: Wording(
        Text("Tutup periode {period}", "Close the period {period}"),
        Text("Batas pelaporannya sudah lewat.", "Its deadline for reports is over."),
        DOING,
    ),
    TaskKind.PASS_ON_OBJECTION: Wording(
        Text("Teruskan keberatan {subject} ke atasan berikutnya", "Pass the objection of {subject} on"),
        Text("Batas waktu putusannya sudah lewat.", "The time for its decision is over."),
        OBJECTING,
    ),
    TaskKind.REVIEW_POLICY: Wording(
        Text("Telaah kebijakan {subject}", "Review the policy {subject}"),
        Text("Drafnya memerlukan telaah orang kedua.", "The draft needs the review of a second person."),
        SECOND_PERSON,
    ),
    TaskKind.PUBLISH_POLICY: Wording(
        Text("Terbitkan kebijakan {subject}", "Publish the policy {subject}"),
        Text("Kebijakan ini sudah ditelaah.", "It has been reviewed."),
        SECOND_PERSON,
    ),
    TaskKind.RECOMMEND_PROMOTION: Wording(
        Text("Beri rekomendasi kenaikan pangkat {subject}", "Recommend on the promotion of {subject}"),
        Text("Usulan menunggu tim penilai.", "The proposal waits for the board."),
        PROMOTING,
    ),
    TaskKind.DECIDE_PROMOTION: Wording(
        Text("Putuskan kenaikan pangkat {subject}", "Decide on the promotion of {subject}"),
        Text("Tim penilai sudah memberi rekomendasi.", "The board has given its recommendation."),
        PROMOTING,
    ),
    TaskKind.CLOSE_SURVEY: Wording(
        Text("Tutup survei {subject}", "Close the survey {subject}"),
        Text("Hari terakhirnya sudah lewat.", "Its last day is over."),
        SURVEYING,
    ),
    TaskKind.ISSUE_SURVEY_RESULT: Wording(
        Text("Terbitkan hasil survei {subject}", "Issue the result of the survey {subject}"),
        Text("Survei sudah ditutup dan hasilnya belum terbit.", "It is closed and its result is not issued."),
        SURVEYING,
    ),
}
