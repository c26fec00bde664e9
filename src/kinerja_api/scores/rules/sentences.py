"""Composite scores in words: what a component waits for and who must act, where it comes from, why it changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from kinerja_api.kit.text import Text
from kinerja_api.scores.types import Actor, Json, Missing, RunCause, SourceKind


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a component waits for, in words, and who must act."""

    reason: Text
    actor: Actor


WHO: Mapping[Actor, Text] = {
    Actor.EMPLOYEE: Text("Pegawai yang bersangkutan.", "The employee concerned."),
    Actor.RATING_OFFICIAL: Text("Pejabat penilai kinerja.", "The rating official."),
    Actor.RATERS: Text(
        "Pejabat penilai dan penilai yang diminta.", "The rating official and the raters who were asked."
    ),
    Actor.SURVEY_OFFICER: Text("Petugas survei.", "The survey officer."),
    Actor.HR: Text(
        "Pengelola kepegawaian, lewat kebijakan instansi.", "The HR administrator, through the agency's policy."
    ),
}


WAITING: Mapping[Missing, Waiting] = {
    Missing.NO_TARGET_PLAN: Waiting(
        Text(
            "Belum ada SKP untuk tahun ini; pegawai menyusunnya, pejabat penilai menetapkannya.",
            "There is no target plan for this year yet; the employee drafts it, the rating official agrees.",
        ),
        Actor.EMPLOYEE,
    ),
    Missing.ANNUAL_EVALUATION_MISSING: Waiting(
        Text("Evaluasi kinerja tahunan belum ditetapkan.", "The annual evaluation has not been issued yet."),
        Actor.RATING_OFFICIAL,
    ),
    Missing.BEHAVIOR_NOT_RATED: Waiting(
        Text("Perilaku kerja belum dinilai.", "Work behaviour has not been rated yet."),
        Actor.RATERS,
    ),
    Missing.NO_COUNTED_RATERS: Waiting(
        Text("Penilai yang wajib belum menilai perilaku.", "The raters that must answer have not rated behaviour yet."),
        Actor.RATING_OFFICIAL,
    ),
    Missing.NO_UNIT_SURVEY: Waiting(
        Text(
            "Unit ini dan unit di atasnya belum memiliki hasil survei kepuasan yang terbit untuk tahun ini.",
            "Neither this unit nor one above it has a published satisfaction result for this year.",
        ),
        Actor.SURVEY_OFFICER,
    ),
    Missing.NO_SELF_ASSESSMENT: Waiting(
        Text("Pegawai belum menilai perilakunya sendiri.", "The employee has not assessed the own behaviour yet."),
        Actor.EMPLOYEE,
    ),
    Missing.NOTHING_ACCEPTED: Waiting(
        Text(
            "Belum ada realisasi berupa angka yang diterima pejabat penilai.",
            "The rating official has not accepted a realization in numbers yet.",
        ),
        Actor.RATING_OFFICIAL,
    ),
    Missing.SOURCE_NOT_CONNECTED: Waiting(
        Text("Komponen kebijakan ini belum memiliki sumber data.", "This component of the policy has no data source."),
        Actor.HR,
    ),
}


ORIGINS: Mapping[SourceKind, Text] = {
    SourceKind.EVALUATION: Text(
        "Diambil dari evaluasi kinerja tahunan yang sudah ditetapkan.", "Taken from the issued annual evaluation."
    ),
    SourceKind.BEHAVIOR_RATINGS: Text(
        "Diambil dari penilaian perilaku untuk SKP tahun ini, menurut kelompok penilai; rekan kerja dan bawahan "
        "dihitung dan disebut hanya bila pengumpulannya sudah ditutup dan jawabannya cukup.",
        "Taken from the behaviour ratings of this year's plan, by rater group; peers and subordinates count and are "
        "named only where their collecting has closed and enough of them answered.",
    ),
    SourceKind.SELF_ASSESSMENT: Text(
        "Diambil dari penilaian diri pegawai untuk SKP tahun ini.",
        "Taken from the employee's own assessment for this year's plan.",
    ),
    SourceKind.REALIZATIONS: Text(
        "Dihitung dari realisasi yang diterima atas target berupa angka di SKP tahun ini.",
        "Computed from the accepted realizations of the targets in numbers of this year's plan.",
    ),
}


def source_sentence(source: Json | None) -> Text | None:
    """Say where a component comes from; None for one that is missing."""
    if source is None:
        return None
    match SourceKind(source["kind"]):
        case SourceKind.SURVEY_RESULT:
            return _survey_sentence(source)
        case SourceKind.SANCTIONS:
            return _decrees_sentence(source)
        case kind:
            return ORIGINS[kind]


def group_by_actor(counts: Mapping[str, int]) -> dict[Actor, dict[Missing, int]]:
    """Return how many scores wait for what, by who must act, whoever holds up most first."""
    grouped: dict[Actor, dict[Missing, int]] = {}
    for code, count in counts.items():
        missing = Missing(code)
        grouped.setdefault(WAITING[missing].actor, {})[missing] = count
    return dict(sorted(grouped.items(), key=lambda each: -sum(each[1].values())))


def _decrees_sentence(source: Json) -> Text:
    if not source["decrees"]:
        return Text(
            "Tidak ada hukuman disiplin yang tercatat pada tahun ini.",
            "No disciplinary measure is on record for this year.",
        )
    return Text(
        "Berdasarkan keputusan hukuman disiplin: {decrees}.", "By the decrees of disciplinary measures: {decrees}."
    ).fill(decrees=", ".join(source["decrees"]))


def _survey_sentence(source: Json) -> Text:
    own = Text("unit sendiri", "the own unit")
    above = Text("unit terdekat di atasnya yang memiliki survei", "the nearest unit above that has a survey")
    place = own if source["is_own_unit"] else above
    return Text(
        f"Diambil dari survei kepuasan masyarakat {{name}} ({place.id}), {{respondents}} responden.",
        f"Taken from the citizen satisfaction survey of {{name}} ({place.en}), {{respondents}} respondents.",
    ).fill(name=source["unit_name"], respondents=source["respondents"])


CAUSES: Mapping[RunCause, Text] = {
    RunCause.REQUESTED: Text(
        "Dihitung atas permintaan pengelola kepegawaian.", "Computed because the HR administrator asked for it."
    ),
    RunCause.EVALUATION_ISSUED: Text(
        "Dihitung ulang karena evaluasi kinerja tahunan ditetapkan atau diperbaiki.",
        "Computed again because the annual evaluation was issued or corrected.",
    ),
    RunCause.SANCTION_RECORDED: Text(
        "Dihitung ulang karena hukuman disiplin dicatat.", "Computed again because a disciplinary measure was recorded."
    ),
    RunCause.SURVEY_RESULT_ISSUED: Text(
        "Dihitung ulang karena hasil survei kepuasan masyarakat terbit atau diperbaiki.",
        "Computed again because a citizen satisfaction result was published or corrected.",
    ),
    RunCause.POLICY_PUBLISHED: Text(
        "Dihitung ulang karena kebijakan nilai gabungan yang berlaku untuk tahun itu diganti.",
        "Computed again because the policy of the composite score for that year was replaced.",
    ),
}
