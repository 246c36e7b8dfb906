"""The table of dialogs: what a command with ``ask`` opens before it can wish for anything."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog

from viewer.state.intents import (
    ChangeSetting,
    OpenPaths,
    SaveResults,
    SaveScreenshot,
    SaveTestPattern,
)
from viewer.state.key_image_intents import SaveKeyImages
from viewer.state.library_intents import CopyIntoLibrary, ExportDataset, TrainingLayout
from viewer.state.result_intents import LoadMask
from viewer.state.study_labels import question_of
from viewer.state.view_state import ViewState
from viewer.widgets.areas import step_area
from viewer.widgets.hanging_menu import hanging_menu
from viewer.widgets.main_window import MainWindow
from viewer.widgets.pages import about_page, keys_page, log_page
from viewer.widgets.palette import Palette
from viewer.widgets.preferences import Preferences
from viewer.widgets.qc_page import QcPage
from viewer.widgets.study_label_page import StudyLabelPage
from viewer.widgets.words import Dispatch, tr

Ask = Callable[[MainWindow, ViewState, Dispatch], None]


def _open_folder(window: MainWindow, _: ViewState, dispatch: Dispatch) -> None:
    folder = QFileDialog.getExistingDirectory(window, tr("Open folder…"))
    if folder:
        dispatch(OpenPaths((Path(folder),)))


def _open_files(window: MainWindow, _: ViewState, dispatch: Dispatch) -> None:
    names, _kind = QFileDialog.getOpenFileNames(window, tr("Open files…"))
    if names:
        dispatch(OpenPaths(tuple(Path(name) for name in names)))


def _copy_into_library(window: MainWindow, _: ViewState, dispatch: Dispatch) -> None:
    folder = QFileDialog.getExistingDirectory(window, tr("Copy folder into the library…"))
    if folder:
        dispatch(CopyIntoLibrary((Path(folder),)))


def _load_mask(window: MainWindow, _: ViewState, dispatch: Dispatch) -> None:
    kinds = "*.nii.gz *.nii *.nrrd *.nhdr *.mha *.mhd"
    name, _kind = QFileDialog.getOpenFileName(
        window, tr("Load a mask…"), "", f"NIfTI, NRRD, MetaImage ({kinds})"
    )
    if name:
        dispatch(LoadMask(Path(name)))


def _export_dataset(window: MainWindow, state: ViewState, dispatch: Dispatch) -> None:
    layouts: dict[str, TrainingLayout] = {
        tr("FLAIR slices with a lesion mask"): "slices",
        tr("Volumes with label maps"): "volumes",
        tr("Single pictures of labelled studies"): "pictures",
    }
    kinds = ";;".join(f"{words} (*)" for words in layouts)
    name, kind = QFileDialog.getSaveFileName(
        window, tr("Export training data…"), "training-data", kinds
    )
    if name:
        layout = layouts.get(kind.removesuffix(" (*)"), "slices")
        questions = sorted({question_of(text) for text in state.known_labels})
        question, sure = "", True
        if layout == "pictures" and len(questions) > 1:
            asked = tr("Which label shall be learned?")
            question, sure = QInputDialog.getItem(
                window, tr("Export training data…"), asked, questions, 0, False
            )
        if sure:
            dispatch(ExportDataset(Path(name), layout, question))


def _screenshot(window: MainWindow, _: ViewState, dispatch: Dispatch) -> None:
    name, _kind = QFileDialog.getSaveFileName(
        window, tr("Save screenshot…"), "radlens.png", "PNG (*.png)"
    )
    if name:
        dispatch(SaveScreenshot(Path(name).with_suffix(".png")))


def _screenshot_all(window: MainWindow, _: ViewState, dispatch: Dispatch) -> None:
    name, _kind = QFileDialog.getSaveFileName(
        window, tr("Save screenshot of all views…"), "radlens.png", "PNG (*.png)"
    )
    if name:
        dispatch(SaveScreenshot(Path(name).with_suffix(".png"), all_views=True))


def _save_results(window: MainWindow, _: ViewState, dispatch: Dispatch) -> None:
    folder = QFileDialog.getExistingDirectory(window, tr("Save results…"))
    if folder:
        dispatch(SaveResults(Path(folder)))


def _save_key_images(window: MainWindow, _: ViewState, dispatch: Dispatch) -> None:
    folder = QFileDialog.getExistingDirectory(window, tr("Save key images…"))
    if folder:
        dispatch(SaveKeyImages(Path(folder)))


def _save_test_pattern(window: MainWindow, _: ViewState, dispatch: Dispatch) -> None:
    name, _kind = QFileDialog.getSaveFileName(
        window, tr("Save test pattern as DICOM…"), "tg18-qc.dcm", "DICOM (*.dcm)"
    )
    if name:
        dispatch(SaveTestPattern(Path(name).with_suffix(".dcm")))


def _hanging(window: MainWindow, state: ViewState, dispatch: Dispatch) -> None:
    menu = hanging_menu(window, state, dispatch)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(window.views.mapToGlobal(window.views.rect().topLeft()))


def _palette(window: MainWindow, state: ViewState, dispatch: Dispatch) -> None:
    Palette(window, state, dispatch).open()


def _preferences(window: MainWindow, state: ViewState, dispatch: Dispatch) -> None:
    Preferences(window, state, dispatch).open()


def _search(window: MainWindow, state: ViewState, dispatch: Dispatch) -> None:
    window.show_search()


def _full_screen(window: MainWindow, *_: object) -> None:
    if window.isFullScreen():
        window.showNormal()
    else:
        window.showFullScreen()


def _language(_window: MainWindow, state: ViewState, dispatch: Dispatch) -> None:
    other = "en" if state.settings.get("language") == "zh_CN" else "zh_CN"
    dispatch(ChangeSetting("language", other))


def _theme(_window: MainWindow, state: ViewState, dispatch: Dispatch) -> None:
    dispatch(ChangeSetting("theme", "dark" if state.settings.get("theme") == "light" else "light"))


def _quit(window: MainWindow, *_: object) -> None:
    window.close()


ASKS: dict[str, Ask] = {
    "open-folder": _open_folder,
    "open-files": _open_files,
    "copy-into-library": _copy_into_library,
    "load-mask": _load_mask,
    "label-study": lambda window, state, dispatch: StudyLabelPage(window, state, dispatch).open(),
    "export-dataset": _export_dataset,
    "screenshot": _screenshot,
    "screenshot-all": _screenshot_all,
    "save-results": _save_results,
    "save-key-images": _save_key_images,
    "save-test-pattern": _save_test_pattern,
    "hanging": _hanging,
    "palette": _palette,
    "preferences": _preferences,
    "search": _search,
    "next-area": lambda window, state, _dispatch: step_area(window.areas(state), 1),
    "previous-area": lambda window, state, _dispatch: step_area(window.areas(state), -1),
    "full-screen": _full_screen,
    "language": _language,
    "theme": _theme,
    "test-pattern": lambda window, state, dispatch: QcPage(window, state).open(),
    "training": lambda window, _state, _dispatch: window.show_trainings(),
    "keys": lambda window, state, dispatch: keys_page(window).open(),
    "log": lambda window, state, dispatch: log_page(window, state).open(),
    "about": lambda window, state, dispatch: about_page(window).open(),
    "quit": _quit,
}
