"""Writes a trained encoder as the model file that src/reading/neural reads (encoder_model.h, kernels.h).

    export.py TRAINED.pt OUT.bin --text TREEBANK.conllu… [--sample SENTENCES.txt ROWS.tsv]
    export.py MODEL.bin OUT.bin --text …        the same of a model file, which is rounded once more

--text is what the weights are rounded for (rounding.py): only its words count. With --sample, the scores that torch gives for sentences (one a line, words apart), with the weights as they are
after rounding but activations in float, for the test that holds the program's slow twin to it.
"""
import argparse
import struct

import torch

import encoder
import load
import rounding
import treebank
from encoder import ARC, HIDDEN, LABEL, POSITIONS
from train import RELATIONS, make_row
from treebank import ENTITY_TAGS

LANES, ALIGN, MASK = 16, 64, (1 << 64) - 1
EVERY = 20  # sentences of a treebank, for one that is taken


def multiplicative_hash(data):
    """grammar/feature_hash.h: mix over 8-byte words, then finish."""
    h = len(data)
    whole = len(data) // 8 * 8
    for (word,) in struct.iter_unpack("<Q", data[:whole]):
        h = mix(h, word)
    for byte in data[whole:]:
        h = mix(h, byte)
    return finish(h)


def mix(h, value):
    return (((h << 23 | h >> 41) & MASK ^ value) * 0x9E3779B97F4A7C15) & MASK


def finish(h):
    h ^= h >> 31
    h = h * 0xD6E8FEB86659FD93 & MASK
    return h ^ h >> 32


def pack(sections):
    """The container of grammar/model_file.h, sections at multiples of 64."""
    table, body = b"", bytearray()
    start = 32 + 40 * len(sections)
    for name, data in sections:
        body += bytes(-(start + len(body)) % ALIGN)
        table += name.encode().ljust(16, b"\0") + struct.pack("<QQQ", start + len(body), len(data), multiplicative_hash(data))
        body += data
    return b"ENTGRAM\n" + struct.pack("<IIQQ", 1, len(sections), start + len(body), multiplicative_hash(table)) + table + bytes(body)


