"""The five agencies of the demo: what each is like. All people and numbers are invented; nobody here exists."""

from dataclasses import dataclass

from kinerja_api.cycles.types import PeriodPattern
from kinerja_api.organization.types import TimeZone


@dataclass(frozen=True, slots=True)
class DemoUnit:
    """A unit: its code, name, the code of the unit above, and the public service that it renders, if any."""

    code: str
    name: str
    parent: str | None = None
    service: str | None = None

    @property
    def seats(self) -> int:
        """How many people work there, its head among them; where citizens are served, enough to rate each other."""
        return 5 if self.service else 2


@dataclass(frozen=True, slots=True)
class DemoAgency:
    """An agency with its units; the first unit is the top."""

    code: str
    name: str
    time_zone: TimeZone
    pattern: PeriodPattern
    units: tuple[DemoUnit, ...]
    # What its people work towards, as the targets of their plans; the first is cascaded from the head's.
    targets: tuple[tuple[str, str, str, str], ...]  # title, indicator, value, unit
    monthly_since: int | None = None

    def pattern_of(self, year: int) -> PeriodPattern:
        """Return how often the agency evaluated in a year; one of them evaluates more often than it used to."""
        return PeriodPattern.MONTHLY if self.monthly_since and year >= self.monthly_since else self.pattern


AGENCIES = (
    DemoAgency(
        "pematangsiantar",
        "Pemerintah Kota Pematangsiantar",
        TimeZone.WIB,
        PeriodPattern.QUARTERLY,
        (
            DemoUnit("disdukcapil", "Dinas Kependudukan dan Pencatatan Sipil"),
            DemoUnit("bidang-capil", "Bidang Pencatatan Sipil", "disdukcapil", "Penerbitan akta kelahiran"),
            DemoUnit("bidang-dafduk", "Bidang Pendaftaran Penduduk", "disdukcapil"),
        ),
        (
            ("Dokumen kependudukan terbit tepat waktu", "Waktu penyelesaian dokumen", "3", "hari kerja"),
            ("Permohonan masyarakat terselesaikan", "Permohonan yang selesai", "1200", "berkas"),
        ),
        monthly_since=2026,
    ),
    DemoAgency(
        "gajahmungkur",
        "Kecamatan Gajahmungkur",
        TimeZone.WIB,
        PeriodPattern.SEMESTER,
        (
            DemoUnit("kecamatan", "Kantor Kecamatan Gajahmungkur"),
            DemoUnit("seksi-pelayanan", "Seksi Pelayanan Umum", "kecamatan", "Pemutakhiran data penduduk"),
            DemoUnit("seksi-pemerintahan", "Seksi Pemerintahan", "kecamatan"),
        ),
        (
            ("Data penduduk mutakhir dan akurat", "Ketepatan pemutakhiran data", "98", "persen"),
            ("Layanan selesai sesuai standar", "Layanan dalam batas waktu", "600", "layanan"),
        ),
    ),
    DemoAgency(
        "lhokseumawe",
        "Pemerintah Kota Lhokseumawe",
        TimeZone.WIB,
        PeriodPattern.QUARTERLY,
        (
            DemoUnit("dinkes", "Dinas Kesehatan"),
            DemoUnit("puskesmas-muara", "Puskesmas Muara Dua", "dinkes", "Pelayanan rawat jalan"),
            DemoUnit("bidang-p2p", "Bidang Pencegahan dan Pengendalian Penyakit", "dinkes"),
        ),
        (
            ("Pasien terlayani sesuai standar", "Pasien yang dilayani", "4800", "pasien"),
            ("Waktu tunggu pasien berkurang", "Rata-rata waktu tunggu", "30", "menit"),
        ),
    ),
    DemoAgency(
        "rakumpit",
        "Kecamatan Rakumpit",
        TimeZone.WIB,
        PeriodPattern.QUARTERLY,
        (
            DemoUnit("kecamatan", "Kantor Kecamatan Rakumpit"),
            DemoUnit("seksi-pelayanan", "Seksi Pelayanan", "kecamatan", "Surat keterangan usaha"),
            DemoUnit("seksi-kesra", "Seksi Kesejahteraan Rakyat", "kecamatan"),
        ),
        (
            ("Surat masyarakat selesai tepat waktu", "Surat yang selesai", "900", "surat"),
            ("Pengaduan masyarakat ditindaklanjuti", "Pengaduan yang ditindaklanjuti", "100", "persen"),
        ),
    ),
    DemoAgency(
        "palu",
        "Pemerintah Kota Palu",
        TimeZone.WITA,
        PeriodPattern.SEMESTER,
        (
            DemoUnit("rsud", "RSUD Anutapura"),
            DemoUnit("bidang-pelayanan", "Bidang Pelayanan Medik", "rsud", "Pelayanan rawat inap"),
            DemoUnit("bidang-keperawatan", "Bidang Keperawatan", "rsud"),
        ),
        (
            ("Pasien dilayani dengan selamat", "Pasien yang dilayani", "3600", "pasien"),
            ("Pasien puas terhadap pelayanan", "Survei pasien terisi", "240", "jawaban"),
        ),
    ),
)

# Given and family names, combined by position; women first.
WOMEN = ("Siti", "Rina", "Dewi", "Maya", "Lestari", "Nurul", "Ayu", "Fitri", "Ratna", "Yuni", "Mega", "Indah")
MEN = ("Budi", "Andi", "Rudi", "Agus", "Hendra", "Fajar", "Yusuf", "Rahmat", "Dodi", "Irwan", "Bayu", "Joko")
FAMILIES = (
    "Siregar",
    "Wibowo",
    "Hasan",
    "Lamba",
    "Purba",
    "Santoso",
    "Ibrahim",
    "Tandi",
    "Saragih",
    "Hartono",
    "Yusuf",
)
