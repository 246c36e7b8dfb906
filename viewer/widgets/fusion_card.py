"""The card of fusion: which series lies over the active one, how, and where it was put."""

from dataclasses import replace

from PySide6.QtGui import QDoubleValidator
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPushButton,
    QSizePolicy,
)

from inference.imaging.display_window import DisplayWindow
from viewer.render.colour_tables import COLOUR_MAPS
from viewer.render.corner_words import window_digits
from viewer.state.fused import can_be_fused, fused_series, link_of
from viewer.state.fusion import MODES, Fusion
from viewer.state.fusion_intents import DropLink, FuseSeries, RegisterFused, SetFusion
from viewer.state.reduce_study import first_window_look
from viewer.state.shelf import companions
from viewer.state.view_state import OpenSeries, ViewState
from viewer.widgets.parts import Card, EyeButton, OpacitySlider, row, words
from viewer.widgets.theme import Theme
from viewer.widgets.tips import name_button
from viewer.widgets.words import Dispatch, named, tr

WINDOW_RANGE = 1e6


class FusionCard(Card):
    """Shown while the active pane's study has another series of the same patient."""

    def __init__(self, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        self._dispatch = dispatch
        self._fusion: Fusion | None = None
        self._other: OpenSeries | None = None
        self._rows: tuple[tuple[str, str], ...] = ()
        self._series = _combo(tr("Series laid over this one"))
        self._series.activated.connect(
            lambda n: dispatch(FuseSeries(str(self._series.itemData(n) or "")))
        )
        self._eye = EyeButton(theme, tr("Fusion"), lambda on: self._set(visible=on))
        self._mode = _combo(tr("How it is shown"))
        for mode in MODES:
            self._mode.addItem(_mode_words()[mode], mode)
        self._mode.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._mode.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._mode.activated.connect(lambda n: self._set(mode=self._mode.itemData(n)))
        self._share = OpacitySlider(tr("Fusion"), self._slide)
        self._colours = _combo(tr("Colours of {name}").format(name=tr("Fusion")))
        self._colours.addItems(list(COLOUR_MAPS))
        self._colours.textActivated.connect(lambda name: self._set(colour_map=name))
        self._width = _number(tr("Window width"))
        self._level = _number(tr("Window level"))
        for box in (self._width, self._level):
            box.editingFinished.connect(self._change_window)
        self._register = QPushButton(tr("Register"))
        name_button(self._register, tr("Register"), "register")
        self._register.clicked.connect(lambda: dispatch(RegisterFused()))
        self._back = QPushButton(tr("Take back"))
        name_button(self._back, tr("Take back"), "drop-link")
        self._back.clicked.connect(lambda: dispatch(DropLink()))
        self._place = words(small=True)
        self._lay_out()
        self._show_looks(None)

    def render_state(self, state: ViewState) -> None:
        """The series to choose from, and the looks of the one chosen."""
        base = state.active_series
        rows = () if base is None else _choices(state, base)
        self.setVisible(len(rows) > 0)
        if base is None or not rows:
            return
        if rows != self._rows:
            self._rows = rows
            self._series.clear()
            self._series.addItem(tr("nothing"), "")
            for series_id, name in rows:
                self._series.addItem(name, series_id)
        self._fusion = state.fusions.get(base.entry.id)
        self._other = fused_series(state, base.entry.id)
        chosen = "" if self._fusion is None else self._fusion.series_id
        self._series.setCurrentIndex(max(0, self._series.findData(chosen)))
        self._show_looks(self._fusion)
        self._place.setText(_place_words(state, base, self._fusion, self._other))
        self._register.setEnabled(self._other is not None and self._other.complete)
        self._back.setEnabled(bool(state.links))

    def _lay_out(self) -> None:
        letters = words("W"), words("L")
        self.column.addLayout(row(words(tr("Lay over")), self._series, stretch=1))
        self._parts = (
            *letters,
            self._eye,
            self._mode,
            self._share,
            self._colours,
            self._width,
            self._level,
            self._register,
            self._back,
            self._place,
        )
        self.column.addLayout(row(self._eye, self._share, stretch=1))
        self.column.addLayout(row(self._mode, self._colours, stretch=1))
        numbers = row(letters[0], self._width, letters[1], self._level)
        for place in (1, 3):
            numbers.setStretch(place, 1)
        self.column.addLayout(numbers)
        self.column.addLayout(row(self._register, self._back))
        self.column.addWidget(self._place)

    def _show_looks(self, fusion: Fusion | None) -> None:
        for part in self._parts:
            part.setVisible(fusion is not None)
        if fusion is None:
            return
        self._eye.show_value(fusion.visible)
        self._mode.setCurrentIndex(self._mode.findData(fusion.mode))
        self._share.setEnabled(fusion.mode != "checkerboard")
        self._share.show_value(fusion.split if fusion.mode == "swipe" else fusion.opacity)
        if fusion.mode == "swipe":
            self._share.setToolTip(tr("Where the swipe parts the view"))
        self._colours.setCurrentText(fusion.colour_map)
        window = self._window(fusion)
        if window is not None and not (self._width.hasFocus() or self._level.hasFocus()):
            digits = window_digits(window.width)
            self._width.setText(f"{window.width:.{digits}f}")
            self._level.setText(f"{window.centre:.{digits}f}")

    def _window(self, fusion: Fusion) -> DisplayWindow | None:
        if fusion.window is not None or self._other is None:
            return fusion.window
        return first_window_look(self._other).window

    def _slide(self, share: float) -> None:
        if self._fusion is not None and self._fusion.mode == "swipe":
            self._set(split=share)
        else:
            self._set(opacity=share)

    def _change_window(self) -> None:
        width = max(float(self._width.text() or 0), 1e-3)
        self._set(window=DisplayWindow(float(self._level.text() or 0), width))

    def _set(self, **changes: object) -> None:
        if self._fusion is not None:
            self._dispatch(SetFusion(replace(self._fusion, **changes)))  # type: ignore[arg-type]


def _choices(state: ViewState, base: OpenSeries) -> tuple[tuple[str, str], ...]:
    """(id, name) of the series of the same patient that could be laid over this one."""
    return tuple(
        (entry.id, _name(entry.info.series_description or entry.info.modality, date))
        for entry, date in companions(state.shelf, base.entry)
    )


def _name(description: str, date: str) -> str:
    return f"{description} · {date}" if date else description


def _place_words(
    state: ViewState, base: OpenSeries, fusion: Fusion | None, other: OpenSeries | None
) -> str:
    """Why the second series may be believed to lie where it is shown, or why it is not shown."""
    if fusion is None:
        return ""
    if other is None:
        return tr("It is being read.")
    link = link_of(state, other, base)
    if link is not None:
        how = tr("registered") if link.how == "registered" else tr("placed by hand")
        shift = link.shift_mm(other.volume.geometry.centre_lps)
        facts = tr("moved {mm} mm, turned {degrees}°").format(
            mm=f"{shift:.1f}", degrees=f"{link.turn_degrees:.1f}"
        )
        return named(how, facts)
    if can_be_fused(state, other, base):
        return tr("Same frame of reference: as the scanner placed it")
    return tr("Another frame of reference: not shown until it is registered or linked by hand.")


def _mode_words() -> dict[str, str]:
    return {"blend": tr("Blend"), "checkerboard": tr("Checkerboard"), "swipe": tr("Swipe")}


def _combo(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(6)
    box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return box


def _number(name: str) -> QLineEdit:
    edit = QLineEdit()
    edit.setValidator(QDoubleValidator(-WINDOW_RANGE, WINDOW_RANGE, 2))
    edit.setAcceptDrops(False)
    edit.setAccessibleName(name)
    edit.setToolTip(name)
    edit.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    return edit
