"""The life of a score run."""

from kinerja_api.kit.jobs.life import life_of_run
from kinerja_api.kit.text import Text
from kinerja_api.scores.errors import OWN_INDEX

RUN = life_of_run(
    "score_run",
    OWN_INDEX,
    begin=Text("Mulai menghitung (oleh sistem)", "Begin (by the system)"),
    cancel=Text("Batalkan; yang sudah dihitung tetap tersimpan", "Cancel; what is computed already stays"),
)
