"""The routers under /v1, and what each group of them is for; nothing else."""

from kinerja_api.audit.router import router as audit
from kinerja_api.behavior.router import router as behavior
from kinerja_api.cycles.router import router as cycles
from kinerja_api.employees.router import delegations, histories, people, statuses, teams
from kinerja_api.evaluations.router import (
    calibrations,
    evaluation_runs,
    evaluations,
    host_evaluations,
    objections,
    organizations,
)
from kinerja_api.exchange.router import router as exchange
from kinerja_api.feedback.router import follow_ups, meetings, notes, observations, remarks
from kinerja_api.identity.router import router as identity
from kinerja_api.kit.text import Text
from kinerja_api.monitoring.router import router as monitoring
from kinerja_api.organization.router import router as organization
from kinerja_api.policies.router import overlays, versions
from kinerja_api.promotion.router import router as promotion
from kinerja_api.realizations.router import actions, activities, realizations
from kinerja_api.scores.router import criteria, runs, scores, simulations
from kinerja_api.surveys.router import citizens, officers
from kinerja_api.targets.router import cascades, plan_changes, plan_contents, plan_templates, targets

TAGS = {
    "identity": Text("Masuk, sesi, dan akun.", "Signing in, sessions and accounts."),
    "organization": Text("Instansi, unit organisasi, dan jabatan.", "Agencies, units and posts."),
    "employees": Text(
        "Pegawai, riwayatnya, siapa menilai siapa, dan tim kerja.",
        "Employees, their histories, who rates whom, and work teams.",
    ),
    "cycles": Text("Tahun kinerja dan periode penilaian.", "Performance years and their periods."),
    "policies": Text(
        "Kebijakan dan kriteria penilaian dengan dasar hukumnya.", "Policies and criteria, with their law."
    ),
    "targets": Text("SKP: rencana hasil kerja dan indikatornya.", "Target plans, targets and indicators."),
    "realizations": Text(
        "Rencana aksi, realisasi, dan bukti dukung.", "Action plans, realizations and their evidence."
    ),
    "activities": Text("Aktivitas harian dari ponsel.", "Daily activities from phones."),
    "feedback": Text(
        "Umpan balik, rapat evaluasi dan tindak lanjutnya, wawancara dan observasi, catatan perbaikan.",
        "Feedback, review meetings and follow-ups, interviews and observations, notes for improvement.",
    ),
    "behavior": Text("Penilaian perilaku BerAKHLAK.", "Behaviour ratings by the seven BerAKHLAK values."),
    "evaluations": Text(
        "Evaluasi kinerja: capaian organisasi, predikat, sebaran, kalibrasi, keberatan.",
        "Evaluations: organisation results, predicates, distribution, calibration, objections.",
    ),
    "surveys": Text("Survei kepuasan masyarakat (SKM).", "Citizen satisfaction surveys."),
    "scores": Text("Nilai gabungan dan penjelasannya.", "Composite scores and their explanation."),
    "promotion": Text("Kelayakan kenaikan pangkat.", "Eligibility for promotion."),
    "monitoring": Text("Tugas setiap orang.", "What each person must do."),
    "exchange": Text("Impor data dari berkas dan sistem lain.", "Imports from files and other systems."),
    "audit": Text("Jejak audit.", "The audit trail."),
}

# The ids in the examples of the contract, by the name of the field; the demo gives them to what it makes (demo/).
EXAMPLE_IDS = {
    name: f"0198c0de-{kind}-7000-8000-000000000001"
    for name, kind in {
        "agency_id": "0101",
        "unit_id": "0102",
        "position_id": "0103",
        "rater_id": "0104",
        "account_id": "0105",
        "employee_id": "0106",
        "peer_position_id": "0107",
        "status_id": "0109",
        "hosted_status_id": "010a",
        "team_id": "010b",
        "membership_id": "010c",
        "delegation_id": "010d",
        "cycle_id": "0201",
        "period_id": "0202",
        "plan_id": "0301",
        "target_id": "0302",
        "change_request_id": "0303",
        "template_id": "0304",
        "assignment_run_id": "0305",
        "indicator_id": "0401",
        "realization_id": "0402",
        "evidence_id": "0403",
        "activity_id": "0404",
        "action_plan_id": "0405",
        "action_step_id": "0406",
        "feedback_id": "0501",
        "meeting_id": "0502",
        "follow_up_id": "0503",
        "observation_id": "0504",
        "note_id": "0505",
        "request_id": "0601",
        "rating_id": "0602",
        "collection_id": "0603",
        "assessment_id": "0604",
        "organization_result_id": "0701",
        "evaluation_id": "0702",
        "objection_id": "0703",
        "calibration_id": "0704",
        "evaluation_run_id": "0705",
        "service_id": "0801",
        "survey_id": "0802",
        "result_id": "0803",
        "run_id": "0901",
        "score_id": "0902",
        "proposal_id": "0a01",
        "import_id": "0b01",
        "version_id": "0c01",
        "overlay_id": "0c02",
        "acknowledgement_id": "0c04",
        "relative_id": "0104",
        "parent_id": "0108",
    }.items()
}

ROUTERS = (
    identity,
    organization,
    people,
    histories,
    statuses,
    delegations,
    teams,
    cycles,
    versions,
    overlays,
    targets,
    plan_contents,
    cascades,
    plan_changes,
    plan_templates,
    realizations,
    actions,
    activities,
    remarks,
    meetings,
    follow_ups,
    observations,
    notes,
    behavior,
    organizations,
    evaluations,
    evaluation_runs,
    host_evaluations,
    calibrations,
    objections,
    officers,
    citizens,
    runs,
    scores,
    simulations,
    criteria,
    promotion,
    monitoring,
    exchange,
    audit,
)
