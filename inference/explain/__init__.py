"""One file per way of explaining an answer; the table is here."""
