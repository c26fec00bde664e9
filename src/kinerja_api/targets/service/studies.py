"""What the plan of a student begins with: the three indicators of study leave, for the student to fit to the programme.

Tasks of the programme, academic evaluation (IP/IPK), graduation in time with the index 100 (KMK 127/2026, a rule of one
agency; no national wording was found).
"""

from decimal import Decimal

from kinerja_api.targets.schemas import IndicatorIn, TargetIn
from kinerja_api.targets.types import Aspect, StudyIndicator, TargetClass

STUDY_TARGET = TargetIn(
    title="Tugas belajar diselesaikan tepat waktu dengan hasil akademik yang ditetapkan",
    classification=TargetClass.INDIVIDU,
    indicators=[
        IndicatorIn(
            aspect=Aspect.KUANTITAS,
            title="Tugas program studi yang diselesaikan setiap semester",
            target_text="Semua tugas program studi pada semester berjalan",
            study_kind=StudyIndicator.TUGAS_PROGRAM,
        ),
        IndicatorIn(
            aspect=Aspect.KUALITAS,
            title="Evaluasi akademik (IP/IPK) setiap semester",
            target_text="IP/IPK sesuai ketentuan program studi dan pemberi tugas belajar",
            study_kind=StudyIndicator.EVALUASI_AKADEMIK,
        ),
        IndicatorIn(
            aspect=Aspect.WAKTU,
            title="Indeks kelulusan tepat waktu",
            target_value=Decimal(100),
            unit="indeks",
            study_kind=StudyIndicator.LULUS_TEPAT_WAKTU,
        ),
    ],
)
