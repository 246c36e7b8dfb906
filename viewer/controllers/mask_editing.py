"""The brush and the eraser: paints on a copy of a mask, keeps what is undone, judges findings."""

import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from inference.imaging.errors import InputError
from inference.imaging.finding import Finding
from inference.imaging.label_map import LabelMap
from viewer.controllers.drawn_masks import drawn_layer
from viewer.controllers.edited_findings import findings_after_edit
from viewer.controllers.reviewed_results import keep_results
from viewer.controllers.session import Session
from viewer.render.brush import Patch, Stroke, paint_stroke, swapped
from viewer.state.layers import MaskLayer
from viewer.state.mask_edit_facts import MaskPainted
from viewer.state.mask_edit_intents import EndStroke, PaintStroke, RedoStroke, UndoStroke
from viewer.state.mask_edits import DRAWN, PaintTarget, paint_target
from viewer.state.view_frame import ViewFrame
from viewer.state.view_state import Results, ViewState

LOG = logging.getLogger(__name__)
UNDO_DEPTH = 100
Step = tuple[Patch, ...]


@dataclass(eq=False)
class _Sheet:
    """A layer's labels, ours to write in, and the steps done and undone on them."""

    labels: NDArray[np.generic]
    segment_id: int
    before: Mapping[str, Finding]
    done: list[Step] = field(default_factory=list)
    undone: list[Step] = field(default_factory=list)
    current: list[Patch] = field(default_factory=list)


