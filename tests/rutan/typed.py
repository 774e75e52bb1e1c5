"""Two facilities for tests of what typed SQL may not do."""

from tests.factories import accounts, inmates


class World:
    """Two facilities with a person each."""

    def __init__(self):
        self.place = accounts.facility()
        self.other = accounts.facility(code="LAIN", name="Rutan Lain")
        self.by = accounts.second_person()
        self.person = inmates.inmate(facility=self.place)
        self.second = inmates.inmate(facility=self.place, full_name="Orang Kedua", register_number="AI-2")
        self.stranger = inmates.inmate(facility=self.other, full_name="Orang Lain")
