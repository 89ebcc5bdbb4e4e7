"""Change TFLite nets without a TensorFlow: they are flatbuffers, a tree of offset tables."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flatbuffers import Builder

__all__ = ["with_normalization", "without_output"]

# Indices of fields in the TFLite schema.
_MODEL_FIELDS: Final = 8
_MODEL_VERSION: Final = 0
_MODEL_SUBGRAPHS: Final = 2
_MODEL_BUFFERS: Final = 4
_MODEL_METADATA: Final = 6
_SUBGRAPH_OUTPUTS: Final = 2
_SUBGRAPH_OPERATORS: Final = 3
_OPERATOR_INPUTS: Final = 1
_OPERATOR_OUTPUTS: Final = 2


class _Table(NamedTuple):
    """A table of a flatbuffer: fields are found through its vtable, references are relative."""

    data: bytearray
    position: int

    def field(self, index: int) -> int | None:
        (vtable_distance,) = struct.unpack_from("<i", self.data, self.position)
        vtable = self.position - vtable_distance
        (vtable_size,) = struct.unpack_from("<H", self.data, vtable)
        slot = 4 + 2 * index
        if slot >= vtable_size:
            return None
        (offset,) = struct.unpack_from("<H", self.data, vtable + slot)
        return self.position + offset if offset else None

    def vector(self, index: int) -> tuple[int, int]:
        """Return where the vector's elements begin, and how many there are."""
        field = self.field(index)
        if field is None:
            return 0, 0
        start = _follow(self.data, field)
        return start + 4, struct.unpack_from("<I", self.data, start)[0]

    def integers(self, index: int) -> list[int]:
        start, count = self.vector(index)
        return list(struct.unpack_from(f"<{count}i", self.data, start))

    def tables(self, index: int) -> list[_Table]:
        start, count = self.vector(index)
        return [
            _Table(self.data, _follow(self.data, start + 4 * element)) for element in range(count)
        ]


def _follow(data: bytearray, position: int) -> int:
    (distance,) = struct.unpack_from("<I", data, position)
    return position + int(distance)


def without_output(net: bytes, output: int) -> bytes:
    """Return the net without one of its outputs and the operations that only serve it.

    The interpreter runs every listed operation, wanted or not. The list is shortened in place;
    what the other outputs compute does not change.
    """
    data = bytearray(net)
    graph = _Table(data, _follow(data, 0)).tables(_MODEL_SUBGRAPHS)[0]
    operators = graph.tables(_SUBGRAPH_OPERATORS)
    outputs = [
        tensor for index, tensor in enumerate(graph.integers(_SUBGRAPH_OUTPUTS)) if index != output
    ]
    start, _ = graph.vector(_SUBGRAPH_OPERATORS)
    needed = _needed(operators, outputs)
    for element, operator in enumerate(needed):
        slot = start + 4 * element
        struct.pack_into("<I", data, slot, operators[operator].position - slot)
    struct.pack_into("<I", data, start - 4, len(needed))
    start, _ = graph.vector(_SUBGRAPH_OUTPUTS)
    struct.pack_into(f"<I{len(outputs)}i", data, start - 4, len(outputs), *outputs)
    return bytes(data)


def _needed(operators: list[_Table], outputs: Iterable[int]) -> list[int]:
    producer = {
        tensor: index
        for index, operator in enumerate(operators)
        for tensor in operator.integers(_OPERATOR_OUTPUTS)
    }
    needed: set[int] = set()
    open_tensors = list(outputs)
    while open_tensors:
        index = producer.get(open_tensors.pop())
        if index is not None and index not in needed:
            needed.add(index)
            open_tensors += operators[index].integers(_OPERATOR_INPUTS)
    return sorted(needed)


# Indices of fields in the schema of TFLite metadata.
_NORMALIZATION_OPTIONS: Final = 1
_NOTE_NAME: Final = "TFLITE_METADATA"
_ALIGNMENT: Final = 64


