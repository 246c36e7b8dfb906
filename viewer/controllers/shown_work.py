"""What models and DICOM objects put into the pictures of an export."""

from collections.abc import Iterator, Mapping

from inference.imaging.result import InferenceResult
from viewer.controllers.scenes import masks_over
from viewer.export.series_objects import SeriesObjects, object_row, owner_of, parts_of
from viewer.state.object_layers import ObjectLayers
from viewer.state.scene import Scene
from viewer.state.view_state import ViewState

Views = Mapping[int, Scene]  # by pane


def results_shown(state: ViewState, views: Views) -> tuple[InferenceResult, ...]:
    """The results of which a layer, a finding or weights of slices are in one of the views."""
    shown = list(_layers_of_views(state, views))
    owners = {owner_of(mask.id) for made in shown for mask in made.masks}
    owners |= {owner_of(heatmap.id) for made in shown for heatmap in made.heatmaps}
    owners |= {owner_of(finding.id) for made in shown for finding in made.findings}
    scenes = [scene for scene in views.values() if scene.show_overlays]
    strips = {id(strip) for scene in scenes for strip in scene.strips}
    return tuple(
        placed.result
        for placed in state.results.results
        if placed.result.request_id in owners or any(id(s) in strips for s in placed.result.strips)
    )


def objects_shown(state: ViewState, views: Views) -> SeriesObjects:
    """The DICOM objects of which something is switched on in one of the views."""
    shown = list(_layers_of_views(state, views))
    solids = {
        owner_of(mask.id)
        for pane, scene in views.items()
        if scene.solid is not None
        for mask in _solid_masks(state, pane).masks
    }
    owners, rows = [], []
    for owner, origin in state.results.origins.items():
        made = parts_of(shown, owner)
        if origin.kind and made != ObjectLayers():
            row = object_row(origin.kind, origin.object_uid, origin.name, made)
            owners.append(owner)
            rows.append({**row, "on_this_slice": owner in solids})
    return SeriesObjects(owners=tuple(owners), drawn=tuple(rows))


def _layers_of_views(state: ViewState, views: Views) -> Iterator[ObjectLayers]:
    for pane, scene in views.items():
        if scene.show_overlays:
            yield _solid_masks(state, pane) if scene.solid is not None else _visible(scene)


def _visible(scene: Scene) -> ObjectLayers:
    return ObjectLayers(
        tuple(one for one in scene.masks if one.visible),
        tuple(one for one in scene.heatmaps if one.visible),
        tuple(one for one in scene.contours if one.visible),
        tuple(one for one in scene.marks if one.visible),
        scene.findings,
    )


def _solid_masks(state: ViewState, pane: int) -> ObjectLayers:
    """The masks whose surfaces a 3D picture shows; its scene holds the picture alone."""
    series = state.series_of(pane)
    masks = () if series is None else masks_over(state, series)
    return ObjectLayers(tuple(mask for mask in masks if mask.visible))
