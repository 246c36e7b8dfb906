"""Numbers of the patient that a person entered, by study: every version is kept."""

import json
from collections.abc import Mapping

from viewer.library.database import Database
from viewer.library.journal import Journal

Numbers = Mapping[str, float | None]
_LATEST = "SELECT * FROM patient_numbers WHERE study_key = ? ORDER BY version DESC LIMIT 1"


class PatientNumbers:
    """Read and write; writing returns once the act is on the disk.

    A number is None where a person said that it is unknown. Raises InputError when the disk is
    full.
    """

    def __init__(self, database: Database, journal: Journal) -> None:
        self._database = database
        self._journal = journal

    def of_study(self, study_key: str) -> Numbers:
        """The latest numbers by name; none where nothing was ever entered."""
        with self._database.reading() as connection:
            row = connection.execute(_LATEST, (study_key,)).fetchone()
        found: dict[str, float | None] = {} if row is None else json.loads(row["state"])
        return found

    def put(self, study_key: str, numbers: Numbers, author: str) -> int:
        """All numbers of a study as they are now; the version written."""
        with self._journal.transaction() as writer:
            row = writer.connection.execute(_LATEST, (study_key,)).fetchone()
            version: int = 1 if row is None else row["version"] + 1
            writer.act(
                "patient-numbers",
                {
                    "study_key": study_key,
                    "version": version,
                    "author": author,
                    "state": dict(numbers),
                },
            )
        return version
