#!/bin/sh
# Prints how well models/reader-en.bin does on the development sets of the treebanks.
#
#   training/eval.sh [BUILD-FOLDER [MODEL]]
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
build=${1:-$root/build/release}
model=${2:-$root/models/reader-en.bin}
data=${ENTENTE_SHARED:-$root/../shared}/data
work=$build/treebanks
mkdir -p "$work"
for bank in ud-ewt/en_ewt-ud-dev ud-gum/en_gum-ud-dev.open; do
  gzip -dc "$data/$bank.conllu.gz" > "$work/$(basename "$bank").conllu"
done
cmake --build "$build" --target evaluate_grammar > /dev/null
"$build/evaluate_grammar" "$model" "$work/en_ewt-ud-dev.conllu" "$work/en_gum-ud-dev.open.conllu"
