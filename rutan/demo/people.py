"""The accounts of the demo: the names and roles that the contracts promise. All people are invented."""

from dataclasses import dataclass

from rutan.accounts.permissions import Role


@dataclass(frozen=True)
class Account:
    """One demo account: for an agency when ``agency`` names one, else for BNA, and for KSG too when ``both``."""

    username: str
    full_name: str
    position: str
    role: Role
    agency: str = ""
    both: bool = False


ACCOUNTS = (
    Account("karutan", "Bambang Hartono", "Kepala Rutan", Role.HEAD),
    Account("registrasi", "Siti Lestari", "Petugas Registrasi", Role.REGISTRAR, both=True),
    Account("rehab", "Dewi Anggraini", "Petugas Rehabilitasi", Role.REHAB_OFFICER),
    Account("wali", "Agus Riyanto", "Wali Pemasyarakatan", Role.CASE_OFFICER),
    Account("fasilitator", "Rina Kusuma", "Fasilitator", Role.FACILITATOR),
    Account("instruktur", "Joko Prabowo", "Instruktur Pelatihan", Role.INSTRUCTOR),
    Account("asesor.bnnk", "Ratna Wijayanti", "Asesor BNNK", Role.ASSESSOR, agency="bnnk-purbalingga"),
    Account(
        "asesor.dinkes",
        "Yusuf Maulana",
        "Asesor Dinas Kesehatan",
        Role.ASSESSOR,
        agency="dinkes-banjarnegara",
    ),
    Account(
        "koordinator.bnnk", "Hendra Saputra", "Koordinator BNNK", Role.COORDINATOR, agency="bnnk-purbalingga"
    ),
    Account(
        "koordinator.dinkes",
        "Wulan Sari",
        "Koordinator Dinas Kesehatan",
        Role.COORDINATOR,
        agency="dinkes-banjarnegara",
    ),
    Account("keamanan", "Eko Nugroho", "Petugas Keamanan", Role.SECURITY),
    Account("auditor", "Tri Handayani", "Auditor", Role.AUDITOR),
    Account("admin", "Fajar Hidayat", "Administrator", Role.ADMINISTRATOR, both=True),
)

# People who appear in the demo and do not sign in: no password is set for them.
COLLEAGUES = (Account("sri.utami", "Sri Utami", "Fasilitator", Role.FACILITATOR),)
