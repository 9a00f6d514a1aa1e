"""Trains the accurate reader's encoder on treebanks and keeps it as a torch file for export.py.

    train.py WEIGHTS-FOLDER OUT.pt --train A.conllu B.conllu --entities B.conllu --dev C.conllu D.conllu
             --tags TAGS.txt [--layers 6] [--epochs 6] [--stop-after 2] [--seed 1] [--start OUT.pt]

WEIGHTS-FOLDER holds model.safetensors and vocab.txt of all-MiniLM-L6-v2. Mentions of the treebanks named with
--entities teach the names head. The learning rate falls towards the end of --epochs, even where --stop-after ends
training before it.
"""
import argparse
import os
import time

import torch
import torch.nn.functional as F

import encoder
import treebank
from encoder import Encoder
from treebank import ENTITY_TAGS

LONGEST = 220  # wordpieces; longer sentences are left out of training
CHOSEN = {6: range(6), 4: (0, 1, 3, 5), 3: (0, 2, 5)}
RELATIONS = """acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp compound compound:prt
 conj cop csubj csubj:outer csubj:pass dep det det:predet discourse dislocated expl fixed flat goeswith iobj list mark nmod
 nmod:desc nmod:poss nmod:unmarked nsubj nsubj:outer nsubj:pass nummod obj obl obl:agent obl:unmarked orphan parataxis punct
 reparandum root vocative xcomp""".split()


class Row:
    """One sentence as numbers; entities are -100 (no loss) where the treebank does not say."""

    def __init__(self, words, case, wordpieces, tag_number, last_shapes):
        self.ids, self.shapes, self.firsts = [wordpieces.cls], [7], [0]
        for word, shape in zip(words, treebank.recased(last_shapes, case)):
            pieces = wordpieces.of_word(word.form)
            self.firsts.append(len(self.ids))
            self.ids += pieces
            self.shapes += [shape] + [shape + 8] * (len(pieces) - 1)
        self.ids.append(wordpieces.sep)
        self.shapes.append(7)
        self.tags = [tag_number.get(w.tag, -100) for w in words]
        self.heads = [w.head for w in words]
        self.rels = [RELATIONS.index(w.rel) if w.rel in RELATIONS else RELATIONS.index("dep") for w in words]
        self.names = [-100 if w.entity is None else ENTITY_TAGS.index(w.entity) for w in words]


def make_row(words, case, wordpieces, tag_number):
    return Row(words, case, wordpieces, tag_number, [treebank.shape(w.form) for w in words])


def padded(lists, fill):
    n = max(map(len, lists))
    return torch.tensor([x + [fill] * (n - len(x)) for x in lists])


def batches(rows, pieces, chance=None):
    """Rows of like length together, about `pieces` wordpieces a batch, in a random order."""
    noise = (lambda: chance.uniform(-2, 2)) if chance else (lambda: 0)
    order = sorted(rows, key=lambda r: len(r.ids) + noise())
    out, batch = [], []
    for row in order:
        if batch and len(row.ids) * (len(batch) + 1) > pieces:
            out.append(batch)
            batch = []
        batch.append(row)
    out.append(batch)
    if chance:
        chance.shuffle(out)
    return out


def run_network(net, batch):
    ids = padded([r.ids for r in batch], 0)
    mask = padded([[1] * len(r.ids) for r in batch], 0).bool()
    firsts = padded([r.firsts for r in batch], 0)
    real = padded([[1] * len(r.firsts) for r in batch], 0).bool()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        tags, names, arcs, ldep, lhead = net(ids, padded([r.shapes for r in batch], 7), mask, firsts)
    arcs = arcs.float()[:, 1:].masked_fill(~real[:, None, :], -1e4)
    own = torch.arange(arcs.shape[1])
    arcs[:, own, own + 1] = -1e4
    return tags.float()[:, 1:], names.float()[:, 1:], arcs, ldep, lhead, real[:, 1:]


def label_scores(net, ldep, lhead, heads, real):
    b, w = real.nonzero(as_tuple=True)
    return net.relations(ldep[b, w + 1].float(), lhead[b, heads[b, w]].float())


def loss_of(net, batch):
    tags, names, arcs, ldep, lhead, real = run_network(net, batch)
    heads = padded([r.heads for r in batch], 0)
    gold_rels = padded([r.rels for r in batch], -100)[real]
    loss = F.cross_entropy(arcs[real], heads[real]) + F.cross_entropy(label_scores(net, ldep, lhead, heads, real), gold_rels)
    loss = loss + F.cross_entropy(tags[real], padded([r.tags for r in batch], -100)[real], ignore_index=-100)
    gold_names = padded([r.names for r in batch], -100)[real]
    if (gold_names >= 0).any():
        loss = loss + 0.5 * F.cross_entropy(names[real], gold_names, ignore_index=-100)
    return loss


