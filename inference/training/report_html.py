"""Parts of a page of HTML: sections, tables, pictures within it."""

import base64
import html
from collections.abc import Mapping, Sequence

STYLE = (
    "body{font:15px sans-serif;margin:2em;max-width:64em;color:#1c1c1e}"
    "h2{margin:1.4em 0 .4em;border-bottom:1px solid #ccc}"
    "table{border-collapse:collapse}"
    "td,th{padding:3px 14px 3px 0;text-align:left;vertical-align:top;overflow-wrap:anywhere}"
    "tr+tr td{border-top:1px solid #eee}"
    "figure{display:inline-block;margin:8px 8px 8px 0;max-width:240px;vertical-align:top}"
    "figcaption{font-size:13px;overflow-wrap:anywhere}img{max-width:100%}"
)


def section(title: str, body: str) -> str:
    return f"<h2>{html.escape(title)}</h2>{body}"


def table(rows: Sequence[Mapping[str, object]]) -> str:
    """Numbers have four digits; a table without rows says so."""
    if not rows:
        return "<p>none</p>"
    head = "".join(f"<th>{html.escape(name)}</th>" for name in rows[0])
    top = f"<tr>{head}</tr>" if any(name.strip() for name in rows[0]) else ""
    return f"<table>{top}{''.join(map(_line, rows))}</table>"


def definitions(facts: Mapping[str, object]) -> str:
    """A row a fact."""
    return table([{"": name, " ": value} for name, value in facts.items()])


def picture(png: bytes, title: str) -> str:
    """A PNG as a part of the page."""
    code = base64.b64encode(png).decode()
    return f"<img alt='{html.escape(title)}' src='data:image/png;base64,{code}'>"


def _line(row: Mapping[str, object]) -> str:
    cells = "".join(f"<td>{html.escape(words(cell))}</td>" for cell in row.values())
    return f"<tr>{cells}</tr>"


def words(cell: object) -> str:
    """A cell as it is read: numbers (also those of a CSV) short, lists without brackets."""
    if isinstance(cell, list | tuple):
        return ", ".join(map(words, cell))
    if isinstance(cell, float):
        return f"{cell:.4g}"
    if isinstance(cell, str) and cell.count(".") == 1:
        try:
            return f"{float(cell):.4g}"
        except ValueError:
            return cell
    return str(cell)