class Store:
    def __init__(self):
        self.bytes, self.floats = bytearray(), bytearray()

    def add_floats(self, tensor):
        self.floats += tensor.detach().float().contiguous().numpy().tobytes()

    def add_short_floats(self, tensor):
        """Of half the digits (bfloat16), so that half the bytes are nothing."""
        self.add_floats(rounding.short(tensor))

    def add_matrix(self, weight, bias, scale):
        """weight [columns, inner]: panels of 16 columns, in fours along the inner dimension."""
        columns, inner = weight.shape
        fill = -columns % LANES
        weight = torch.cat([weight, weight.new_zeros(fill, inner)])
        bias = torch.cat([bias, bias.new_zeros(fill)])
        scale = torch.cat([scale, scale.new_ones(fill)])
        panels = to_bytes(weight, scale).view(-1, LANES, inner // 4, 4).permute(0, 2, 1, 3).contiguous()
        self.bytes += panels.numpy().tobytes()
        self.add_short_floats(scale), self.add_floats(bias)

    def add_norm(self, norm):
        self.add_floats(norm.weight), self.add_floats(norm.bias)


def to_bytes(weight, scale):
    return (weight.detach() / scale[:, None]).round().clamp(-127, 127).to(torch.int8)


def words_matrix(net):
    """The heads' first step side by side; a column that is always 1 behind each part made for relations."""
    one_weight, one_bias = torch.zeros(1, HIDDEN), torch.ones(1)
    w, b = net.mlp.weight.detach(), net.mlp.bias.detach()
    cut = [2 * ARC, 2 * ARC + LABEL]
    weight = torch.cat([w[:cut[1]], one_weight, w[cut[1]:], one_weight, net.tags.weight, net.names.weight])
    bias = torch.cat([b[:cut[1]], one_bias, b[cut[1]:], one_bias, net.tags.bias, net.names.bias])
    return weight, bias


def model_file(net, saved):
    store = Store()
    scale = rounding.of_pieces(net.pieces)
    store.bytes += to_bytes(net.pieces.weight, scale).numpy().tobytes()
    store.add_short_floats(scale), store.add_short_floats(net.positions.weight), store.add_short_floats(net.shapes.weight)
    store.add_norm(net.norm)
    for layer in net.layers:
        for linear, norm in ((layer.qkv, None), (layer.out, layer.norm1), (layer.up, None), (layer.down, layer.norm2)):
            store.add_matrix(linear.weight, linear.bias, rounding.of_layer(linear))
            if norm:
                store.add_norm(norm)
    words, bias = words_matrix(net)
    store.add_matrix(words, bias, rounding.of_head(words))
    store.add_matrix(net.arc.weight, net.arc.bias, rounding.of_head(net.arc.weight))
    relations = net.label.detach().permute(0, 2, 1).reshape(-1, LABEL + 1)  # [relation, of head] by [of dependent]
    store.add_matrix(relations, torch.zeros(len(relations)), rounding.of_head(relations))
    text = lambda lines: "\n".join(lines).encode()
    return pack([("config", b"layers %d" % len(net.layers)), ("pieces", text(saved["pieces"])), ("tags", text(saved["tags"])),
                 ("relations", text(RELATIONS)), ("names", text(ENTITY_TAGS)), ("floats", bytes(store.floats)), ("bytes", bytes(store.bytes))])


@torch.no_grad()
def sample(net, saved, sentences_path, out_path):
    """Per word: its form, numbers of its pieces, its shape, the first 8 scores of tags, the scores of its heads."""
    net.eval()
    wordpieces = treebank.Wordpieces(saved["pieces"])
    numbers = {t: i for i, t in enumerate(saved["tags"])}
    with open(out_path, "w", encoding="utf-8") as out:
        for line in open(sentences_path, encoding="utf-8"):
            words = [treebank.Word(form, "", 0, "dep", None) for form in line.split()]
            row = make_row(words, None, wordpieces, numbers)
            tags, _, arcs, _, _ = net(torch.tensor([row.ids]), torch.tensor([row.shapes]), torch.ones(1, len(row.ids)).bool(), torch.tensor([row.firsts]))
            for i, word in enumerate(words):
                end = row.firsts[i + 2] if i + 2 < len(row.firsts) else len(row.ids) - 1
                show = lambda values: " ".join(f"{v:.4f}" for v in values)
                print(word.form, " ".join(map(str, row.ids[row.firsts[i + 1]:end])), row.shapes[row.firsts[i + 1]],
                      show(tags[0, i + 1, :8].tolist()), show(arcs[0, i + 1].tolist()), sep="\t", file=out)
            print(file=out)


def trained(path):
    if path.endswith(".bin"):
        return load.model(path)
    saved = torch.load(path)
    net = encoder.Encoder(len(saved["pieces"]), len(saved["tags"]), len(ENTITY_TAGS), len(RELATIONS), saved["layers"])
    net.load_state_dict(saved["net"])
    return net, saved


def rows_of(path, saved):
    """Every EVERYth sentence of a treebank."""
    wordpieces = treebank.Wordpieces(saved["pieces"])
    sentences = treebank.read_conllu(path, False)[::EVERY]
    return [row for row in (make_row(words, None, wordpieces, {}) for words in sentences) if len(row.ids) <= POSITIONS]


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("trained"), p.add_argument("out")
    p.add_argument("--text", nargs="+", required=True)
    p.add_argument("--sample", nargs=2)
    a = p.parse_args()
    net, saved = trained(a.trained)
    rounding.settle_layers(net, [row for path in a.text for row in rows_of(path, saved)])
    with open(a.out, "wb") as out:
        out.write(model_file(net, saved))
    if a.sample:
        sample(*load.model(a.out), *a.sample)


if __name__ == "__main__":
    main()
