"""The one line at the bottom: value and place under the mouse, calibration, network, worker."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from viewer.state.finding_words import place_words
from viewer.state.measurement_words import value_at, value_with_unit
from viewer.state.view_state import ViewState
from viewer.widgets.jobs_tab import job_title, job_words, set_tone
from viewer.widgets.words import named, tr


class StatusLine(QWidget):
    """Shows; decides nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._under = _label()
        self._job = _label()
        self._bar = QProgressBar()
        self._bar.setFixedWidth(96)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._calibration = _label()
        self._display = _label(tr("display uncalibrated"))
        self._network = _label(tr("network off"))
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 3, 12, 3)
        line.setSpacing(16)
        line.addWidget(self._under, 1)
        for part in (self._job, self._bar, self._calibration, self._display, self._network):
            line.addWidget(part)

    def under_mouse(self) -> str:
        """The words on what lies under the mouse."""
        return self._under.text()

    def display_words(self) -> str:
        """The words on the calibration of the screen."""
        return self._display.text()

    def render_state(self, state: ViewState) -> None:
        self._under.setText(_under_mouse(state))
        self._calibration.setText(_calibration(state))
        self._display.setText(_display(state))
        self._display.setToolTip(_departure(state))
        beyond = state.calibration is not None and state.calibration.within == 0
        set_tone(self._display, "error" if beyond else "")
        running = [job for job in state.jobs if job.alive]
        self._job.setText(
            named(job_title(running[-1], state.identity_hidden), job_words(running[-1]))
            if running
            else tr("idle")
        )
        self._bar.setVisible(bool(running))
        if running:
            fraction = running[-1].fraction
            self._bar.setRange(0, 0 if fraction is None else 1000)
            self._bar.setValue(round(1000 * (fraction or 0.0)))


def _under_mouse(state: ViewState) -> str:
    pointer = state.pointer
    if pointer is None or pointer.pane >= len(state.panes):
        return ""
    series = state.series_of(pointer.pane)
    if series is None:
        return ""
    value = value_at(series, pointer.point_lps)
    words = tr("outside") if value is None else value_with_unit(value, series)
    geometry = series.volume.geometry
    if not (geometry.calibrated and geometry.oriented):
        return words
    return f"{words}    {place_words(pointer.point_lps)}"


def _calibration(state: ViewState) -> str:
    series = state.active_series
    if series is None:
        return ""
    geometry = series.volume.geometry
    if not geometry.in_plane_mm:
        return tr("not calibrated: px")
    flat = geometry.shape_kji[0] == 1
    return tr("in mm") if geometry.through_plane_mm or flat else tr("in mm, not across slices")


def _display(state: ViewState) -> str:
    known = state.calibration
    if known is None:
        return tr("display uncalibrated")
    words = tr("GSDF ±{percent} %: {name}, ambient {ambient} cd/m²")
    numbers = {"ambient": f"{known.ambient:g}", "percent": f"{known.departure:.1f}"}
    return words.format(name=known.name, **numbers)


def _departure(state: ViewState) -> str:
    if state.calibration is None:
        return ""
    words = tr("Contrast steps depart from the GSDF by at most {percent} %.")
    judged = {
        10: tr("Within the 10 % of diagnostic displays (AAPM TG18, TG270)."),
        20: tr("Beyond the 10 % of diagnostic displays, within the 20 % of others (AAPM TG18)."),
        0: tr("Beyond the 20 % limit (AAPM TG18): this screen does not follow the GSDF."),
    }[state.calibration.within]
    return f"{words.format(percent=f'{state.calibration.departure:.1f}')}\n{judged}"


def _label(text: str = "") -> QLabel:
    label = QLabel(text)
    label.setProperty("small", True)
    return label