@torch.no_grad()
def score(net, rows, tag_list):
    """(UPOS, XPOS, UAS, LAS) of greedily chosen heads, in per cent."""
    net.eval()
    bare = [RELATIONS.index(r.split(":")[0]) if r.split(":")[0] in RELATIONS else i for i, r in enumerate(RELATIONS)]
    bare = torch.tensor(bare)
    upos = torch.tensor([sorted({t.split("/")[1] for t in tag_list}).index(t.split("/")[1]) for t in tag_list])
    n = u = x = a = l = 0
    for batch in batches(rows, 4000):
        tags, _, arcs, ldep, lhead, real = run_network(net, batch)
        heads = arcs.argmax(-1)
        rels = label_scores(net, ldep, lhead, heads, real).argmax(-1)
        gold_tags, tags = padded([r.tags for r in batch], -100)[real], tags[real].argmax(-1)
        right = heads[real] == padded([r.heads for r in batch], 0)[real]
        n += len(rels)
        x += (tags == gold_tags).sum().item()
        u += ((upos[tags] == upos[gold_tags.clamp(min=0)]) & (gold_tags >= 0)).sum().item()
        a += right.sum().item()
        l += (right & (bare[rels] == bare[padded([r.rels for r in batch], -100)[real]])).sum().item()
    net.train()
    return [round(100 * v / n, 2) for v in (u, x, a, l)]


def optimiser_of(net, steps, rate):
    old = [p for k, p in net.named_parameters() if k.startswith(("layers", "pieces", "positions", "norm"))]
    new = [p for k, p in net.named_parameters() if not k.startswith(("layers", "pieces", "positions", "norm"))]
    optimiser = torch.optim.AdamW([{"params": old, "lr": rate}, {"params": new, "lr": 6 * rate}], betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    warm = max(1, steps // 15)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda s: min((s + 1) / warm, 0.02 + 0.98 * max(0.0, (steps - s) / (steps - warm))))
    return optimiser, schedule


def train(net, sentences, wordpieces, tag_number, a, dev):
    chance = treebank.seeded(a.seed)
    fresh = lambda: [r for r in (make_row(*treebank.varied(s, chance), wordpieces, tag_number) for s in sentences) if len(r.ids) <= LONGEST]
    steps = a.epochs * len(batches(fresh(), a.batch))
    optimiser, schedule = optimiser_of(net, steps, a.rate)
    done, start = 0, time.time()
    for epoch in range(min(a.epochs, a.stop_after)):
        for batch in batches(fresh(), a.batch, chance):
            if done >= steps:
                break
            loss = loss_of(net, batch)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimiser.step()
            schedule.step()
            done += 1
            if done % 50 == 0:
                print(f"{done}/{steps} loss {loss.item():.3f} {time.time() - start:.0f} s", flush=True)
        print(f"epoch {epoch + 1}", *(f"{os.path.basename(k)} {score(net, v, a.tags)}" for k, v in dev.items()), f"{time.time() - start:.0f} s", flush=True)
        torch.save({"net": net.state_dict(), "layers": a.layers, "tags": a.tags, "pieces": a.pieces}, a.out)


def arguments():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("weights"), p.add_argument("out")
    for name in ("--train", "--dev", "--entities"):
        p.add_argument(name, nargs="*", default=[])
    p.add_argument("--tags", required=True, help="file of the fast reader's tags, one XPOS/UPOS a line")
    p.add_argument("--layers", type=int, default=6)
    p.add_argument("--epochs", type=int, default=6)
    p.add_argument("--batch", type=int, default=1600)
    p.add_argument("--rate", type=float, default=3e-4)
    p.add_argument("--stop-after", type=int, default=99)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--start", help="go on from this torch file")
    return p.parse_args()


def main():
    a = arguments()
    torch.manual_seed(a.seed)
    vocabulary = open(f"{a.weights}/vocab.txt", encoding="utf-8").read().split("\n")[:-1]
    kept = treebank.kept_pieces(vocabulary)
    a.pieces = [vocabulary[i] for i in kept]
    a.tags = open(a.tags).read().split("\n")
    tag_number = {t: i for i, t in enumerate(a.tags)}
    wordpieces = treebank.Wordpieces(a.pieces)
    print(len(a.pieces), "pieces", len(a.tags), "tags", flush=True)
    sentences = [s for path in a.train for s in treebank.read_conllu(path, path in a.entities)]
    dev = {path: [make_row(s, None, wordpieces, tag_number) for s in treebank.read_conllu(path, False)] for path in a.dev}
    dev = {path: [r for r in rows if len(r.ids) <= encoder.POSITIONS] for path, rows in dev.items()}
    net = Encoder(len(kept), len(a.tags), len(ENTITY_TAGS), len(RELATIONS), a.layers)
    if a.start:
        net.load_state_dict(torch.load(a.start)["net"])
    else:
        net.start_from(encoder.read_safetensors(f"{a.weights}/model.safetensors"), kept, CHOSEN[a.layers])
    net.train()
    train(net, sentences, wordpieces, tag_number, a, dev)


if __name__ == "__main__":
    main()
