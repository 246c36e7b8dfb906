"""Hanging by rule: which protocol a study begins with, and the stages after it."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from inference.imaging.errors import InputError
from inference.reading.entry import SeriesEntry
from viewer.controllers.session import Session
from viewer.render.windows import window_presets
from viewer.state.facts import ProtocolsKnown, StageHung
from viewer.state.hanging import (
    Hung,
    PaneWish,
    Placement,
    Protocol,
    choose_protocol,
    merged,
    parse_protocols,
    place,
)
from viewer.state.hanging_intents import HangProtocol, LoadHungSeries, StepStage
from viewer.state.shelf import Study

OWN_TABLE = "hanging.toml"


class HangingController:
    """``hang_study`` is asked when a study opens; the user steps and chooses by intents."""

    def __init__(self, session: Session, home: Path) -> None:
        self._session = session
        protocols, complaint = known_protocols(home / OWN_TABLE)
        session.dispatch(ProtocolsKnown(protocols))
        if complaint:
            session.tell("warning", complaint, "The built-in table is used; mend the file.")
        session.handle(StepStage, self._step)
        session.handle(HangProtocol, self._choose)

    def hang_study(self, study: Study, opened: SeriesEntry) -> bool:
        """Hang the first stage of the first protocol that matches; False when none is to be."""
        state = self._session.state
        if not state.settings.get("hang_by_rule", True):
            return False
        protocol = choose_protocol(state.protocols, [entry.info for entry in study.series])
        return protocol is not None and self._hang(protocol, 0, study, opened)

    def _step(self, intent: StepStage) -> None:
        hung = self._session.state.hung
        if hung is not None:
            protocol = self._named(hung.protocol)
            self._hang_again(protocol, (hung.stage + intent.step) % len(protocol.stages))

    def _choose(self, intent: HangProtocol) -> None:
        self._hang_again(self._named(intent.name), intent.stage)

    def _named(self, name: str) -> Protocol:
        return next(one for one in self._session.state.protocols if one.name == name)

    def _hang_again(self, protocol: Protocol, stage: int) -> None:
        """Another stage of the open study; what it has nothing to show for is said."""
        state = self._session.state
        study = next((s for s in state.shelf.studies if s.key == state.study_key), None)
        if study is None:
            return
        active = state.shelf.entry(state.active_pane.series_id)
        title = f"{protocol.name}: {protocol.stages[stage].name}"
        if self._hang(protocol, stage, study, active or study.series[0]):
            count = f"{stage + 1} / {len(protocol.stages)}"
            self._session.tell("note", f"{title} · {count}", key="stage")
        else:
            self._session.tell("warning", f"{title}: no series fits.", key="stage")

    def _hang(self, protocol: Protocol, number: int, study: Study, opened: SeriesEntry) -> bool:
        stage = protocol.stages[number]
        if opened.geometry.shape_kji[0] == 1 and stage.layout != "1x1":
            return False
        infos = [entry.info for entry in study.series]
        ids = [entry.id for entry in study.series]
        placed = place(stage, infos, ids.index(opened.id) if opened.id in ids else 0)
        if all(view.series_index is None for view in placed):
            return False
        wishes = tuple(wish_of(view, study.series) for view in placed)
        token = self._session.state.study_token
        hung = Hung(protocol.name, number, stage.layout, wishes)
        self._session.dispatch(StageHung(token, hung))
        wanted = dict.fromkeys(wish.series_id for wish in wishes if wish.series_id)
        self._session.dispatch(LoadHungSeries(tuple(wanted)))
        return True


def known_protocols(own: Path) -> tuple[tuple[Protocol, ...], str]:
    """(the user's and the built-in protocols, what is wrong with the user's file or "")."""
    text = (files("resources") / OWN_TABLE).read_text("utf-8")
    built_in = checked(parse_protocols(text, OWN_TABLE), OWN_TABLE)
    if not own.exists():
        return built_in, ""
    try:
        mine = parse_protocols(own.read_text("utf-8"), str(own))
        return merged(checked(mine, str(own)), built_in), ""
    except (OSError, UnicodeDecodeError) as error:
        return built_in, f"{own}: the hanging protocols cannot be read: {error}."
    except InputError as error:
        return built_in, str(error)


def checked(protocols: tuple[Protocol, ...], source: str) -> tuple[Protocol, ...]:
    """The protocols; InputError names a window that no preset has."""
    known = {preset.name for preset in window_presets()} | {"file", "auto"}
    for protocol in protocols:
        for stage in protocol.stages:
            for view in stage.views:
                if view.window not in known:
                    words = ", ".join(sorted(known))
                    raise InputError(
                        f"{source}: protocol {protocol.name!r} wishes an unknown window "
                        f"{view.window!r}; known are {words}."
                    )
    return protocols


def wish_of(view: Placement, series: Sequence[SeriesEntry]) -> PaneWish:
    """A placement with its window found; a CT window is given only to CT in HU."""
    if view.series_index is None:
        return PaneWish("", view.plane, "auto")
    entry = series[view.series_index]
    if view.window == "auto":
        return PaneWish(entry.id, view.plane, "auto")
    for preset in window_presets():
        if preset.name == view.window and preset.fits(entry.info.modality, entry.unit):
            return PaneWish(entry.id, view.plane, preset.window)
    return PaneWish(entry.id, view.plane, "file")
