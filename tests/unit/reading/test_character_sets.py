"""Names and descriptions decode as their character sets declare, or say that they do not."""

import pytest

from inference.reading.character_sets import decode_text

# PS3.5 annexes H, I, J and K: the standard's own examples.
STANDARD = [
    (
        b"\\ISO 2022 IR 87",
        b"Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B=\x1b$B$d$^$@\x1b(B^\x1b$B$?$m$&\x1b(B",
        "Yamada^Tarou=山田^太郎=やまだ^たろう",
    ),
    (
        b"ISO 2022 IR 13\\ISO 2022 IR 87",
        b"\xd4\xcf\xc0\xde^\xc0\xdb\xb3=\x1b$B;3ED\x1b(J^\x1b$BB@O:\x1b(J"
        b"=\x1b$B$d$^$@\x1b(J^\x1b$B$?$m$&\x1b(J",
        "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう",
    ),
    (
        b"\\ISO 2022 IR 149",
        b"Hong^Gildong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7=\x1b$)C\xc8\xab^\x1b$)C\xb1\xe6\xb5\xbf",
        "Hong^Gildong=洪^吉洞=홍^길동",
    ),
    (
        b"\\ISO 2022 IR 58",
        b"Zhang^XiaoDong=\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1\xb6\xab=",
        "Zhang^XiaoDong=张^小东=",
    ),
    (
        b"ISO_IR 192",
        "Wang^XiaoDong=王^小東=".encode(),
        "Wang^XiaoDong=王^小東=",
    ),
    (
        b"GB18030",
        "Wang^XiaoDong=王^小东=".encode("gb18030"),
        "Wang^XiaoDong=王^小东=",
    ),
]


@pytest.mark.parametrize(("declared", "raw", "expected"), STANDARD)
def test_the_standards_examples_decode_without_doubt(
    declared: bytes, raw: bytes, expected: str
) -> None:
    decoded = decode_text(raw, declared)
    assert (decoded.text, decoded.doubt) == (expected, "")


@pytest.mark.parametrize(
    ("declared", "codec", "text"),
    [
        (b"ISO_IR 100", "latin_1", "Müller^Jörg"),
        (b"ISO_IR 100", "latin_1", "Zoë^Ångström"),
        (b"ISO_IR 100", "latin_1", "30° flip, 5 µm"),
        (b"ISO_IR 101", "iso8859_2", "Wałęsa^Lech"),
        (b"ISO_IR 144", "iso8859_5", "Иванов^Пётр"),
        (b"ISO_IR 126", "iso8859_7", "Διονυσιος"),
        (b"ISO_IR 127", "iso8859_6", "قباني^لنزار"),
        (b"ISO_IR 138", "iso8859_8", "שרון^דבורה"),
        (b"ISO_IR 166", "tis_620", "สมชาย"),
        (b"GBK", "gbk", "镕^张"),  # a trail byte of the first sign is a plain letter's
        (b"GB18030", "gb18030", "㐀^𠀀"),  # four-byte forms
        (b"ISO-IR 100", "latin_1", "François"),  # common misspellings of the defined term
        (b"utf-8", "utf-8", "Łukasz"),
    ],
)
def test_declared_sets_are_believed_where_the_bytes_agree(
    declared: bytes, codec: str, text: str
) -> None:
    decoded = decode_text(text.encode(codec), declared)
    assert (decoded.text, decoded.doubt) == (text, "")


@pytest.mark.parametrize(
    ("declared", "codec", "text"),
    [
        (b"ISO_IR 100", "gbk", "王^丽"),
        (b"ISO_IR 100", "gbk", "欧阳^建国"),
        (b"ISO_IR 100", "gb18030", "上海市第一人民医院"),
        (b"ISO_IR 100", "utf-8", "李^娜"),
        (b"ISO_IR 100", "utf-8", "Müller"),
        (b"ISO_IR 100", "euc_kr", "김^희중"),
        (b"ISO_IR 100", "shift_jis", "山田^太郎"),
        (b"", "latin_1", "Müller"),
        (b"", "gbk", "张^伟"),
        (b"", "big5", "陳^大文"),
        (b"ISO_IR 192", "latin_1", "Müller"),
        (b"ISO_IR 144", "utf-8", "Иванов^Пётр"),
    ],
)
def test_text_that_contradicts_its_declared_set_is_read_right_and_doubted(
    declared: bytes, codec: str, text: str
) -> None:
    decoded = decode_text(text.encode(codec), declared)
    assert decoded.text == text
    assert decoded.doubt


def test_undeclared_escape_sequences_are_followed_and_doubted() -> None:
    decoded = decode_text(b"\x1b$B;3ED\x1b(B", b"")
    assert decoded.text == "山田"
    assert decoded.doubt


def test_an_escape_sequence_unknown_to_dicom_is_doubted() -> None:
    assert decode_text(b"A\x1b$)QB\xa4\xe4", b"\\ISO 2022 IR 87").doubt


def test_bytes_that_fit_no_set_are_never_silent() -> None:
    assert decode_text(b"\xff\xfe\x80 \x81", b"ISO_IR 192").doubt


def test_padding_and_control_codes_disappear() -> None:
    assert decode_text(b"Doe^Jane \0", b"").text == "Doe^Jane"
