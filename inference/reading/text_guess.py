"""What bytes most probably say when the declared character set cannot be true."""

import re
from dataclasses import dataclass

_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_WORD = re.compile(rb"[^\s\\^=,.\-0-9]+")
# The commonest family names, which tell Chinese and Korean apart where the bytes allow both.
_CHINESE_FAMILIES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏"
    "吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万"
)
_KOREAN_FAMILIES = frozenset(
    "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민나진지엄채원천방공현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용"
)


@dataclass(frozen=True, slots=True)
class Guess:
    """A reading of doubtful bytes, and the name of the character set it assumes."""

    text: str
    name: str


def reads_as_utf8(raw: bytes) -> bool:
    """True when ``raw`` is UTF-8 with letters beyond ASCII, by more than chance."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    wide = [character for character in text if ord(character) > 127]
    return len(wide) >= 3 and all(character.isalpha() for character in wide)


def latin_looks_wrong(raw: bytes, codec: str) -> bool:
    """True when bytes declared as a Latin set (``codec``) are evidently of another one.

    Evidence: valid UTF-8 sequences; C1 control codes; a word of accented letters only; two and
    more bytes beyond ASCII in a row of which one is no letter. Latin names have accented
    letters one by one among plain ones.
    """
    if _is_utf8(raw) or re.search(rb"[\x80-\x9f]", raw):
        return True
    for word in _WORD.findall(raw):
        for run in _HIGH_RUN.findall(word):
            letters = run.decode(codec, "replace").isalpha()
            if len(run) >= 2 and (len(run) == len(word) or not letters or len(run) >= 4):
                return True
    return False


def guess_text(raw: bytes, instead_of: str) -> Guess:
    """The most probable reading of ``raw``, which is not what its file declares."""
    best_score, best = 0.0, Guess(raw.decode("ascii", "replace"), "ASCII with unknown letters")
    if _is_utf8(raw):
        return Guess(raw.decode("utf-8"), "UTF-8")
    for name, codec, score_of in _CANDIDATES:
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        score = score_of(text)
        if score > best_score and codec != instead_of:
            best_score, best = score, Guess(text, name)
    return best


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return _HIGH_RUN.search(raw) is not None


def _chinese(text: str) -> float:
    wide = [character for character in text if ord(character) > 127]
    if not wide or not all("一" <= character <= "龥" for character in wide):
        return 0.0
    common = sum(_encodable(character, "gb2312") for character in wide) / len(wide)
    return 2.0 * common + (2.0 if wide[0] in _CHINESE_FAMILIES else 0.0)


def _korean(text: str) -> float:
    wide = [character for character in text if ord(character) > 127]
    if not wide or not all("가" <= character <= "힣" for character in wide):
        return 0.0
    return 1.5 + (2.4 if wide[0] in _KOREAN_FAMILIES else 0.0)


def _japanese(text: str) -> float:
    wide = [character for character in text if ord(character) > 127]
    kana = sum("ぁ" <= character <= "ー" or "ｦ" <= character <= "ﾟ" for character in wide)
    kanji = sum("一" <= character <= "龥" for character in wide)
    half = sum("ｦ" <= character <= "ﾟ" for character in wide)
    if not wide or kana + kanji < len(wide) or (half and kanji):
        return 0.0
    return 1.2 if half else 1.8


def _traditional(text: str) -> float:
    wide = [character for character in text if ord(character) > 127]
    if not wide or not all("一" <= character <= "龥" for character in wide):
        return 0.0
    return 1.4


def _western(text: str) -> float:
    """Accented letters one by one among plain ones."""
    raw = text.encode("cp1252", "replace")
    words = _WORD.findall(raw)
    lonely = all(len(run) == 1 for word in words for run in _HIGH_RUN.findall(word))
    plain = any(re.search(rb"[A-Za-z]", word) for word in words)
    letters = all(c.isalpha() or c in "’‘“”–—°µ²³±×·…€" for c in text if ord(c) > 127)
    return 2.5 if lonely and plain and letters else 0.5


def _encodable(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


_CANDIDATES = (
    ("Windows-1252", "cp1252", _western),
    ("GB18030", "gb18030", _chinese),
    ("EUC-KR", "euc_kr", _korean),
    ("Shift-JIS", "shift_jis", _japanese),
    ("Big5", "big5", _traditional),
)
