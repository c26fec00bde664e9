"""What diplomas and examinations decide: the ceiling, the service examinations, and the two kinds led by a diploma."""

from collections.abc import Sequence

from kinerja_api.scoring.operations import Operation
from kinerja_api.scoring.schemes.criteria import Check, listed, same
from kinerja_api.scoring.schemes.promotion.case import Case
from kinerja_api.scoring.text import Text
from kinerja_api.scoring.trace import Noted
from kinerja_api.scoring.words import term

RECORD_EDUCATION = Text("Catat pendidikan pegawai.", "Record the employee's education.")


def education_ceiling(case: Case) -> list[Check]:
    """Regular promotion ends at the rank that the highest diploma allows."""
    tracer, following = case.tracer, case.next_rank
    ceiling = case.highest_by_diploma("ceiling", "education_ceiling")
    return [
        Check(
            "education_ceiling",
            tracer.to_truth(Operation.NOT_HIGHER, "within_ceiling", case.ladder, following, ceiling),
            found=_diplomas(case),
            required=Text("{next} tidak melampaui {ceiling}", "{next} not above {ceiling}").fill(
                next=following.value, ceiling=same(ceiling.value)
            ),
            when_not_met=Text(
                "Pendidikan membatasi kenaikan pangkat reguler sampai {ceiling}.",
                "The diploma limits regular promotion to {ceiling}.",
            ).fill(ceiling=same(ceiling.value)),
            when_pending=RECORD_EDUCATION,
        )
    ]


def superior_rank(case: Case) -> list[Check]:
    """Until May 2025 a regular promotion could not pass the direct superior's rank."""
    tracer, following = case.tracer, case.next_rank
    limits = tracer.flag("superior_rank_limits")
    free = tracer.to_truth(Operation.NOT, "free_of_superior", limits, quiet=True)
    superior = tracer.fact("superior_rank", case.facts.superior_rank)
    below = tracer.to_truth(Operation.NOT_HIGHER, "not_above_superior", case.ladder, following, superior)
    return [
        Check(
            "superior_rank",
            tracer.to_truth(Operation.ANY, "superior_allows", free, below),
            found=same(superior.value) if limits.value else Text("tidak dilihat", "not looked at"),
            required=(
                Text("tidak melampaui pangkat atasan", "not above the superior's rank")
                if limits.value
                else Text("tidak dibatasi pangkat atasan", "not limited by the superior's rank")
            ),
            when_not_met=Text(
                "{next} melampaui pangkat atasan langsung.", "{next} is above the direct superior's rank."
            ).fill(next=following.value),
            when_pending=Text("Catat pangkat atasan langsung.", "Record the direct superior's rank."),
        )
    ]


def exam(case: Case) -> list[Check]:
    """Crossing into III/a or IV/a takes a service examination, or one of its exemptions."""
    tracer = case.tracer
    needed = tracer.find_word("exam_needed", tracer.table("exam_required"), case.next_rank)
    if needed.value is None:
        return []
    passed = case.exams
    trained = tracer.fact("trainings", tuple(sorted(case.facts.trainings)))
    diplomas = tracer.to_words(Operation.LOOKUP, "exempt_diplomas", tracer.sheet("exam_exempt_education"), needed)
    courses = tracer.to_words(Operation.LOOKUP, "exempt_trainings", tracer.sheet("exam_exempt_training"), needed)
    kinds = tracer.words("exam_exempt_kinds")
    reasons = [
        tracer.to_truth(Operation.MEMBER, "passed_exam", passed, needed),
        tracer.to_truth(Operation.MEMBER, "exempt_by_kind", kinds, case.promotion_kind, quiet=True),
        tracer.to_truth(Operation.SHARE_ANY, "exempt_by_training", courses, trained),
        *_exempt_by_education(case, diplomas),
    ]
    return [
        Check(
            "exam",
            tracer.to_truth(Operation.ANY, "exam_settled", *reasons),
            found=listed([term(one) for one in (*passed.value, *trained.value)]),
            required=Text("{exam}, atau dikecualikan", "{exam}, or exempt").fill(exam=term(needed.value)),
            when_not_met=Text(
                "Belum lulus {exam} dan tidak ada pengecualian.", "{exam} is not passed and no exemption applies."
            ).fill(exam=term(needed.value)),
            when_pending=RECORD_EDUCATION,
        )
    ]


