"""Problems of composite scores."""

from kinerja_api.kit.problems import Conflict
from kinerja_api.kit.text import Basis, Text

# No national rule fixes a composite score: it is the agency's own index, and says so.
OWN_INDEX = Basis("Kebijakan instansi", "Nilai kinerja gabungan (bukan predikat SKP)", "unverified")
OPENNESS = Basis("UU 30/2014", "Pasal 10 (asas keterbukaan)", "secondary")
AUTOMATED = Basis("UU 27/2022", "Pasal 10 (pengambilan keputusan secara otomatis)", "unverified")


class RunUnderWay(Conflict):
    """A second run of a scope whose run has not ended."""

    code = "SCORE_RUN_UNDER_WAY"
    title = Text("Penghitungan untuk lingkup ini masih berjalan", "A run of this scope is under way")
    advice = Text(
        "Lihat kemajuannya di `run_id`; tunggu selesai, atau batalkan lebih dulu.",
        "See its progress at `run_id`; wait for its end, or cancel it first.",
    )


class NobodyToScore(Conflict):
    """A run of a scope in which nobody holds a post."""

    code = "NOBODY_TO_SCORE"
    title = Text("Tidak ada pegawai dalam lingkup ini", "Nobody holds a post in this scope")
    advice = Text(
        "Pengelola kepegawaian harus mencatat penempatan jabatan di unit ini lebih dulu.",
        "The HR administrator must record who holds the posts of this unit first.",
    )


class CycleNotBegun(Conflict):
    """A run for a year that has not been opened."""

    code = "CYCLE_NOT_BEGUN"
    title = Text("Tahun kinerja belum dibuka", "The performance year was never opened")
    advice = Text(
        "Buka tahun kinerja dahulu; nilai dihitung dari evaluasi tahun itu.",
        "Open the performance year first; scores are made of that year's evaluations.",
    )


class ScopeTooLarge(Conflict):
    """A simulation of more people than one answer can be about."""

    code = "SIMULATION_TOO_LARGE"
    title = Text("Lingkup simulasi terlalu besar", "The scope of the simulation is too large")
    advice = Text(
        "Simulasi dibatasi {most} pegawai, lingkup ini {count}; pilih satu unit atau sebut pegawainya.",
        "A simulation is bounded to {most} people, this scope has {count}; choose a unit or name the employees.",
    )


class NoOwnPost(Conflict):
    """Criteria asked for by an account without an employee, or for a day without a post."""

    code = "NO_POST_FOR_CRITERIA"
    title = Text("Tidak ada jabatan pada tahun itu", "No post in that year")
    advice = Text(
        "Kriteria berlaku untuk pegawai yang memegang jabatan. Minta pengelola kepegawaian mencatat penempatan.",
        "Criteria are for employees who hold a post. Ask the HR administrator to record the assignment.",
    )


class CriteriaChanged(Conflict):
    """An acknowledgement of criteria that are no longer the ones in force."""

    code = "CRITERIA_CHANGED"
    title = Text("Kriteria sudah berubah", "The criteria have changed")
    advice = Text(
        "Baca kriteria yang berlaku di GET /v1/criteria, lalu kirim `criteria_sha256` dari jawaban itu.",
        "Read the criteria in force at GET /v1/criteria, then send the `criteria_sha256` of that answer.",
    )
