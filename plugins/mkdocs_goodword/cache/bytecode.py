"""Templates as Jinja2 has compiled them once. Source: jinja2.BytecodeCache."""

from __future__ import annotations

from collections.abc import Callable

from jinja2.bccache import Bucket, BytecodeCache

from mkdocs_goodword.cache.fingerprints import digest
from mkdocs_goodword.cache.rows import Kept


class CompiledTemplates(BytecodeCache):
    """The code of templates among the rows of a build.

    `surroundings` is the digest of all that code depends on beside a template's own text: what a filter makes of a
    constant is worked out while it is compiled. `rows` gives what takes the place of the store just then.
    """

    def __init__(self, rows: Callable[[], Kept], surroundings: bytes) -> None:
        self.rows, self.surroundings = rows, surroundings

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, where the template is known; Jinja2 looks at the version of its code itself."""
        row = self.rows().get(self._key(bucket))
        if row is not None:
            bucket.bytecode_from_string(row)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what was compiled."""
        self.rows().put(self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> bytes:
        return digest("template", self.surroundings, bucket.key, bucket.checksum)
