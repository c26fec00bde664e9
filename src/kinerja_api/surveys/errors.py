"""Problems of surveys."""

from kinerja_api.kit.problems import Conflict, Invalid, TooManyRequests
from kinerja_api.kit.text import Basis, Text

FORMULA = (Basis("PermenPANRB 14/2017", "Lampiran (pengolahan data survei)"),)


class SurveyNotOpen(Conflict):
    """An answer outside the days of the survey."""

    code = "SURVEY_NOT_OPEN"
    title = Text("Survei tidak menerima jawaban", "The survey takes no answers now")
    advice = Text(
        "Survei ini belum dibuka atau sudah ditutup; lihat `opens_on` dan `closes_on`.",
        "This survey is not open yet, or closed; see `opens_on` and `closes_on`.",
    )


class SurveyAlreadyAnswered(Conflict):
    """A second answer with a token that was used."""

    code = "SURVEY_ALREADY_ANSWERED"
    title = Text("Jawaban sudah kami terima", "The answer was received already")
    advice = Text(
        "Jawaban dengan token ini sudah tersimpan dan tidak berubah; tidak perlu dikirim lagi.",
        "An answer with this token is stored and stays as it is; there is no need to send it again.",
    )


class SurveyTokenRefused(Invalid):
    """A token that is expired, of another survey, or not ours."""

    code = "SURVEY_TOKEN_REFUSED"
    title = Text("Token survei tidak berlaku", "The survey token is not valid")
    advice = Text(
        "Buka lagi halaman survei untuk mendapat token baru, lalu kirim jawaban yang sama.",
        "Open the survey page again for a new token, then send the same answers.",
    )


class SurveyThrottled(TooManyRequests):
    """Too many answers to one survey from one address in a short time."""

    code = "SURVEY_THROTTLED"
    title = Text("Terlalu banyak kiriman dari tempat ini", "Too many submissions from this place")
    advice = Text(
        "Jawaban ini belum tersimpan. Tunggu sesuai header Retry-After, lalu kirim lagi dengan token yang sama.",
        "This answer was not stored. Wait as long as Retry-After says, then send it again with the same token.",
    )


class CostModeNotAllowed(Invalid):
    """The cost element treated in a way for which the service gives no ground."""

    code = "COST_MODE_NOT_ALLOWED"
    title = Text("Cara unsur biaya tidak diperbolehkan", "The cost element may not be treated so")
    advice = Text(
        "Pakai cost_mode 'ditanyakan', atau lengkapi dasar hukum bahwa layanan ini gratis.",
        "Use cost_mode 'ditanyakan', or add the legal basis on which the service is free.",
    )


class IndexDoesNotMatch(Invalid):
    """An imported result whose stated index is not what its own numbers give."""

    code = "INDEX_DOES_NOT_MATCH"
    title = Text("Indeks tidak cocok dengan angkanya", "The index does not match its numbers")
    advice = Text(
        "Periksa nilai tiap unsur, jumlah responden, dan konvensi bobot yang dipakai saat hasil itu diterbitkan.",
        "Check the value of each element, the respondents, and the weight convention with which it was published.",
    )


class ResultNotComputable(Invalid):
    """Numbers from which the rule gives no index."""

    code = "RESULT_NOT_COMPUTABLE"
    title = Text("Indeks tidak dapat dihitung", "The index cannot be computed")
    advice = Text("Lengkapi atau perbaiki angka yang disebut.", "Complete or correct the numbers that are named.")
