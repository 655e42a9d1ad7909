"""JSON: one article a line, or one array of all."""

from __future__ import annotations

import zlib
from typing import IO, Any

import msgspec

from extractor.model import KINDS, Article
from extractor.writing.formats import Options, Writer

_ENCODER = msgspec.json.Encoder()
_GZIP = 16 + zlib.MAX_WBITS
_LONE_SURROGATES = "surrogatepass"


class JsonLinesWriter(Writer):
    """One article a line."""

    def __init__(self, stream: IO[bytes], options: Options) -> None:
        self._stream = stream
        self._selected = _Selection(options)
        self.takes_json = self._selected.is_all

    def write(self, article: Article, text: str) -> None:  # noqa: ARG002 - the text stays out
        """Write one line."""
        self.write_json(encode(self._selected.of(article)))

    def write_json(self, line: bytes) -> None:
        """Write one line as it is."""
        self._stream.write(line + b"\n")


class ZippedLinesWriter(JsonLinesWriter):
    """One article a line, compressed by gzip; the same articles give the same bytes."""

    def __init__(self, stream: IO[bytes], options: Options) -> None:
        super().__init__(stream, options)
        self._gzip = zlib.compressobj(wbits=_GZIP)

    def write_json(self, line: bytes) -> None:
        """Write one line, or what of it and those before it is ready."""
        self._stream.write(self._gzip.compress(line + b"\n"))

    def close(self) -> None:
        """Write what is left."""
        self._stream.write(self._gzip.flush())


class JsonWriter(Writer):
    """An array of all articles, indented."""

    def __init__(self, stream: IO[bytes], options: Options) -> None:
        self._stream = stream
        self._selected = _Selection(options)
        self._written = 0

    def write(self, article: Article, text: str) -> None:  # noqa: ARG002 - the text stays out
        """Write one element."""
        self._stream.write(b",\n" if self._written else b"[\n")
        self._stream.write(msgspec.json.format(encode(self._selected.of(article)), indent=2))
        self._written += 1

    def close(self) -> None:
        """Close the array."""
        self._stream.write(b"\n]\n" if self._written else b"[]\n")


class _Selection:
    """The article without the kinds that were not asked for."""

    def __init__(self, options: Options) -> None:
        left_out = set(KINDS) - set(options.kinds)
        self.is_all = not left_out
        self._fields = [name for name in Article.__struct_fields__ if name not in left_out]
        self._defaults = dict(
            zip(Article.__struct_fields__[::-1], Article.__struct_defaults__[::-1], strict=False)
        )

    def of(self, article: Article) -> Article | dict[str, Any]:
        if self.is_all:
            return article
        fields = {name: getattr(article, name) for name in self._fields}
        return {name: value for name, value in fields.items() if value is not None and value != {}}


def encode(value: Article | dict[str, Any]) -> bytes:
    """JSON of an article; half a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD."""
    try:
        return _ENCODER.encode(value)
    except UnicodeEncodeError:
        return _ENCODER.encode(_mended(msgspec.to_builtins(value)))


def without_surrogates(article: Article, text: str) -> tuple[Article, str]:
    """The article and its text with U+FFFD for each half of a surrogate pair."""
    try:
        _ENCODER.encode((article, text))
    except UnicodeEncodeError:
        whole = _mended(msgspec.to_builtins(article))
        return msgspec.convert(whole, Article), _mended(text)
    return article, text


def _mended(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        return value.encode("utf-16", _LONE_SURROGATES).decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_mended(key): _mended(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_mended(item) for item in value]
    return value