def with_normalization(net: bytes, mean: float, std: float) -> bytes:
    """Return the net with metadata that says ``(pixel - mean) / std`` goes in.

    References in a flatbuffer point forward, so a new head, whose root refers to the parts of the
    old root, goes before the file; what was there does not change. To the builder, which counts
    from the end, a place in the old file is a negative offset.
    """
    from flatbuffers import Builder

    data = bytearray(net)
    old = _Table(data, _follow(data, 0))
    builder = Builder(1024)
    builder.Prep(_ALIGNMENT, 0)
    note = _normalization_note(mean, std)
    buffers = [-table.position for table in old.tables(_MODEL_BUFFERS)]
    entries = [-table.position for table in old.tables(_MODEL_METADATA)]
    name = builder.CreateString(_NOTE_NAME)
    builder.StartObject(2)
    builder.PrependUOffsetTRelativeSlot(0, name, 0)
    builder.PrependUint32Slot(1, len(buffers), 0)
    entries.append(builder.EndObject())
    content = _aligned_bytes(builder, note)
    builder.StartObject(1)
    builder.PrependUOffsetTRelativeSlot(0, content, 0)
    buffers.append(builder.EndObject())
    new = {
        _MODEL_BUFFERS: _references(builder, buffers),
        _MODEL_METADATA: _references(builder, entries),
    }
    builder.StartObject(_MODEL_FIELDS)
    for index in range(_MODEL_FIELDS):
        field = old.field(index)
        if index in new:
            builder.PrependUOffsetTRelativeSlot(index, new[index], 0)
        elif field is not None and index == _MODEL_VERSION:
            builder.PrependUint32Slot(index, struct.unpack_from("<I", data, field)[0], 0)
        elif field is not None:
            builder.PrependUOffsetTRelativeSlot(index, -_follow(data, field), 0)
    builder.Finish(builder.EndObject(), file_identifier=b"TFL3")
    return bytes(builder.Output()) + net


def _references(builder: Builder, offsets: list[int]) -> int:
    builder.StartVector(4, len(offsets), 4)
    for offset in reversed(offsets):
        builder.PrependUOffsetTRelative(offset)
    return int(builder.EndVector())


def _aligned_bytes(builder: Builder, data: bytes) -> int:
    builder.StartVector(1, len(data), 16)
    for byte in reversed(data):
        builder.PrependByte(byte)
    return int(builder.EndVector())


def _normalization_note(mean: float, std: float) -> bytes:
    """Return metadata: model > subgraph > input tensor > process unit > mean and deviation."""
    from flatbuffers import Builder

    builder = Builder(256)
    numbers = []
    for number in (mean, std):
        builder.StartVector(4, 1, 4)
        builder.PrependFloat32(number)
        numbers.append(builder.EndVector())
    builder.StartObject(2)
    builder.PrependUOffsetTRelativeSlot(0, numbers[0], 0)
    builder.PrependUOffsetTRelativeSlot(1, numbers[1], 0)
    options = builder.EndObject()
    builder.StartObject(2)
    builder.PrependUint8Slot(0, _NORMALIZATION_OPTIONS, 0)
    builder.PrependUOffsetTRelativeSlot(1, options, 0)
    unit = builder.EndObject()
    tensor = _parent(builder, fields=7, field=4, child=unit)
    subgraph = _parent(builder, fields=10, field=2, child=tensor)
    model = _parent(builder, fields=8, field=3, child=subgraph)
    builder.Finish(model, file_identifier=b"M001")
    return bytes(builder.Output())


def _parent(builder: Builder, *, fields: int, field: int, child: int) -> int:
    """Add a table with one field, a vector that holds the child."""
    children = _references(builder, [child])
    builder.StartObject(fields)
    builder.PrependUOffsetTRelativeSlot(field, children, 0)
    return int(builder.EndObject())
