"""Names for invented people: common Javanese ones, put together by chance."""

_MEN = (
    "Agung Ahmad Anton Arif Aris Bagas Bayu Beni Budi Cahyo Danang Dedi Dimas Edi Endro Fajar Galih "
    "Gunawan Handoko Hari Heru Imam Indra Irfan Iwan Jaka Kardi Kusno Luthfi Mukti Nanang Panji Pardi "
    "Purwanto Rahmat Rendi Rizal Sarno Slamet Sugeng Suryo Tarno Teguh Tono Untung Wahyu Warsito Widodo "
    "Yanto Yoga"
)
_WOMEN = "Ambar Asih Dian Endah Fitri Ika Kartini Lina Mulyani Ningsih Puji Retno Sari Tuti Wati Yuni"
_FAMILIES = (
    "Adiputra Basuki Darmawan Firmansyah Haryanto Hidayat Irawan Kurniawan Kusuma Laksono Mahendra "
    "Maryadi Nugraha Pamungkas Prasetyo Pratama Raharjo Ramadhan Santoso Saputro Setiawan Sutrisno "
    "Suwarno Utomo Wibowo Wicaksono Wijaya"
)
MEN = tuple(_MEN.split())
WOMEN = tuple(_WOMEN.split())
FAMILIES = tuple(_FAMILIES.split())
