"""Reads a model file back into the network it was written from (export.py), so that it can be rounded anew without
being trained again: what export.py writes of it differs by the second rounding alone.
"""
import struct

import torch

import encoder
from encoder import ARC, HIDDEN, LABEL, POSITIONS, SHAPES

LANES, VERSION = 16, 1


def sections(data):
    """name → bytes of the container of grammar/model_file.h."""
    magic, version, count = struct.unpack_from("<8sII", data)
    if magic != b"ENTGRAM\n" or version != VERSION:
        raise SystemExit("load.py: this is no model file of this version")
    out = {}
    for i in range(count):
        name, start, size = struct.unpack_from("<16sQQ", data, 32 + 40 * i)
        out[name.rstrip(b"\0").decode()] = data[start:start + size]
    return out


class Taken:
    """The parts of a section one after the other."""

    def __init__(self, data, kind):
        self.values, self.at = torch.frombuffer(bytearray(data), dtype=kind), 0

    def take(self, *shape):
        count = torch.Size(shape).numel()
        self.at += count
        return self.values[self.at - count:self.at].view(shape).float()


class Parts:
    def __init__(self, parts):
        self.bytes, self.floats = Taken(parts["bytes"], torch.int8), Taken(parts["floats"], torch.float32)

    def matrix(self, inner, columns):
        """weight [columns, inner] and bias: Store.add_matrix undone."""
        padded = columns + -columns % LANES
        panels = self.bytes.take(padded // LANES, inner // 4, LANES, 4)
        scale, bias = self.floats.take(padded), self.floats.take(padded)
        weight = panels.permute(0, 2, 1, 3).reshape(padded, inner) * scale[:, None]
        return weight[:columns], bias[:columns]

    def linear(self, layer):
        columns, inner = layer.weight.shape
        for to, value in zip((layer.weight, layer.bias), self.matrix(inner, columns)):
            to.copy_(value)

    def norm(self, norm):
        norm.weight.copy_(self.floats.take(HIDDEN)), norm.bias.copy_(self.floats.take(HIDDEN))


@torch.no_grad()
def model(path):
    """(net, {"pieces", "tags", "layers"}), as training hands them to export.py."""
    parts = sections(open(path, "rb").read())
    lines = {name: parts[name].decode().split("\n") for name in ("pieces", "tags", "relations", "names")}
    layers = int(parts["config"].split()[1])
    net = encoder.Encoder(len(lines["pieces"]), len(lines["tags"]), len(lines["names"]), len(lines["relations"]), layers)
    p = Parts(parts)
    rows = p.bytes.take(len(lines["pieces"]), HIDDEN)
    net.pieces.weight.copy_(rows * p.floats.take(len(rows), 1))
    net.positions.weight.copy_(p.floats.take(POSITIONS, HIDDEN)), net.shapes.weight.copy_(p.floats.take(SHAPES, HIDDEN))
    p.norm(net.norm)
    for layer in net.layers:
        p.linear(layer.qkv), p.linear(layer.out), p.norm(layer.norm1)
        p.linear(layer.up), p.linear(layer.down), p.norm(layer.norm2)
    weight, bias = p.matrix(HIDDEN, 2 * (ARC + LABEL + 1) + len(lines["tags"]) + len(lines["names"]))
    ones = (2 * ARC + LABEL, 2 * ARC + 2 * LABEL + 1)  # export.words_matrix: the columns that are always 1
    kept = [i for i in range(len(weight)) if i not in ones]
    heads = 2 * (ARC + LABEL)
    for layer, rows in ((net.mlp, kept[:heads]), (net.tags, kept[heads:heads + len(lines["tags"])]), (net.names, kept[heads + len(lines["tags"]):])):
        layer.weight.copy_(weight[rows]), layer.bias.copy_(bias[rows])
    p.linear(net.arc)
    relations = p.matrix(LABEL + 1, len(lines["relations"]) * (LABEL + 1))[0]
    net.label.copy_(relations.view(len(lines["relations"]), LABEL + 1, LABEL + 1).permute(0, 2, 1))
    assert p.bytes.at == len(p.bytes.values) and p.floats.at == len(p.floats.values), "the model file has parts left over"
    return net, {"pieces": lines["pieces"], "tags": lines["tags"], "layers": layers}
