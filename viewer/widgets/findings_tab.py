"""The tab of findings: what models found, to jump to and to judge; what was measured and marked."""

from collections.abc import Callable

from inference.imaging.finding import Finding, ReviewStatus
from viewer.state.finding_words import (
    finding_facts,
    finding_title,
    has_known_place,
    moved_words,
)
from viewer.state.result_intents import ReviewFinding, SelectFinding
from viewer.state.view_state import ViewState
from viewer.widgets.key_image_rows import KeyImageRows
from viewer.widgets.measurement_rows import MeasurementRows
from viewer.widgets.parts import ChoiceCard, ScrollColumn, clear, row, tool, words
from viewer.widgets.theme import Theme
from viewer.widgets.words import Dispatch, said, tr

_TONE = {"accepted": "good", "rejected": "error", "edited": "warning", "unreviewed": ""}


class FindingsTab(ScrollColumn):
    """Built anew when a finding, its judgement or the selection changes."""

    def __init__(self, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        self._dispatch = dispatch
        self._theme = theme
        self._shown: tuple[object, ...] | None = None
        self._measured = MeasurementRows(dispatch, theme)
        self._marked = KeyImageRows(dispatch, theme)

    def render_state(self, state: ViewState) -> None:
        shown = (state.results.findings, state.results.selected_finding)
        if shown != self._shown:
            self._shown = shown
            self._build(state)
        self._measured.render_state(state)
        self._marked.render_state(state)

    def _build(self, state: ViewState) -> None:
        self._measured.setParent(None)
        self._marked.setParent(None)
        clear(self.column)
        for finding in state.results.findings:
            selected = finding.id == state.results.selected_finding
            facts = finding_facts(finding, has_known_place(state, finding))
            card = FindingCard(finding, facts, selected, self._dispatch, self._theme)
            self.column.addWidget(card)
        if not state.results.findings:
            text = tr("No findings") if state.results.results else tr("Findings appear here.")
            self.column.addWidget(words(text, quiet=True))
        self.column.addWidget(self._measured)
        self.column.addWidget(self._marked)
        self.column.addStretch(1)


class FindingCard(ChoiceCard):
    """A press or Enter jumps to the finding."""

    def __init__(
        self,
        finding: Finding,
        facts: tuple[str, ...],
        selected: bool,
        dispatch: Dispatch,
        theme: Theme,
    ) -> None:
        title = finding_title(finding)
        super().__init__(title, selected, lambda: dispatch(SelectFinding(finding.id)))
        self._id = finding.id
        self._dispatch = dispatch
        status = words(tr(finding.review), small=True)
        status.setProperty("tone", _TONE[finding.review])
        accept = tool(theme, "accept", tr("Accept"), self._judge("accepted"), "accept-finding")
        reject = tool(theme, "reject", tr("Reject"), self._judge("rejected"), "reject-finding")
        self.column.addLayout(row(words(title), accept, reject, stretch=0))
        for fact in (*facts, *moved_words(finding)):
            self.column.addWidget(words(said(fact), small=True))
        self.column.addWidget(status)

    def _judge(self, status: ReviewStatus) -> Callable[[], None]:
        return lambda: self._dispatch(ReviewFinding(status, self._id))
