"""The menu of hanging protocols: every protocol with its stages, the one that hangs checked."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from viewer.state.hanging_intents import HangProtocol
from viewer.state.view_state import ViewState
from viewer.widgets.words import Dispatch, named, said, tr


def hanging_menu(parent: QWidget, state: ViewState, dispatch: Dispatch) -> QMenu:
    """A menu to pop up; a protocol of one stage is one line, others open a menu of their own."""
    menu = QMenu(tr("Hanging protocols…"), parent)
    for protocol in state.protocols:
        one = len(protocol.stages) == 1
        place = menu if one else menu.addMenu(said(protocol.name))
        for number, stage in enumerate(protocol.stages):
            words = named(said(protocol.name), said(stage.name)) if one else said(stage.name)
            action = QAction(words, place)
            action.setCheckable(True)
            hung = state.hung
            action.setChecked(
                hung is not None and (hung.protocol, hung.stage) == (protocol.name, number)
            )
            action.triggered.connect(
                lambda _on, name=protocol.name, n=number: dispatch(HangProtocol(name, n))
            )
            place.addAction(action)
    return menu
