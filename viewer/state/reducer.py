"""The one way in which the view state changes: ``reduce(state, intent or fact)``."""

from collections.abc import Callable, Mapping
from typing import Any

from viewer.state import (
    curved_intents,
    drawing_intents,
    facts,
    fusion_intents,
    hanging_intents,
    histogram_intents,
    intents,
    key_image_intents,
    library_intents,
    look_intents,
    mask_edit_facts,
    mask_edit_intents,
    pane_intents,
    patient_intents,
    result_intents,
    solid_intents,
    tilt_intents,
    training_intents,
)
from viewer.state import reduce_curved as curved
from viewer.state import reduce_desk as desk
from viewer.state import reduce_drawings as drawings
from viewer.state import reduce_edits as edits
from viewer.state import reduce_fusion as fusion
from viewer.state import reduce_hanging as hanging
from viewer.state import reduce_look as look
from viewer.state import reduce_panes as panes
from viewer.state import reduce_patient as patient
from viewer.state import reduce_results as results
from viewer.state import reduce_solids as solids
from viewer.state import reduce_study as study
from viewer.state import reduce_tilts as tilts
from viewer.state.facts import Fact
from viewer.state.intents import Intent
from viewer.state.view_state import ViewState


def _unchanged(state: ViewState, _: object) -> ViewState:
    """A wish that changes nothing by itself: a controller acts on it and states the facts."""
    return state


