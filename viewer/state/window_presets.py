"""The named CT windows, in HU; never offered for anything else."""

from inference.imaging.display_window import DisplayWindow

CT_WINDOWS: tuple[DisplayWindow, ...] = (
    DisplayWindow(40, 80, name="brain"),
    DisplayWindow(40, 400, name="soft tissue"),
    DisplayWindow(50, 400, name="mediastinum"),
    DisplayWindow(480, 2500, name="bone"),
    DisplayWindow(-600, 1500, name="lung"),
    DisplayWindow(90, 150, name="liver"),
)


def presets_for(unit: str, modality: str) -> tuple[DisplayWindow, ...]:
    """The windows on offer for a series: those of CT where its values are HU, else none."""
    return CT_WINDOWS if modality == "CT" and unit == "HU" else ()
