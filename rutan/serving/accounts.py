"""The demo accounts as `make run` prints them, in the words the catalogue has for the roles.

Whoever runs the servers has no Django to translate by; a test compares every word with `rutan.accounts.permissions`.
"""

ACCOUNTS = (
    ("karutan", "Kepala Rutan", "BNA"),
    ("registrasi", "Petugas registrasi", "BNA dan KSG"),
    ("rehab", "Petugas rehabilitasi", "BNA"),
    ("wali", "Wali pemasyarakatan", "BNA"),
    ("fasilitator", "Fasilitator", "BNA"),
    ("instruktur", "Instruktur", "BNA"),
    ("asesor.bnnk", "Asesor", "BNNK Purbalingga"),
    ("asesor.dinkes", "Asesor", "Dinas Kesehatan Banjarnegara"),
    ("koordinator.bnnk", "Koordinator instansi", "BNNK Purbalingga"),
    ("koordinator.dinkes", "Koordinator instansi", "Dinas Kesehatan Banjarnegara"),
    ("keamanan", "Petugas keamanan", "BNA"),
    ("auditor", "Auditor", "BNA"),
    ("admin", "Administrator", "BNA dan KSG"),
)


def accounts_table(password: str) -> str:
    """Return the accounts, what they are and for whom, and the one password of all."""
    lines = ["Akun contoh:"]
    for username, role, held_for in ACCOUNTS:
        lines.append(f"  {username:<20}{role} ({held_for})")
    return "\n".join([*lines, f"Kata sandi semua akun: {password}"])
