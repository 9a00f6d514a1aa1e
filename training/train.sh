#!/bin/sh
# Learns models/reader-en.bin from the treebanks, about six minutes on two cores.
#
#   training/train.sh [BUILD-FOLDER]        default build/release, which must be configured
#
# Treebanks are read from $ENTENTE_SHARED/data, by default ../shared/data beside the project.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
build=${1:-$root/build/release}
data=${ENTENTE_SHARED:-$root/../shared}/data
work=$build/treebanks
mkdir -p "$work"
for bank in ud-ewt/en_ewt-ud-train ud-gum/en_gum-ud-train.open; do
  gzip -dc "$data/$bank.conllu.gz" > "$work/$(basename "$bank").conllu"
done
cmake --build "$build" --target train_grammar
"$build/train_grammar" "$root/models/reader-en.bin" "$root/training/words.txt" \
  "$work/en_ewt-ud-train.conllu" "$work/en_gum-ud-train.open.conllu"