class MaskEditing(QObject):
    """One stroke changes the labels in place; the layer that shows them is told at each move.

    When the brush is lifted the findings of that mask are made anew in a thread: those that
    changed are "edited". The model's own result stays as it was. When the study is closed, what
    was painted or judged is written below ``folder``, so that nothing is lost.
    """

    _remade = Signal(str, int, object, object)  # layer, stroke, all findings, segment's mL

    def __init__(self, session: Session, folder: Path) -> None:
        super().__init__()
        self._session = session
        self._folder = folder
        self._last = session.state
        self._sheets: dict[str, _Sheet] = {}
        self._open: str | None = None
        self._strokes = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="edits")
        self._remade.connect(self._take_findings)
        session.handle(PaintStroke, self._paint)
        session.handle(EndStroke, self._end)
        session.handle(UndoStroke, lambda _: self._step_back(undo=True))
        session.handle(RedoStroke, lambda _: self._step_back(undo=False))
        session.state_changed.connect(self._follow)

    def close(self) -> None:
        """Make no more findings; keep what was painted."""
        self._session.state_changed.disconnect(self._follow)
        self._thread.shutdown(cancel_futures=True)
        self._keep(self._session.state)

    def keep_open(self) -> None:
        """Write what was painted or judged so far in the open study, as when it closes."""
        self._keep(self._session.state)

    @Slot(object)
    def _follow(self, state: ViewState) -> None:
        last, self._last = self._last, state
        if state.study_token != last.study_token:
            self._keep(last)
            self._sheets.clear()
            self._open = None

    def _keep(self, state: ViewState) -> None:
        judged = any(f.review in ("accepted", "rejected") for f in state.results.findings)
        if judged or any(sheet.done for sheet in self._sheets.values()):
            try:
                place = keep_results(state, self._folder)
            except InputError as error:
                self._session.tell(
                    "error", f"What was painted or judged could not be kept: {error}"
                )
            else:
                self._session.tell("note", f"What was painted or judged is kept in {place}.")

    def _paint(self, intent: PaintStroke) -> None:
        state = self._session.state
        series = state.series_of(intent.pane)
        if series is None:
            return
        target = paint_target(state, intent.pane)
        if target is None:
            if intent.erase:
                return
            target = PaintTarget(drawn_layer(series), 1)
        sheet = self._sheet(target)
        geometry = target.layer.label_map.geometry
        stroke = Stroke(
            _frame(intent),
            np.array(intent.start_lps),
            np.array(intent.end_lps),
            state.edits.brush_mm / 2,
        )
        own = target.segment_id
        patch = (
            paint_stroke(sheet.labels, geometry, stroke, 0, only=own)
            if intent.erase
            else paint_stroke(sheet.labels, geometry, stroke, own)
        )
        if patch is None:
            return
        sheet.segment_id = own
        sheet.current.append(patch)
        self._open = target.layer.id
        self._show(target.layer, sheet, series.entry.id)

    def _end(self, _: EndStroke) -> None:
        layer_id, self._open = self._open, None
        sheet = self._sheets.get(layer_id or "")
        if sheet is None or not sheet.current:
            return
        sheet.done = [*sheet.done, tuple(sheet.current)][-UNDO_DEPTH:]
        sheet.current, sheet.undone = [], []
        self._settle(layer_id or "", sheet)

    def _step_back(self, *, undo: bool) -> None:
        sheet = self._sheets.get(self._session.state.edits.layer_id)
        if sheet is None or self._open is not None:
            return
        source, target = (sheet.done, sheet.undone) if undo else (sheet.undone, sheet.done)
        if source:
            target.append(swapped(sheet.labels, source.pop()))
            self._settle(self._session.state.edits.layer_id, sheet)

    def _sheet(self, target: PaintTarget) -> _Sheet:
        """The layer's labels to write in: a copy at the first stroke, the same afterwards."""
        found = self._sheets.get(target.layer.id)
        if found is None:
            before = {f.id: f for f in self._session.state.results.findings}
            found = _Sheet(target.layer.label_map.array.copy(), target.segment_id, before)
            self._sheets[target.layer.id] = found
        return found

    def _show(self, layer: MaskLayer, sheet: _Sheet, series_id: str = "") -> None:
        """The same label map while the brush moves, so that only pictures are drawn again."""
        if not np.may_share_memory(layer.label_map.array, sheet.labels):
            layer = replace(layer, label_map=_edited(layer.label_map, sheet))
        shown = replace(layer, visible=True)
        self._session.dispatch(self._fact(shown, sheet, series_id))

    def _settle(self, layer_id: str, sheet: _Sheet) -> None:
        """Tell the layer as it is with the brush lifted, and ask for its findings."""
        state = self._session.state
        layer = next((one for one in state.results.masks if one.id == layer_id), None)
        if layer is None:
            return
        layer = replace(layer, label_map=_edited(layer.label_map, sheet))
        self._session.dispatch(self._fact(layer, sheet))
        self._strokes += 1
        self._thread.submit(
            self._remake,
            layer.id,
            replace(layer.label_map, array=sheet.labels.copy()),
            sheet.segment_id,
            self._session.state.results,
            sheet.before,
            self._strokes,
        )

    def _fact(self, layer: MaskLayer, sheet: _Sheet, series_id: str = "") -> MaskPainted:
        return MaskPainted(
            self._session.state.study_token,
            layer,
            sheet.segment_id,
            series_id,
            len(sheet.done),
            len(sheet.undone),
        )

    def _remake(
        self,
        layer_id: str,
        label_map: LabelMap,
        segment_id: int,
        results: Results,
        before: Mapping[str, Finding],
        stroke: int,
    ) -> None:
        """In the thread. Findings belong to models' results and to what a person drew."""
        findings: tuple[Finding, ...] | None = results.findings
        volume_ml = label_map.volume_ml(segment_id)
        if results.owner(layer_id) is not None or layer_id.startswith(DRAWN):
            try:
                findings = findings_after_edit(
                    layer_id, label_map, segment_id, results.findings, before
                )
            except Exception:  # a fault of our own: logged and told, and no finding says more
                LOG.exception("findings of an edited mask failed")
                findings = None
        self._remade.emit(layer_id, stroke, findings, volume_ml)

    @Slot(str, int, object, object)
    def _take_findings(
        self,
        layer_id: str,
        stroke: int,
        findings: tuple[Finding, ...] | None,
        volume_ml: float | None,
    ) -> None:
        state = self._session.state
        layer = next((one for one in state.results.masks if one.id == layer_id), None)
        sheet = self._sheets.get(layer_id)
        if stroke != self._strokes or layer is None or sheet is None:
            return
        if findings is None:
            self._session.tell(
                "error",
                "The findings of the painted mask could not be measured again.",
                "The mask itself is as painted; the log has the details.",
            )
        fact = replace(self._fact(layer, sheet), findings=findings, volume_ml=volume_ml)
        self._session.dispatch(fact)


def _edited(label_map: LabelMap, sheet: _Sheet) -> LabelMap:
    """A new label map over our labels; a model's segment is from now on semi-automatic."""
    segments = tuple(
        replace(one, algorithm_type="SEMIAUTOMATIC")
        if one.id == sheet.segment_id and one.algorithm_type == "AUTOMATIC"
        else one
        for one in label_map.segments
    )
    return replace(label_map, array=sheet.labels, segments=segments)


def _frame(intent: PaintStroke) -> ViewFrame:
    """The plane of the stroke; its size does not matter to the brush."""
    return ViewFrame(
        np.array(intent.start_lps), np.array(intent.right), np.array(intent.down), 1.0, (1, 1)
    )