# A value handles exactly the type of its key; the type checker cannot say so of a mapping.
REDUCERS: Mapping[type, Callable[[ViewState, Any], ViewState]] = {
    intents.OpenPaths: _unchanged,
    intents.OpenStudyByKey: _unchanged,
    intents.PerformCommand: _unchanged,
    facts.ThumbnailMade: study.keep_thumbnail,
    look_intents.ApplyPreset: _unchanged,
    intents.OpenDemo: _unchanged,
    intents.OpenSeriesById: _unchanged,
    intents.StepSeries: _unchanged,
    intents.StepStack: _unchanged,
    library_intents.RescanLibrary: _unchanged,
    library_intents.CopyIntoLibrary: _unchanged,
    library_intents.ExportDataset: _unchanged,
    key_image_intents.MarkKeyImage: _unchanged,
    key_image_intents.StepKeyImage: _unchanged,
    key_image_intents.GoToKeyImage: _unchanged,
    key_image_intents.SaveKeyImages: _unchanged,
    intents.RunModel: _unchanged,
    intents.CancelJob: _unchanged,
    intents.SaveScreenshot: _unchanged,
    intents.SaveResults: _unchanged,
    intents.ChangeSetting: _unchanged,
    facts.CalibrationKnown: desk.know_calibration,
    facts.DrawingReady: desk.be_ready,
    facts.SettingsKnown: desk.know_settings,
    facts.SeriesFound: study.find_series,
    facts.StudiesListed: study.list_studies,
    facts.DrawingsFound: drawings.find,
    facts.StudyOpened: study.open_study,
    facts.SeriesLoaded: hanging.load_series,
    facts.ProtocolsKnown: hanging.know_protocols,
    facts.StageHung: hanging.hang_stage,
    hanging_intents.StepStage: _unchanged,
    hanging_intents.HangProtocol: _unchanged,
    hanging_intents.LoadHungSeries: _unchanged,
    facts.SlicesArrived: study.receive_slices,
    intents.CloseStudy: study.close_study,
    intents.SearchStudies: study.search_studies,
    pane_intents.Activate: panes.activate,
    pane_intents.Enlarge: panes.enlarge,
    pane_intents.SetLayout: panes.set_layout,
    pane_intents.SetPlane: panes.set_plane,
    pane_intents.ScrollSlices: panes.scroll,
    pane_intents.GoToSlice: panes.go_to_slice,
    pane_intents.SetCursor: panes.set_cursor,
    pane_intents.PointAt: panes.point_at,
    pane_intents.ZoomBy: panes.zoom_by,
    pane_intents.PanBy: panes.pan_by,
    pane_intents.Rotate: panes.rotate,
    pane_intents.Flip: panes.flip,
    pane_intents.ResetView: panes.reset_view,
    curved_intents.OpenCurved: curved.open_curved,
    curved_intents.CloseCurved: curved.close_curved,
    curved_intents.TurnCut: curved.turn_cut,
    curved_intents.SetCutForm: curved.set_cut_form,
    curved_intents.SetAnchor: curved.set_anchor,
    tilt_intents.TurnPlanes: tilts.turn_planes,
    tilt_intents.StraightenPlanes: tilts.straighten,
    tilt_intents.AlignPlanes: tilts.align,
    solid_intents.SetPaneView: solids.set_view,
    solid_intents.TurnSolid: solids.turn,
    solid_intents.FaceSolid: solids.face,
    solid_intents.SpinSolid: solids.spin,
    solid_intents.SetSolidPreset: solids.set_preset,
    solid_intents.SetSolidOpacity: solids.set_opacity,
    solid_intents.RenderSolid: _unchanged,
    facts.SolidDrawn: solids.take_picture,
    look_intents.SetWindow: look.set_window,
    look_intents.AutomaticWindow: look.automatic_window,
    look_intents.Invert: look.invert,
    look_intents.SetInterpolation: look.set_interpolation,
    look_intents.SetColourMap: look.set_colour_map,
    look_intents.SetSlab: look.set_slab,
    facts.ObjectRead: results.receive_object,
    facts.ResultArrived: results.receive_result,
    result_intents.SetLayerVisible: results.set_layer_visible,
    result_intents.SetLayerOpacity: results.set_layer_opacity,
    result_intents.SetLayerColourMap: results.set_layer_colour_map,
    result_intents.SetLayerContour: results.set_layer_contour,
    result_intents.SetSegmentStyle: results.set_segment_style,
    result_intents.RemoveLayer: results.remove_layer,
    result_intents.RestoreLayer: results.restore_layer,
    result_intents.SelectFinding: results.select_finding,
    result_intents.StepFinding: results.step_finding,
    result_intents.ReviewFinding: results.review_finding,
    training_intents.WatchTrainings: _unchanged,
    training_intents.StartTraining: _unchanged,
    training_intents.SteerTraining: _unchanged,
    training_intents.AddTrainedModel: _unchanged,
    facts.TrainingsSeen: desk.see_trainings,
    facts.ModelsListed: desk.list_models,
    intents.ChooseModel: desk.choose_model,
    intents.ChooseExplain: desk.choose_explain,
    intents.AcknowledgeFlags: desk.acknowledge_flags,
    intents.OverrideSuitability: desk.override_suitability,
    facts.JobMoved: desk.move_job,
    intents.ClearJobs: desk.clear_jobs,
    facts.Told: desk.tell,
    intents.DismissMessage: desk.dismiss_message,
    intents.ToggleLeftPanel: desk.toggle_left,
    intents.ToggleRightPanel: desk.toggle_right,
    intents.ShowTab: desk.show_tab,
    intents.ShowOverlays: desk.show_overlays,
    intents.ShowCrosshair: desk.show_crosshair,
    intents.ShowReferenceLines: desk.show_reference_lines,
    histogram_intents.ShowHistogram: desk.show_histogram,
    intents.HideIdentity: desk.hide_identity,
    intents.ChooseTool: desk.choose_tool,
    intents.ToggleCine: desk.toggle_cine,
    drawing_intents.DrawMeasurement: drawings.draw,
    drawing_intents.SelectMeasurement: drawings.select,
    drawing_intents.DeleteMeasurement: drawings.delete,
    drawing_intents.SetPoint: drawings.set_point,
    drawing_intents.MovePoint: drawings.move_point,
    drawing_intents.EndDrawing: drawings.end_drawing,
    drawing_intents.GrabPoint: drawings.grab_point,
    drawing_intents.DropDrawing: drawings.drop_drawing,
    fusion_intents.FuseSeries: fusion.fuse,
    fusion_intents.SetFusion: fusion.set_fusion,
    fusion_intents.StepFusionMode: fusion.step_mode,
    fusion_intents.MoveSwipe: fusion.move_swipe,
    fusion_intents.RegisterFused: _unchanged,
    fusion_intents.LinkHere: fusion.link_here,
    fusion_intents.DropLink: fusion.drop_link,
    fusion_intents.LinkViews: fusion.link_views,
    fusion_intents.SeriesLinked: fusion.take_link,
    mask_edit_intents.PaintStroke: _unchanged,
    mask_edit_intents.EndStroke: _unchanged,
    mask_edit_intents.UndoStroke: _unchanged,
    mask_edit_intents.RedoStroke: _unchanged,
    mask_edit_intents.EditFinding: edits.edit_finding,
    mask_edit_intents.ResizeBrush: edits.resize_brush,
    mask_edit_facts.MaskPainted: edits.take_painted,
    facts.NumbersFound: patient.find,
    patient_intents.EnterNumber: patient.enter,
    patient_intents.UndoNumber: patient.undo,
    patient_intents.RedoNumber: patient.redo,
    drawing_intents.Undo: drawings.undo,
    drawing_intents.Redo: drawings.redo,
}


def reduce(state: ViewState, change: Intent | Fact) -> ViewState:
    """The state after a wish or a fact; the same object when nothing changes."""
    return REDUCERS[type(change)](state, change)