def _exempt_by_education(case: Case, diplomas: Noted[tuple[str, ...]]) -> Sequence[Noted[bool | None]]:
    if not case.educations:
        return [case.tracer.fact("exempt_by_education", None)]
    return [
        case.tracer.to_truth(Operation.MEMBER, f"exempt_by_education.{one.value}", diplomas, one)
        for one in case.educations
    ]


def diploma_target(case: Case) -> list[Check]:
    """A new diploma raises to its rank whoever stands at most at the rank that its row names; levels may be skipped."""
    tracer, target = case.tracer, case.next_rank
    highest = case.highest_by_diploma("highest_before", "diploma_highest_before")
    fits = tracer.to_truth(Operation.NOT_HIGHER, "low_enough_for_diploma", case.ladder, case.rank, highest)
    return [
        Check(
            "diploma",
            tracer.to_truth(Operation.ALL, "diploma_raises", *_named(case, highest), fits),
            found=_diplomas(case),
            required=Text("ijazah baru, pangkat paling tinggi {highest}", "new diploma, rank at most {highest}").fill(
                highest=same(highest.value)
            ),
            when_not_met=Text(
                "Ijazah yang tercatat tidak menaikkan pangkat {rank}.", "No diploma on record raises the rank {rank}."
            ).fill(rank=case.rank.value),
            when_met=Text("Naik ke {target}.", "Raised to {target}.").fill(target=same(target.value)),
            when_pending=RECORD_EDUCATION,
        )
    ]


def study_target(case: Case) -> list[Check]:
    """After a study assignment the rank becomes the one at which the diploma begins, if that is higher."""
    tracer, target = case.tracer, case.next_rank
    reached = tracer.to_truth(Operation.NOT_HIGHER, "has_starting_rank", case.ladder, target, case.rank, quiet=True)
    return [
        Check(
            "diploma",
            tracer.to_truth(Operation.NOT, "below_starting_rank", reached),
            found=_diplomas(case),
            required=Text("pangkat di bawah pangkat awal ijazah", "rank below the starting rank of the diploma"),
            when_not_met=Text(
                "Pangkat {rank} sudah setara atau di atas pangkat awal ijazah.",
                "The rank {rank} is the starting rank of the diploma already, or above it.",
            ).fill(rank=case.rank.value),
            when_met=Text("Naik ke {target}.", "Raised to {target}.").fill(target=same(target.value)),
            when_pending=RECORD_EDUCATION,
        )
    ]


def diploma_exam(case: Case) -> list[Check]:
    """The adjustment to a diploma takes an examination of its own (UKPPI)."""
    tracer = case.tracer
    accepted = tracer.words("diploma_exams")
    passed = case.exams
    said = listed([term(one) for one in accepted.value])
    return [
        Check(
            "diploma_exam",
            tracer.to_truth(Operation.SHARE_ANY, "passed_diploma_exam", accepted, passed),
            found=listed([term(one) for one in passed.value]),
            required=said,
            when_not_met=Text("Belum lulus {exam}.", "Not passed: {exam}.").fill(exam=said),
        )
    ]


def _named(case: Case, highest: Noted[str | None]) -> list[Noted[bool | None]]:
    """Diplomas on record of which the table names none raise nobody; without any on record that stays open."""
    if highest.value is not None or not case.educations:
        return []
    table = case.tracer.table("diploma_highest_before")
    return [
        case.tracer.to_truth(Operation.MEMBER, f"diploma_named.{one.value}", table, one, quiet=True)
        for one in case.educations
    ]


def _diplomas(case: Case) -> Text:
    return listed([term(one.value) for one in case.educations])
