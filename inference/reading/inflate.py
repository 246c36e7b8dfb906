"""Deflated data sets (PS3.5 A.5) inflated, but never beyond a stated size."""

import zlib


def inflate(packed: bytes, limit: int, whole: bool = True) -> bytes:
    """Inflate raw deflate data; zlib.error when damaged or (if ``whole``) beyond ``limit``."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    plain = stream.decompress(packed, limit)
    if whole and not stream.eof and len(plain) >= limit:
        raise zlib.error(f"inflates to more than {limit // 1024**2} MB")
    return plain
