"""Problems: every answer that is not a success, as one family of exceptions (RFC 9457).

A problem has a stable code, a status, a title and a help text in Indonesian and English. The catalogue of all
problems is built from the classes themselves; `/problems/{code}` shows it, so every `type` resolves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from kinerja_api.kit.text import Basis, Text

CATALOGUE: dict[str, type["Problem"]] = {}


@dataclass(frozen=True, slots=True)
class FieldError:
    """One fault in a request: where (JSON Pointer into the body, or a parameter's name), which, and what to do."""

    code: str
    detail: Text
    pointer: str | None = None
    parameter: str | None = None


class Problem(Exception):  # noqa: N818  named after the situation, as style.md asks
    """A situation that ends a request without success.

    Subclasses state `status`, `code` (stable, SCREAMING_SNAKE), `title` and `advice` (cause and what to do).
    """

    status: ClassVar[int]
    code: ClassVar[str]
    title: ClassVar[Text]
    advice: ClassVar[Text]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "code" in cls.__dict__:
            known = CATALOGUE.setdefault(cls.code, cls)
            if known.__qualname__ != cls.__qualname__:
                message = f"problem code {cls.code} is taken by {known.__qualname__}"
                raise TypeError(message)

    def __init__(
        self,
        detail: Text | None = None,
        *,
        errors: Sequence[FieldError] = (),
        basis: Sequence[Basis] = (),
        headers: Mapping[str, str] | None = None,
        extra: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(self.code)
        self.detail = detail or self.advice
        self.errors = tuple(errors)
        self.basis = tuple(basis)
        self.headers = dict(headers or {})
        self.extra = dict(extra or {})


class BadRequest(Problem):
    """The request cannot be read at all."""

    status = 400
    code = "BAD_REQUEST"
    title = Text("Permintaan tidak dapat dibaca", "The request cannot be read")
    advice = Text(
        "Periksa bentuk permintaan: JSON yang benar, nama parameter yang dikenal, dan tidak ada nama ganda.",
        "Check the form of the request: valid JSON, known parameter names, and no name twice.",
    )


class BadCursor(Problem):
    """A page cursor that this list did not give out."""

    status = 400
    code = "BAD_CURSOR"
    title = Text("Penanda halaman tidak berlaku", "The page cursor is not valid")
    advice = Text(
        "Pakai nilai `next` dari jawaban sebelumnya dengan saringan yang sama, atau mulai lagi tanpa cursor.",
        "Use the `next` value of the previous answer with the same filters, or start again without a cursor.",
    )


class Unauthenticated(Problem):
    """No token, or one that is not accepted."""

    status = 401
    code = "UNAUTHENTICATED"
    title = Text("Belum masuk", "Not signed in")
    advice = Text(
        "Masuk lewat POST /v1/auth/tokens lalu kirim access_token di header Authorization: Bearer.",
        "Sign in at POST /v1/auth/tokens and send the access_token in the header Authorization: Bearer.",
    )


class Forbidden(Problem):
    """The caller may see the object but not do this to it."""

    status = 403
    code = "FORBIDDEN"
    title = Text("Tidak berwenang", "Not allowed")
    advice = Text(
        "Peran Anda tidak memuat tindakan ini. Hubungi pengelola kepegawaian bila menurut Anda seharusnya boleh.",
        "Your role does not include this action. Ask your HR administrator if you think it should.",
    )


class NotFound(Problem):
    """No such thing, or none that the caller may see: the two look the same on purpose (C16)."""

    status = 404
    code = "NOT_FOUND"
    title = Text("Tidak ditemukan", "Not found")
    advice = Text(
        "Alamat atau id tidak ada, atau bukan bagian yang boleh Anda lihat. Periksa id-nya.",
        "The address or id does not exist, or is not yours to see. Check the id.",
    )


class MethodNotAllowed(Problem):
    """The address exists, but not for this method."""

    status = 405
    code = "METHOD_NOT_ALLOWED"
    title = Text("Metode tidak tersedia", "Method not available")
    advice = Text(
        "Lihat header Allow untuk metode yang tersedia di alamat ini.",
        "See the Allow header for the methods of this address.",
    )


class Conflict(Problem):
    """The request is right in form but the present state of things refuses it."""

    status = 409
    code = "CONFLICT"
    title = Text("Bertentangan dengan keadaan sekarang", "In conflict with the present state")
    advice = Text(
        "Muat ulang data, lihat keadaannya sekarang, lalu putuskan lagi.",
        "Reload the data, look at its present state, then decide again.",
    )


class AlreadyExists(Conflict):
    """Something unique is there already."""

    code = "ALREADY_EXISTS"
    title = Text("Sudah ada", "Already there")
    advice = Text(
        "Data dengan tanda pengenal ini sudah ada. Ubah yang ada, atau pakai tanda pengenal lain.",
        "A record with this identity is there already. Change that one, or use another identity.",
    )


class IllegalTransition(Conflict):
    """A lifecycle step that is not possible from the present state."""

    code = "ILLEGAL_TRANSITION"
    title = Text("Langkah ini belum atau tidak dapat dilakukan", "This step is not possible now")
    advice = Text(
        "Lihat `possible` untuk langkah yang tersedia dari keadaan sekarang.",
        "See `possible` for the steps available from the present state.",
    )


class KeyInProgress(Conflict):
    """A request with the same Idempotency-Key is still running."""

    code = "IDEMPOTENCY_KEY_IN_PROGRESS"
    title = Text("Permintaan yang sama masih diproses", "The same request is still running")
    advice = Text(
        "Tunggu sebentar lalu kirim ulang dengan kunci yang sama.", "Wait a moment, then retry with the same key."
    )


class StaleVersion(Problem):
    """If-Match names a version that is no longer the present one."""

    status = 412
    code = "STALE_VERSION"
    title = Text("Data sudah berubah", "The data has changed")
    advice = Text(
        "Orang lain mengubah data ini lebih dulu. Muat ulang, ambil ETag baru, lalu ulangi perubahan Anda.",
        "Somebody changed this first. Reload it, take the new ETag, then make your change again.",
    )


class PayloadTooLarge(Problem):
    """More bytes than this operation takes."""

    status = 413
    code = "PAYLOAD_TOO_LARGE"
    title = Text("Isi permintaan terlalu besar", "The request body is too large")
    advice = Text(
        "Kirim isi yang lebih kecil; batasnya ada di dokumentasi.", "Send less; the limit is in the documentation."
    )


class UnsupportedMediaType(Problem):
    """A body of a type that this operation does not take."""

    status = 415
    code = "UNSUPPORTED_MEDIA_TYPE"
    title = Text("Jenis isi tidak didukung", "Content type not supported")
    advice = Text("Kirim dengan Content-Type: application/json.", "Send it with Content-Type: application/json.")


class Invalid(Problem):
    """Understood, but not valid; `errors` names each place."""

    status = 422
    code = "INVALID"
    title = Text("Isian tidak sah", "The input is not valid")
    advice = Text(
        "Perbaiki setiap isian yang disebut di `errors`, lalu kirim lagi.",
        "Correct every field named in `errors`, then send it again.",
    )


class KeyReused(Problem):
    """The Idempotency-Key was used before with another payload."""

    status = 422
    code = "IDEMPOTENCY_KEY_REUSED"
    title = Text("Kunci sudah dipakai untuk isi lain", "The key was used for another payload")
    advice = Text("Pakai Idempotency-Key baru untuk permintaan baru.", "Use a new Idempotency-Key for a new request.")


class PreconditionMissing(Problem):
    """A change without If-Match."""

    status = 428
    code = "PRECONDITION_REQUIRED"
    title = Text("If-Match belum dikirim", "If-Match is missing")
    advice = Text(
        "Ambil data dengan GET, lalu kirim ETag-nya di header If-Match, agar perubahan orang lain tidak hilang.",
        "GET the data first and send its ETag in the If-Match header, so that nobody's change is lost.",
    )


class TooManyRequests(Problem):
    """Too many requests in a short time."""

    status = 429
    code = "TOO_MANY_REQUESTS"
    title = Text("Terlalu banyak permintaan", "Too many requests")
    advice = Text(
        "Tunggu sesuai header Retry-After, lalu coba lagi.", "Wait as long as Retry-After says, then try again."
    )


class InternalError(Problem):
    """A fault of ours; the trace id finds it in the log."""

    status = 500
    code = "INTERNAL_ERROR"
    title = Text("Kesalahan di sisi kami", "A fault on our side")
    advice = Text(
        "Tidak ada yang tersimpan. Coba lagi; bila berulang, laporkan dengan trace_id ini.",
        "Nothing was stored. Try again; if it happens again, report it with this trace_id.",
    )


class Unavailable(Problem):
    """The database is away or too busy; nothing was stored."""

    status = 503
    code = "UNAVAILABLE"
    title = Text("Layanan sedang sibuk", "The service is busy")
    advice = Text("Coba lagi setelah waktu di header Retry-After.", "Try again after the time in Retry-After.")

    def __init__(self, detail: Text | None = None) -> None:
        super().__init__(detail, headers={"Retry-After": "2"})
