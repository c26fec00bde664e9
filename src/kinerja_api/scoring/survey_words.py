"""The words of perception surveys, of the treatment of cost, and of an agency's index; `words` joins them."""

from kinerja_api.scoring.text import Text

STEPS = {
    "agency_method": Text("Cara menggabungkan indeks unit", "How the indices of units are joined"),
    "cost_mode": Text("Perlakuan unsur biaya", "Treatment of the element of cost"),
    "designation": Text("Predikat yang diusulkan", "Designation proposed"),
    "index_on_four": Text("Indeks pada skala 4", "Index on the scale of four"),
    "minimum_index": Text("Indeks minimum", "Minimum index"),
    "minimum_reached": Text("Indeks minimum tercapai", "Minimum index reached"),
    "scale": Text("Jawaban tertinggi", "Highest answer"),
    "scale_divisor": Text("Pembagi skala", "Divisor of the scale"),
    "scaled_mean": Text("Rata-rata butir pada skala 4", "Mean of the item on the scale of four"),
    "unit_counts": Text("Unit dihitung sebagai", "The unit counts as"),
    "unit_index": Text("Indeks unit", "Index of the unit"),
    "units_counted": Text("Jumlah yang dihitung", "Counted together"),
}

TERMS = {
    "gratis_otomatis": Text("gratis, diisi otomatis", "free, filled in by rule"),
    "disesuaikan": Text("pertanyaan disesuaikan", "asked in other words"),
    "dikecualikan": Text("dikecualikan", "left out"),
    "mean_of_units": Text("rata-rata indeks unit", "mean of the units' indices"),
    "weighted_by_respondents": Text("ditimbang menurut responden", "weighted by respondents"),
    "wbk": Text("WBK", "WBK"),
    "wbbm": Text("WBBM", "WBBM"),
}
