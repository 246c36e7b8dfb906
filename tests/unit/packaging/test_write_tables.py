"""The tables in the documents say what the code says."""

import write_tables


def test_the_documents_tables_are_up_to_date() -> None:
    assert write_tables.stale_documents() == [], "run python packaging/write_tables.py"


def test_a_table_is_replaced_and_the_rest_left_alone() -> None:
    text = "before\n<!-- table: keys -->\nstale row\n<!-- end -->\nafter\n"
    new = write_tables.filled(text)
    assert new.startswith("before\n<!-- table: keys -->\n| menu |")
    assert new.endswith("<!-- end -->\nafter\n") and "stale row" not in new


def test_a_bar_inside_a_cell_does_not_end_it() -> None:
    assert write_tables.markdown_table(("a",), [("x|y",)])[-1] == "| x\\|y |"
