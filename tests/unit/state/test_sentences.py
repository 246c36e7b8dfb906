"""A finished English sentence is known by the template that made it."""

import time

import pytest

from viewer.state.sentences import LONGEST, Sentences

TABLE = Sentences(
    {
        "liver": "肝",
        "The series": "该序列",
        "{0} cannot be read: {1}.": "无法读取 {0}：{1:tr}。",
        "The folder {0} cannot be read: {1}.": "无法读取文件夹 {0}：{1:tr}。",
        "Permission denied": "权限不足",
        "{0} files. First: {1}": "{0} 个文件。首个：{1:tr}",
        "Open it again.": "请重新打开。",
        "its modality is {0}, not {1}": "模态为 {0}，而不是 {1}",
        "The model does not suit: {0}.": "模型不适用：{0:tr}。",
        "{0}: moved {1} mm": "{0:tr}：移动 {1} mm",
    }
)


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("a.dcm cannot be read: Permission denied.", "无法读取 a.dcm：权限不足。"),
        ("The folder CT cannot be read: odd.", "无法读取文件夹 CT：odd。"),  # not a file "The …"
        ("liver cannot be read: liver.", "无法读取 liver：肝。"),  # a name stays a name
        ("2 files. First: x cannot be read: odd.", "2 个文件。首个：无法读取 x：odd。"),
        ("x cannot be read: odd. Open it again.", "无法读取 x：odd。请重新打开。"),
        ("Open it again. Nobody knows.", "请重新打开。 Nobody knows."),
        ("Dr. Smith cannot be read: odd.", "无法读取 Dr. Smith：odd。"),
        (
            "The model does not suit: its modality is MR, not CT; its modality is , not MR.",
            "模型不适用：模态为 MR，而不是 CT；模态为 ，而不是 MR。",
        ),
        ("The series: moved 3 mm\nliver", "该序列：移动 3 mm\n肝"),
        ("Nothing of the kind", "Nothing of the kind"),
        ("100 {0} % of {x}", "100 {0} % of {x}"),
        ("{0} cannot be read: {1:d}.", "无法读取 {0}：{1:d}。"),  # braces in a name are no places
        ("", ""),
    ],
)
def test_a_sentence_is_translated_by_the_template_it_fits(english: str, chinese: str) -> None:
    assert TABLE(english) == chinese


def test_what_is_too_long_to_be_a_sentence_is_left_alone_at_once() -> None:
    begun = time.perf_counter()
    for text in ("x" * (LONGEST + 1), "a: b. C; " * (LONGEST // 9)):
        assert TABLE(text) == text
    assert time.perf_counter() - begun < 2.0
