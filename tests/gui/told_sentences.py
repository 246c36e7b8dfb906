"""Every English sentence that the window may be told, found in the source as a template.

A sentence with arguments is an f-string: its template has numbers for them, ``{0} cannot be read:
{1}.``, as the rows of the translations have. An argument that is itself made of texts in the same
source (a name bound to a text, a function that returns one, a table) gives rows of its own.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from tests.data_folder import ROOT

LIBRARY = {"LibraryDamaged", "LibraryFull", "LibraryBusy", "LibraryUnusable", "LibraryTooNew"}
# Who is called with a sentence for the user, and what a variable that holds one is called.
SINKS = LIBRARY | {
    "DecodedText",
    "Flag",
    "Refusal",
    "Failed",
    "tell",
    "warn",
    "note",
    "stage",
    "report",
}
LISTS = {"causes", "lost"}
NAMES = {"problem", "doubt", "cause", "causes", "why", "message", "note", "notes", "sentence"}
FAULTS = {"ValueError", "RuntimeError", "TypeError", "KeyError", "AssertionError"}
SILENT = FAULTS | {"UnpicklingError", "word", "_drop", "strftime"}  # no words of the window
_TWO_WORDS = re.compile(r"(?!\w+\[)(?=.*[A-Za-z]{3,})\S+ \S", re.DOTALL)
_LETTERS = re.compile(r"[A-Za-z]{2,}")
_DEPTH = 9
_SHOWN: dict[type[ast.AST], tuple[str, ...]] = {
    ast.IfExp: ("body", "orelse"),
    ast.BinOp: ("left", "right"),
    **dict.fromkeys((ast.BoolOp, ast.Dict), ("values",)),
    **dict.fromkeys((ast.Tuple, ast.List), ("elts",)),
    **dict.fromkeys((ast.ListComp, ast.GeneratorExp), ("elt",)),
    **dict.fromkeys((ast.Starred, ast.Subscript, ast.NamedExpr), ("value",)),
}
Function = ast.FunctionDef | ast.AsyncFunctionDef
Names = dict[str, list[ast.expr]]


@dataclass(frozen=True)
class Search:
    """In which function an expression stands, whether to follow names, how many steps are left."""

    scope: Function | None = None
    deep: bool = True
    left: int = _DEPTH


@cache
def source_of(path: Path) -> "Source":
    return Source(path)


class Source:
    """One file, with what its names stand for."""

    def __init__(self, path: Path) -> None:
        self.tree = ast.parse(path.read_text("utf-8"))
        self._functions: dict[str, Function] = {}
        self._constants: Names = {}
        self._imported: dict[str, tuple[Path, str]] = {}
        self._scope: dict[int, Function] = {}
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                self._functions[node.name] = node
                self._scope |= {id(inner): node for inner in ast.walk(node)}
            if isinstance(node, ast.ImportFrom) and node.module:
                file = ROOT / (node.module.replace(".", "/") + ".py")
                if file.is_file():
                    names = {(one.asname or one.name): (file, one.name) for one in node.names}
                    self._imported |= names
        for statement in self.tree.body:
            _note(statement, self._constants)

    def sentences(self) -> Iterator[str]:
        """Those that are given to an error, a flag, a refusal or a message, or are called one."""
        for node in ast.walk(self.tree):
            for part in _told(node):
                yield from self.texts(part, Search(self._scope.get(id(node))))

    def flag_codes(self) -> Iterator[str]:
        """The codes of the flags that are raised here."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and _name(node.func) == "Flag":
                yield from self.texts(node.args[0], Search(self._scope.get(id(node))))

    def all_words(self) -> Iterator[str]:
        """Every text of two words or more that is no docstring, log line or fault of our own."""
        silent = set(self._silent())
        for node in ast.walk(self.tree):
            if id(node) not in silent and isinstance(node, ast.Constant | ast.JoinedStr):
                found = self.texts(node, Search(deep=False))
                yield from (text for text in found if _TWO_WORDS.match(text))

    def _silent(self) -> Iterator[int]:
        for node in ast.walk(self.tree):
            for part in _silent_parts(node):
                yield from (id(deep) for deep in ast.walk(part))

    def texts(self, node: ast.AST | None, search: Search) -> Iterator[str]:
        """The templates that an expression may be; none for what is not known to be a text."""
        if search.left == 0 or node is None:
            return
        search = replace(search, left=search.left - 1)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if _LETTERS.search(node.value):
                yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield _template(node.values)
            for part in _arguments(node) if search.deep else []:
                yield from self.texts(part, search)
        elif isinstance(node, ast.Name):
            yield from self._named(node.id, search)
        elif isinstance(node, ast.Call) and not _is_stripping(node):
            yield from self._returned(_name(node.func), search)
        else:
            for part in _alternatives(node):
                yield from self.texts(part, search)

    def _named(self, name: str, search: Search) -> Iterator[str]:
        local: Names = {}
        for statement in ast.walk(search.scope) if search.scope is not None else ():
            _note(statement, local)
        for value in local.get(name, []) or self._constants.get(name, []):
            yield from self.texts(value, search)
        if name not in local and name in self._imported:
            file, there = self._imported[name]
            yield from source_of(file)._named(there, replace(search, scope=None))

    def _returned(self, name: str, search: Search) -> Iterator[str]:
        function = self._functions.get(name)
        if function is None and name in self._imported:
            file, there = self._imported[name]
            yield from source_of(file)._returned(there, search)
        for node in ast.walk(function) if function is not None else ():
            if isinstance(node, ast.Return):
                yield from self.texts(node.value, replace(search, scope=function))


