"""One file per format that can hold a model; the table is here."""
