"""Problems of signing in."""

from kinerja_api.kit.problems import Conflict, Problem, TooManyRequests
from kinerja_api.kit.text import Text


class SignInRefused(Problem):
    """Wrong agency, user name or password: the answer never says which (S22)."""

    status = 401
    code = "SIGN_IN_REFUSED"
    title = Text("Gagal masuk", "Sign-in refused")
    advice = Text(
        "Instansi, nama pengguna, atau kata sandi tidak cocok. Periksa ketiganya; bila lupa, hubungi pengelola.",
        "Agency, user name or password do not match. Check all three; if forgotten, ask your administrator.",
    )


class SignInThrottled(TooManyRequests):
    """Too many failed attempts for this account or address."""

    code = "SIGN_IN_THROTTLED"
    title = Text("Terlalu banyak percobaan masuk", "Too many sign-in attempts")
    advice = Text(
        "Tunggu sesuai header Retry-After, lalu coba lagi. Akun tidak dikunci.",
        "Wait as long as Retry-After says, then try again. The account is not locked.",
    )


class RefreshRefused(Problem):
    """A refresh token that is expired, used before, or not ours."""

    status = 401
    code = "REFRESH_REFUSED"
    title = Text("Sesi berakhir", "The session has ended")
    advice = Text("Masuk lagi lewat POST /v1/auth/tokens.", "Sign in again at POST /v1/auth/tokens.")


class PasswordTooWeak(Problem):
    """The new password breaks the password policy."""

    status = 422
    code = "PASSWORD_TOO_WEAK"
    title = Text("Kata sandi terlalu lemah", "The password is too weak")
    advice = Text(
        "Pakai paling sedikit 12 karakter yang tidak umum dan tidak memuat nama atau NIP.",
        "Use at least 12 characters that are not common and do not contain a name or NIP.",
    )


class PasswordAlreadySet(Conflict):
    """A first password for an account that has one."""

    code = "PASSWORD_ALREADY_SET"
    title = Text("Akun ini sudah memiliki kata sandi", "This account has a password already")
    advice = Text(
        "Kata sandi pertama hanya diberikan sekali, agar pengelola tidak dapat mengambil alih akun orang lain.",
        "A first password is given only once, so that no administrator can take over somebody's account.",
    )
