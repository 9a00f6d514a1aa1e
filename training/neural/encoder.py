"""The network: a six-layer encoder that starts from MiniLM, a head for tags and names, biaffine arcs and relations.

Layers are written out so that what is exported is what src/reading/neural computes.
"""
import json
import math
import struct

import torch
import torch.nn as nn
import torch.nn.functional as F

HIDDEN, HEADS, INNER, POSITIONS = 384, 12, 1536, 256
ARC, LABEL = 192, 63
SHAPES = 16  # 7 shapes of words and one for marks of the sentence; the same again for later pieces of a word


def read_safetensors(path):
    with open(path, "rb") as f:
        size = struct.unpack("<Q", f.read(8))[0]
        header = json.loads(f.read(size))
        body = f.read()
    tensors = {}
    for name, info in header.items():
        if name == "__metadata__" or info["dtype"] != "F32":
            continue
        begin, end = info["data_offsets"]
        tensors[name] = torch.frombuffer(bytearray(body[begin:end]), dtype=torch.float32).reshape(info["shape"])
    return tensors


class Dropout(nn.Module):
    """Dropout whose mask is a random stretch of one long mask: drawing each anew costs a fifth of training on a CPU."""
    long = {}

    def __init__(self, share):
        super().__init__()
        self.share = share

    def forward(self, x):
        if not self.training:
            return x
        kind = (self.share, x.dtype)
        if kind not in Dropout.long:
            Dropout.long[kind] = (torch.rand(1 << 23) >= self.share).to(x.dtype) / (1 - self.share)
        mask = Dropout.long[kind]
        at = int(torch.randint(0, len(mask) - x.numel(), (1,)))
        return x * mask[at:at + x.numel()].view(x.shape)


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = Dropout(0.1)

    def forward(self, x, mask):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None, None, :])
        x = self.norm1(x + self.drop(self.out(a.transpose(1, 2).reshape(b, n, HIDDEN))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x), approximate="tanh"))))


class Encoder(nn.Module):
    def __init__(self, pieces, tags, names, relations, layers):
        super().__init__()
        self.pieces = nn.Embedding(pieces, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.shapes = nn.Embedding(SHAPES, HIDDEN)
        nn.init.zeros_(self.shapes.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.drop = Dropout(0.1)
        self.drop_heads = Dropout(0.25)
        self.tags, self.names = nn.Linear(HIDDEN, tags), nn.Linear(HIDDEN, names)
        self.mlp = nn.Linear(HIDDEN, 2 * ARC + 2 * LABEL)
        self.arc = nn.Linear(ARC, ARC)
        self.label = nn.Parameter(torch.randn(relations, LABEL + 1, LABEL + 1) * 0.01)
        nn.init.normal_(self.arc.weight, std=1 / ARC)

    def start_from(self, tensors, kept, chosen):
        """MiniLM's weights; `chosen` layers of its six."""
        with torch.no_grad():
            self.pieces.weight.copy_(tensors["embeddings.word_embeddings.weight"][kept])
            self.positions.weight.copy_(tensors["embeddings.position_embeddings.weight"][:POSITIONS] + tensors["embeddings.token_type_embeddings.weight"][0])
            self.norm.weight.copy_(tensors["embeddings.LayerNorm.weight"])
            self.norm.bias.copy_(tensors["embeddings.LayerNorm.bias"])
            for layer, i in zip(self.layers, chosen):
                p = f"encoder.layer.{i}."
                for part in ("weight", "bias"):
                    getattr(layer.qkv, part).copy_(torch.cat([tensors[p + f"attention.self.{x}.{part}"] for x in ("query", "key", "value")]))
                    for mine, theirs in (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"), ("up", "intermediate.dense"),
                                         ("down", "output.dense"), ("norm2", "output.LayerNorm")):
                        getattr(getattr(layer, mine), part).copy_(tensors[p + theirs + "." + part])

    def encode(self, ids, shapes, mask):
        x = self.pieces(ids) + self.positions(torch.arange(ids.shape[1])) + self.shapes(shapes)
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def forward(self, ids, shapes, mask, firsts):
        """Scores of tags and names [b, w, ·], arcs [b, w, w] (column 0 is the root), and what relations are made of."""
        x = self.encode(ids, shapes, mask)
        words = x.gather(1, firsts[:, :, None].expand(-1, -1, HIDDEN))  # row 0 is [CLS]
        tags, names = self.tags(self.drop(words)), self.names(self.drop(words))
        m = F.relu(self.mlp(words)).float()
        m = self.drop_heads(m)
        dep, head, ldep, lhead = m.split([ARC, ARC, LABEL, LABEL], -1)
        arcs = self.arc(dep).float() @ head.transpose(1, 2) / math.sqrt(ARC)
        return tags, names, arcs, ldep, lhead

    def relations(self, ldep, lhead):
        """Scores of relations for rows of dependents and their heads."""
        ones = torch.ones_like(ldep[:, :1])
        left = torch.cat([ldep, ones], 1)
        mixed = torch.einsum("nd,rde->nre", left, self.label)
        return torch.einsum("nre,ne->nr", mixed, torch.cat([lhead, ones], 1))
