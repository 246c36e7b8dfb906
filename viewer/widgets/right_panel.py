"""The right of the window: layers, findings, model, jobs and info as tabs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from viewer.commands.results import TABS
from viewer.state.intents import ShowTab
from viewer.state.view_state import ViewState
from viewer.widgets.findings_tab import FindingsTab
from viewer.widgets.info_tab import InfoTab
from viewer.widgets.jobs_tab import JobsTab
from viewer.widgets.layers_tab import LayersTab
from viewer.widgets.model_tab import ModelTab
from viewer.widgets.theme import Theme
from viewer.widgets.tips import with_keys
from viewer.widgets.words import Dispatch, tr


class RightPanel(QWidget):
    """Folds away with a key."""

    def __init__(self, dispatch: Dispatch, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("rightPanel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._dispatch = dispatch
        self.layers = LayersTab(dispatch, theme)
        self.findings = FindingsTab(dispatch, theme)
        self.model = ModelTab(dispatch, theme)
        self.jobs = JobsTab(dispatch, theme)
        self.info = InfoTab(theme)
        pages = (self.layers, self.findings, self.model, self.jobs, self.info)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.tabBar().setExpanding(True)
        self.tabs.tabBar().setAccessibleName(tr("Panels"))
        for (name, title), page in zip(TABS, pages, strict=True):
            index = self.tabs.addTab(page, tr(title))
            self.tabs.setTabToolTip(index, with_keys(tr(title), f"tab-{name}"))
            page.setAccessibleName(tr(title))
        self.tabs.tabBarClicked.connect(lambda index: dispatch(ShowTab(TABS[index][0])))
        self.tabs.currentChanged.connect(self._changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self._tab = "layers"

    def render_state(self, state: ViewState) -> None:
        self.setVisible(state.panels.right)
        self._tab = state.panels.tab
        index = [name for name, _ in TABS].index(state.panels.tab)
        if self.tabs.currentIndex() != index:
            self.tabs.setCurrentIndex(index)
        self.layers.render_state(state)
        self.findings.render_state(state)
        self.model.render_state(state)
        self.jobs.render_state(state)
        self.info.render_state(state)

    def _changed(self, index: int) -> None:
        """The arrow keys of the tab bar change tabs too."""
        if TABS[index][0] != self._tab:
            self._dispatch(ShowTab(TABS[index][0]))
