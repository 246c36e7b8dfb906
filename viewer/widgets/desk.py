"""The desk: dresses the window as the settings say, performs commands, remembers the layout."""

from PySide6.QtCore import QObject, QTranslator, Slot
from PySide6.QtWidgets import QApplication

from viewer.commands import COMMANDS
from viewer.controllers.session import Session
from viewer.controllers.settings_keeper import SettingsKeeper
from viewer.state.intents import PerformCommand
from viewer.state.view_state import ViewState
from viewer.widgets.dialogs import ASKS
from viewer.widgets.main_window import MainWindow
from viewer.widgets.theme import Dresser
from viewer.widgets.translator import translators


class Desk(QObject):
    """Stands between the state and the window's parts, which it may build anew."""

    def __init__(self, session: Session, window: MainWindow, keeper: SettingsKeeper) -> None:
        super().__init__()
        self._session = session
        self._window = window
        self._keeper = keeper
        self._dresser = Dresser()
        self._translators: tuple[QTranslator, ...] = ()
        self._worn: tuple[object, ...] = ()
        session.handle(PerformCommand, self._perform)

    @Slot(object)
    def follow(self, state: ViewState) -> None:
        """Build the window's parts again when language, theme or text size have changed."""
        settings = state.settings
        worn = (settings["language"], settings["theme"], settings["font_scale"])
        if worn != self._worn:
            self._worn = worn
            self._dress(str(worn[0]), str(worn[1]), float(settings["font_scale"]))
        self._window.render_state(state)

    def remember(self) -> None:
        """Keep the layout of the window for the next start."""
        state, window = self._session.state, self._window
        left, right = window.panel_widths()
        widths = {}
        if state.panels.left == "wide":
            widths["left_width"] = min(800, max(120, left))
        if state.panels.right:
            widths["right_width"] = min(900, max(200, right))
        self._keeper.keep(
            window_size=f"{window.width()}x{window.height()}",
            maximised=window.isMaximized(),
            left_panel=state.panels.left,
            right_panel=state.panels.right,
            layout=state.wished_layout,
            **widths,
        )

    def _dress(self, language: str, theme: str, font_scale: float) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        for old in self._translators:
            app.removeTranslator(old)
        self._translators = translators(language)
        for new in self._translators:
            app.installTranslator(new)
        self._dresser.dress(app, theme, font_scale, language)
        self._window.build(self._dresser.theme)
        settings = self._session.state.settings
        self._window.set_panel_widths(int(settings["left_width"]), int(settings["right_width"]))

    def _perform(self, intent: PerformCommand) -> None:
        command, state = COMMANDS[intent.command_id], self._session.state
        if not command.enabled(state):
            return
        if command.ask:
            ASKS[command.ask](self._window, state, self._session.dispatch)
            return
        wish = command.wish(state) if command.wish is not None else None
        if wish is not None:
            self._session.dispatch(wish)
