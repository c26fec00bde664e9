"""The life of a run that gives many employees a draft from a template."""

from kinerja_api.kit.jobs.life import life_of_run
from kinerja_api.kit.text import Text
from kinerja_api.targets.lifecycle import PLANNING

ASSIGNMENT = life_of_run(
    "plan_assignment_run",
    PLANNING,
    begin=Text("Mulai membagikan (oleh sistem)", "Begin (by the system)"),
    cancel=Text("Batalkan; SKP yang sudah dibuat tetap ada", "Cancel; plans that were made stay"),
)
