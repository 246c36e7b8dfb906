"""The commands of the menu Results."""

from viewer.commands.command import Command
from viewer.state import conditions as can
from viewer.state import intents
from viewer.state.conditions import just
from viewer.state.mask_edit_intents import EditFinding
from viewer.state.mask_edits import can_edit_finding
from viewer.state.result_intents import AcceptOpenFindings, ReviewFinding, StepFinding
from viewer.state.view_state import Tab

TABS: tuple[tuple[Tab, str], ...] = (
    ("layers", "Layers"),
    ("findings", "Findings"),
    ("model", "Model"),
    ("jobs", "Jobs"),
    ("info", "Info"),
)

# fmt: off
RESULTS = (
    Command("run-model", "Run the model", "Results", just(intents.RunModel()), keys=("Ctrl+R",),
            icon="run", enabled=can.can_run, on_tool_bar=True),
    Command("acknowledge", "Accept the series' warnings", "Results", can.acknowledge,
            enabled=lambda s: can.has_series(s) and can.acknowledge(s) is not None),
    Command("cancel-work", "Stop all work", "Results", just(intents.CancelJob()),
            keys=("Ctrl+.",), icon="stop", enabled=can.has_work),
    Command("next-finding", "Next finding", "Results", just(StepFinding(1)),
            keys=("Tab",), scope="views", enabled=can.has_findings, group=1),
    Command("previous-finding", "Previous finding", "Results", just(StepFinding(-1)),
            keys=("Shift+Tab",), scope="views", enabled=can.has_findings, group=1),
    Command("accept-finding", "Accept the finding", "Results",
            just(ReviewFinding("accepted")), keys=("A",), enabled=can.has_selected_finding,
            group=1),
    Command("reject-finding", "Reject the finding", "Results",
            just(ReviewFinding("rejected")), keys=("X",), enabled=can.has_selected_finding,
            group=1),
    Command("accept-findings", "Accept all open findings", "Results", just(AcceptOpenFindings()),
            keys=("Shift+A",), enabled=can.has_open_findings, group=1),
    Command("load-mask", "Load a mask…", "Results", ask="load-mask", keys=("Ctrl+Shift+M",),
            enabled=can.has_series, group=1),
    Command("edit-finding", "Edit the finding's mask", "Results", just(EditFinding()), keys=("D",),
            icon="brush", enabled=can_edit_finding, group=1),
    Command("label-study", "Label the study…", "Results", ask="label-study", keys=("Q",),
            enabled=can.has_slice, group=3),
    Command("export-dataset", "Export training data…", "Results", ask="export-dataset",
            keys=("Ctrl+Shift+E",), group=3),
    Command("training", "Training…", "Results", ask="training", keys=("Ctrl+T",), group=3),
    *(
        Command(f"tab-{tab}", title, "Results", just(intents.ShowTab(tab)), keys=(f"Alt+{number}",),
                checked=can.tab_is(tab), group=2)
        for number, (tab, title) in enumerate(TABS, start=1)
    ),
)
# fmt: on