def _told(node: ast.AST) -> list[ast.expr]:
    """What a node says to the user."""
    match node:
        case ast.Call(func=func, args=args, keywords=keywords):
            name = _name(func)
            owner = _name(func.value) if isinstance(func, ast.Attribute) else ""
            told = [one.value for one in keywords if one.arg in NAMES]
            error = name.endswith("Error") and name not in SILENT
            if error or name in SINKS or (name == "append" and owner in LISTS):
                told += args[name == "Flag" :]  # a flag's first word is its code
            return told
        case ast.Assign(targets=[target], value=value) if _name(target) in NAMES:
            return [value]
        case ast.NamedExpr(target=target, value=value) if _name(target) in NAMES:
            return [value]
        case ast.AugAssign(target=target, value=value) if _name(target) in NAMES:
            return [value]
    return []


def _alternatives(node: ast.AST) -> list[ast.expr]:
    """The expressions whose texts an expression may show."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return [node.func.value]
    found: list[ast.expr] = []
    for field in _SHOWN.get(type(node), ()):
        value = getattr(node, field)
        found += value if isinstance(value, list) else [value]
    return found


def _silent_parts(node: ast.AST) -> list[ast.AST]:
    """Docstrings, annotations, log lines, faults of our own, and what an f-string is made of."""
    parts: list[ast.AST | None] = []
    if isinstance(node, ast.Module | ast.ClassDef | Function):
        first = node.body[0] if node.body else None
        is_text = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
        parts += [first] if is_text else []
    if isinstance(node, Function):
        parts += [inner.annotation for inner in ast.walk(node) if isinstance(inner, ast.arg)]
        parts.append(node.returns)
    if isinstance(node, ast.AnnAssign):
        parts.append(node.annotation)
    if isinstance(node, ast.Call) and _is_silent(node.func):
        parts += [*node.args, *node.keywords]
    if isinstance(node, ast.JoinedStr):
        parts += [value for value in node.values if isinstance(value, ast.Constant)]
        formatted = [value for value in node.values if isinstance(value, ast.FormattedValue)]
        parts += [value.format_spec for value in formatted]
    return [part for part in parts if part is not None]


def _note(statement: ast.AST, names: Names) -> None:
    """What an assignment binds a single name to."""
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign | ast.AugAssign) and statement.value is not None:
        targets = [statement.target]
    else:
        return
    for target in targets:
        if isinstance(target, ast.Name) and statement.value is not None:
            names.setdefault(target.id, []).append(statement.value)


def _template(values: list[ast.expr]) -> str:
    parts, places = [], 0
    for value in values:
        if isinstance(value, ast.Constant):
            parts.append(str(value.value))
        else:
            parts.append(f"{{{places}}}")
            places += 1
    return "".join(parts)


def _arguments(node: ast.JoinedStr) -> list[ast.expr]:
    """What an f-string shows as it is: a number with a format is no text."""
    formatted = [value for value in node.values if isinstance(value, ast.FormattedValue)]
    return [value.value for value in formatted if value.format_spec is None]


def _name(func: ast.expr) -> str:
    return func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")


def _is_stripping(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and node.func.attr in ("strip", "rstrip")


def _is_silent(func: ast.expr) -> bool:
    log = isinstance(func, ast.Attribute) and _name(func.value) == "LOG"
    return log or _name(func) in SILENT
