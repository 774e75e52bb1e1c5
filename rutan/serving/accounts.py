"""The demo accounts as `make run` prints them. In Indonesian here: Django is not there to translate."""

ACCOUNTS = (
    ("karutan", "Kepala rutan"),
    ("registrasi", "Petugas registrasi"),
    ("rehab", "Petugas rehabilitasi"),
    ("wali", "Wali pemasyarakatan"),
    ("fasilitator", "Fasilitator"),
    ("instruktur", "Instruktur pelatihan"),
    ("asesor.bnnk", "Asesor BNNK"),
    ("asesor.dinkes", "Asesor Dinas Kesehatan"),
    ("koordinator.bnnk", "Koordinator BNNK"),
    ("koordinator.dinkes", "Koordinator Dinas Kesehatan"),
    ("keamanan", "Petugas keamanan"),
    ("auditor", "Auditor"),
    ("admin", "Administrator"),
)
BOTH_FACILITIES = ("registrasi", "admin")


def accounts_table(password: str) -> str:
    """Return the accounts, their roles and the one password of all."""
    lines = ["Akun contoh:"]
    for username, role in ACCOUNTS:
        reach = "BNA dan KSG" if username in BOTH_FACILITIES else "BNA"
        lines.append(f"  {username:<20}{role} ({reach})")
    return "\n".join([*lines, f"Kata sandi semua akun: {password}"])
