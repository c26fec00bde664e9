"""The steps and words of a year of plans, a suggested rating, and the note on a departure, as people read them."""

from kinerja_api.scoring.text import Text

STEPS = {
    "away": Text("Tidak bekerja karena", "Not at work because of"),
    "away_first_day": Text("Tidak bekerja sejak", "Not at work from"),
    "away_last_day": Text("Tidak bekerja sampai", "Not at work to"),
    "compared_achievement": Text("Capaian yang dibandingkan", "Achievement that is compared"),
    "considered_predicate": Text(
        "Predikat SKP sebelumnya yang dipertimbangkan", "Considered predicate of the earlier plan"
    ),
    "deciding_rater": Text("Penilai yang menetapkan", "Rater who decides"),
    "exact_achievement": Text("Capaian dalam persen", "Achievement in percent"),
    "months_worked": Text("Bulan yang dijalani", "Months worked"),
    "note_required": Text("Catatan alasan diperlukan", "A note with the reason is needed"),
    "plan": Text("SKP", "Plan"),
    "plan_first_day": Text("SKP berlaku sejak", "Plan from"),
    "plan_last_day": Text("SKP berlaku sampai", "Plan to"),
    "plan_rater": Text("Penilai SKP", "Rater of the plan"),
    "suggested_rating": Text("Rating yang disarankan", "Suggested rating"),
    "whole_year": Text("Bekerja sepanjang tahun", "Worked the whole year"),
}

TERMS = {
    "belum_bertugas": Text("belum bertugas", "not on duty yet"),
    "cuti_sakit": Text("cuti sakit", "sick leave"),
    "cuti_besar": Text("cuti besar", "long leave"),
    "cuti_melahirkan": Text("cuti melahirkan", "maternity leave"),
    "berakhir_bertugas": Text("berakhir bertugas", "duty ended"),
}
