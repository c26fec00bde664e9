"""Problems of imports: a file that cannot be read at all, and the sentences for what is wrong with its rows."""

from dataclasses import dataclass

from kinerja_api.exchange.types import FaultCode, Fixer
from kinerja_api.kit.problems import Invalid
from kinerja_api.kit.text import Text


class UnreadableFile(Invalid):
    """A file whose rows cannot even be told apart."""

    code = "UNREADABLE_FILE"
    title = Text("Berkas tidak dapat dibaca", "The file cannot be read")
    advice = Text(
        "Simpan sebagai CSV UTF-8 dengan baris judul kolom, lalu kirim lagi.",
        "Save it as CSV UTF-8 with a header row and send it again.",
    )


@dataclass(frozen=True, slots=True)
class FaultText:
    """What is wrong, and who must put it right."""

    text: Text
    fixer: Fixer


FIXERS: dict[Fixer, Text] = {
    Fixer.SENDER: Text("Penyusun berkas", "Whoever made the file"),
    Fixer.HR_ADMIN: Text("Pengelola kepegawaian", "The HR administrator"),
    Fixer.ORGANIZATION_KEEPER: Text(
        "Pengelola organisasi (tambah unit atau jabatannya dahulu), atau penyusun berkas bila kodenya salah",
        "The keeper of the organisation (add the unit or post first), or whoever made the file if the code is wrong",
    ),
    Fixer.ACCOUNT_KEEPER: Text("Pengelola akun", "The keeper of accounts"),
}

FAULTS: dict[FaultCode, FaultText] = {
    FaultCode.CELL_COUNT: FaultText(
        Text(
            "Baris ini memuat {found} sel, judulnya {expected}. Periksa pemisah dan tanda kutip.",
            "This row has {found} cells, the header {expected}. Check separators and quotes.",
        ),
        Fixer.SENDER,
    ),
    FaultCode.REQUIRED: FaultText(Text("Wajib diisi.", "This is required."), Fixer.SENDER),
    FaultCode.REQUIRED_TOGETHER: FaultText(
        Text("Wajib diisi bila {other} diisi.", "This is required when {other} is given."), Fixer.SENDER
    ),
    FaultCode.TOO_LONG: FaultText(Text("Paling banyak {most} karakter.", "At most {most} characters."), Fixer.SENDER),
    FaultCode.CONTROL_CHARACTER: FaultText(
        Text(
            "Memuat karakter kendali atau karakter tak terlihat; ketik ulang.",
            "It contains control or invisible characters; type it again.",
        ),
        Fixer.SENDER,
    ),
    FaultCode.NIP_NOT_VALID: FaultText(
        Text("{why_id} Periksa SK pengangkatan.", "{why_en} Check the decree of appointment."), Fixer.HR_ADMIN
    ),
    FaultCode.UNKNOWN_EMPLOYMENT: FaultText(
        Text("Pakai salah satu dari: {known}.", "Use one of: {known}."), Fixer.SENDER
    ),
    FaultCode.UNKNOWN_RANK: FaultText(
        Text(
            "Pangkat/golongan tidak dikenal untuk {employment}. PNS: I/a sampai IV/e; PPPK: I sampai XVII.",
            "No such rank for {employment}. PNS: I/a to IV/e; PPPK: I to XVII.",
        ),
        Fixer.SENDER,
    ),
    FaultCode.UNKNOWN_EDUCATION: FaultText(
        Text("Pakai salah satu dari: {known}.", "Use one of: {known}."), Fixer.SENDER
    ),
    FaultCode.UNKNOWN_UNIT: FaultText(
        Text("Tidak ada unit dengan kode ini.", "There is no unit with this code."), Fixer.ORGANIZATION_KEEPER
    ),
    FaultCode.UNKNOWN_POSITION: FaultText(
        Text("Tidak ada jabatan dengan kode ini.", "There is no post with this code."), Fixer.ORGANIZATION_KEEPER
    ),
    FaultCode.POSITION_OF_ANOTHER_UNIT: FaultText(
        Text("Jabatan ini bukan jabatan unit {unit}.", "This post does not belong to the unit {unit}."),
        Fixer.ORGANIZATION_KEEPER,
    ),
    FaultCode.NOT_A_DATE: FaultText(
        Text("Tulis tanggal sebagai TTTT-BB-HH, misalnya 2026-04-01.", "Write a date as YYYY-MM-DD, as 2026-04-01."),
        Fixer.SENDER,
    ),
    FaultCode.DATE_TOO_EARLY: FaultText(
        Text("Tanggal ini tidak sesudah tanggal lahir {born}.", "This day is not after the birth date {born}."),
        Fixer.HR_ADMIN,
    ),
    FaultCode.DATE_TOO_LATE: FaultText(
        Text("Tanggal ini sesudah {latest}.", "This day is after {latest}."), Fixer.HR_ADMIN
    ),
    FaultCode.USERNAME_NOT_VALID: FaultText(
        Text(
            "Nama pengguna memakai huruf kecil, angka, titik, garis bawah, atau strip; paling banyak 60 karakter.",
            "A user name has small letters, digits, dots, underscores or hyphens; at most 60 characters.",
        ),
        Fixer.SENDER,
    ),
    FaultCode.REPEATED_NIP: FaultText(
        Text("NIP ini sudah ada di baris {line}.", "This NIP stands in line {line} already."), Fixer.SENDER
    ),
    FaultCode.REPEATED_USERNAME: FaultText(
        Text("Nama pengguna ini sudah ada di baris {line}.", "This user name stands in line {line} already."),
        Fixer.SENDER,
    ),
    FaultCode.HEAD_POST_TAKEN: FaultText(
        Text(
            "Jabatan kepala unit ini sudah terisi oleh pegawai lain. Pindahkan atau akhiri penempatannya dahulu.",
            "This head's post is held by another employee. Move that person or end the assignment first.",
        ),
        Fixer.HR_ADMIN,
    ),
    FaultCode.HEAD_POST_TWICE: FaultText(
        Text(
            "Jabatan kepala unit ini sudah diberikan di baris {line}.",
            "This head's post is given in line {line} already.",
        ),
        Fixer.HR_ADMIN,
    ),
    FaultCode.LATER_POST_RECORDED: FaultText(
        Text(
            "Sudah tercatat jabatan dengan tanggal sesudah {given}. Ubah riwayat jabatannya satu per satu.",
            "A post that begins after {given} is on record. Change the history of posts by hand.",
        ),
        Fixer.HR_ADMIN,
    ),
    FaultCode.USERNAME_TAKEN: FaultText(
        Text("Nama pengguna ini milik akun lain.", "This user name belongs to another account."), Fixer.ACCOUNT_KEEPER
    ),
    FaultCode.OTHER_USERNAME: FaultText(
        Text(
            "Pegawai ini sudah memiliki akun dengan nama {known}.",
            "This employee has an account with the name {known} already.",
        ),
        Fixer.ACCOUNT_KEEPER,
    ),
}
