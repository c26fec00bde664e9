"""The life of a run that prepares evaluations."""

from kinerja_api.evaluations.errors import EVALUATING
from kinerja_api.kit.jobs.life import life_of_run
from kinerja_api.kit.text import Text

RUN = life_of_run(
    "evaluation_run",
    EVALUATING,
    begin=Text("Mulai menyiapkan (oleh sistem)", "Begin (by the system)"),
    cancel=Text("Batalkan; yang sudah disiapkan tetap ada", "Cancel; what is prepared already stays"),
)
