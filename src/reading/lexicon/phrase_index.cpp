// Longest match over a trie of pieces. Each piece of the text offers two ways on, its form and its
// lemma, so a search from one place is a small depth-first walk; names must have taken forms only.
// Where matches overlap the one with more pieces wins, then the earlier. Cost: two hash look-ups a
// token and one more per step into the trie, whatever the number of phrases.
// Not for fuzzy matching: names that differ in a letter are the business of names/.
#include "reading/lexicon/phrase_index.h"

#include <algorithm>

#include "base/text.h"

namespace entente {
namespace {

constexpr uint32_t kBarrier = 0;  // a piece of the text that no phrase has

// Fibonacci hashing: the high bits of the product mix both halves of the key.
size_t slot_of(uint64_t key, size_t slots) {
  return (key * 0x9E3779B97F4A7C15u >> 32) & (slots - 1);
}

bool is_verb(Upos upos) { return upos == Upos::verb || upos == Upos::aux; }

}  // namespace

struct PhraseIndex::Text {
  struct Item {
    PieceId form = kBarrier, lemma = kBarrier;  // lemma is kBarrier where it is the form
    uint32_t token = 0;
    uint32_t begin = 0, end = 0;  // bytes in the document
    Shape shape{};
    uint8_t letters = 0;  // length of the piece, up to 255
  };
  std::vector<Item> items;
  bool all_caps = true;  // no lower-case letter in the sentence
};

struct PhraseIndex::Candidate {
  uint32_t size = 0;  // pieces
  std::vector<uint32_t> entries;
};

// The walk from one piece of the text on.
class PhraseIndex::Search {
 public:
  Search(const PhraseIndex& index, const Text& text, const Sentence& sentence,
         const std::vector<Entry>& entries, PieceId the)
      : index_(index), text_(text), sentence_(sentence), entries_(entries), the_(the) {}

  Candidate longest_from(size_t first) {
    best_ = {};
    first_ = first;
    lemmas_ = 0;
    walk(0, first);
    return std::move(best_);
  }

 private:
  void walk(NodeId node, size_t at) {
    if (at > first_) collect(node, at);
    if (at == text_.items.size()) return;
    const auto& item = text_.items[at];
    if (const NodeId next = index_.child(node, item.form)) walk(next, at + 1);
    if (item.lemma == kBarrier) return;
    ++lemmas_;
    if (const NodeId next = index_.child(node, item.lemma)) walk(next, at + 1);
    --lemmas_;
  }

  void collect(NodeId node, size_t end) {
    const auto size = static_cast<uint32_t>(end - first_);
    if (size < best_.size) return;
    for (uint32_t p = index_.nodes_[node].first_phrase; p != 0; p = index_.phrases_[p].next) {
      const Phrase& phrase = index_.phrases_[p];
      if (!fits(phrase, end)) continue;
      if (size > best_.size) best_ = {size, {}};
      if (!said_already(entries_[phrase.entry])) best_.entries.push_back(phrase.entry);
    }
  }

  // Two spellings of one name, or a form and its lemma, say the same of one span.
  bool said_already(const Entry& entry) const {
    return std::ranges::any_of(best_.entries, [&](uint32_t id) {
      const Entry& other = entries_[id];
      return other.type == entry.type && other.kind == entry.kind && other.state == entry.state &&
             other.canonical == entry.canonical;
    });
  }

  bool fits(const Phrase& phrase, size_t end) const {
    const Entry& entry = entries_[phrase.entry];
    if (phrase.mode == Mode::word) {
      if (is_verb(sentence_.tokens[text_.items[end - 1].token].upos)) return false;
    } else {
      if (lemmas_ > 0 || (text_.all_caps && entry.has(Flag::common_word))) return false;
      const Shape* wanted = &index_.shapes_[phrase.first_shape];
      for (size_t i = 0; i < phrase.size; ++i)
        if (!shape_fits(wanted[i], text_.items[first_ + i])) return false;
    }
    return !entry.has(Flag::needs_the) || stands_alone_after_the(end);
  }

  // What the dictionary writes in lower case may stand in any case; a capital must be there.
  bool shape_fits(Shape wanted, const Text::Item& item) const {
    switch (wanted) {
      case Shape::title:
      case Shape::mixed:
        if (item.shape == Shape::upper) return item.letters != 2 || text_.all_caps;
        return item.shape == Shape::title || item.shape == Shape::mixed;
      case Shape::upper:
        return item.shape == Shape::upper;
      default:
        return true;
    }
  }

  // "the North" but not "the North Sea".
  bool stands_alone_after_the(size_t end) const {
    if (first_ == 0 || text_.items[first_ - 1].form != the_) return false;
    if (text_.all_caps || end == text_.items.size()) return true;
    const Shape next = text_.items[end].shape;
    return next == Shape::lower || next == Shape::other;
  }

  const PhraseIndex& index_;
  const Text& text_;
  const Sentence& sentence_;
  const std::vector<Entry>& entries_;
  const PieceId the_;
  Candidate best_;
  size_t first_ = 0;
  int lemmas_ = 0;  // steps of the present walk that took a lemma
};

PhraseIndex::PhraseIndex() : roots_(1), nodes_(1), phrases_(1) { intern("the"); }

void PhraseIndex::reserve(size_t phrases) {
  pieces_.reserve(phrases);
  steps_.reserve(3 * phrases);
  roots_.reserve(phrases);
  nodes_.reserve(2 * phrases);
  phrases_.reserve(phrases);
  shapes_.reserve(3 * phrases);
}

PhraseIndex::PieceId PhraseIndex::intern(std::string_view folded) {
  if (const PieceId known = id_of(folded, scratch_); known != kBarrier) return known;
  pieces_.emplace(scratch_, next_piece_);
  roots_.push_back(0);
  return next_piece_++;
}

PhraseIndex::PieceId PhraseIndex::id_of(std::string_view folded, std::string& scratch) const {
  scratch.assign(folded);
  for (char& c : scratch) c = lower(c);
  const auto it = pieces_.find(std::string_view(scratch));
  return it == pieces_.end() ? kBarrier : it->second;
}

PhraseIndex::NodeId PhraseIndex::child(NodeId node, PieceId piece) const {
  if (piece == kBarrier) return 0;
  return node == 0 ? roots_[piece] : steps_.find(node, piece);
}

void PhraseIndex::Steps::reserve(size_t count) {
  size_t slots = 64;
  while (slots < 2 * count) slots *= 2;
  if (slots <= slots_.size()) return;
  std::vector<Slot> old(slots);
  old.swap(slots_);
  for (const Slot& s : old)
    if (s.child != 0) slots_[place(s.key)] = s;
}

size_t PhraseIndex::Steps::place(uint64_t key) const {
  size_t i = slot_of(key, slots_.size());
  while (slots_[i].child != 0 && slots_[i].key != key) i = (i + 1) & (slots_.size() - 1);
  return i;
}

PhraseIndex::NodeId PhraseIndex::Steps::find(NodeId node, PieceId piece) const {
  if (slots_.empty()) return 0;
  return slots_[place(uint64_t{node} << 32 | piece)].child;
}

void PhraseIndex::Steps::set(NodeId node, PieceId piece, NodeId child) {
  reserve(++used_);
  const uint64_t key = uint64_t{node} << 32 | piece;
  slots_[place(key)] = {key, child};
}

void PhraseIndex::add_spelling(std::string_view spelling, std::string_view other) {
  pieces_.emplace(lower(other), intern(spelling));
}

bool PhraseIndex::add(std::string_view phrase, uint32_t entry, Mode mode) {
  std::vector<Piece>& split = split_;
  split.clear();
  split_pieces(phrase, split);
  if (split.empty()) return false;
  NodeId node = 0;
  for (const Piece& piece : split) {
    const PieceId id = intern(piece.folded);
    NodeId next = child(node, id);
    if (next == 0) {
      next = static_cast<NodeId>(nodes_.size());
      nodes_.emplace_back();
      node == 0 ? void(roots_[id] = next) : steps_.set(node, id, next);
    }
    node = next;
  }
  for (uint32_t p = nodes_[node].first_phrase; p != 0; p = phrases_[p].next)
    if (phrases_[p].entry == entry) return false;
  const auto made = static_cast<uint32_t>(phrases_.size());
  phrases_.push_back(
      {entry, 0, static_cast<uint32_t>(shapes_.size()), static_cast<uint16_t>(split.size()), mode});
  for (const Piece& piece : split) shapes_.push_back(shape_of(piece.folded));
  Node& at = nodes_[node];
  (at.last_phrase ? phrases_[at.last_phrase].next : at.first_phrase) = made;
  at.last_phrase = made;
  return true;
}

// A token without pieces (a hyphen, an apostrophe) joins its neighbours when it touches them and
// is a barrier otherwise.
PhraseIndex::Text PhraseIndex::text_of(const Sentence& sentence) const {
  Text text;
  text.items.reserve(sentence.tokens.size() + 8);
  std::vector<Piece> forms, lemmas;
  std::string scratch;
  for (size_t t = 0; t < sentence.tokens.size(); ++t) {
    const Token& token = sentence.tokens[t];
    forms.clear();
    lemmas.clear();
    split_pieces(token.form, forms);
    const bool touches = t > 0 && sentence.tokens[t - 1].end == token.begin;
    if (forms.empty() && !touches) text.items.push_back({});
    if (token.lemma != token.form) split_pieces(token.lemma, lemmas);
    for (size_t i = 0; i < forms.size(); ++i) {
      Text::Item item;
      item.form = id_of(forms[i].folded, scratch);
      if (lemmas.size() == forms.size()) item.lemma = id_of(lemmas[i].folded, scratch);
      if (item.lemma == item.form) item.lemma = kBarrier;
      item.token = static_cast<uint32_t>(t);
      item.begin = token.begin + forms[i].begin;
      item.end = token.begin + forms[i].end;
      item.shape = shape_of(forms[i].folded);
      item.letters = static_cast<uint8_t>(std::min<size_t>(forms[i].folded.size(), 255));
      text.all_caps &= item.shape == Shape::upper || item.shape == Shape::other;
      text.items.push_back(item);
    }
  }
  return text;
}

std::vector<Match> PhraseIndex::find(const Sentence& sentence,
                                     const std::vector<Entry>& entries) const {
  const Text text = text_of(sentence);
  Search search(*this, text, sentence, entries, pieces_.find(std::string_view("the"))->second);
  struct Found {
    size_t first;
    Candidate candidate;
  };
  std::vector<Found> found;
  for (size_t i = 0; i < text.items.size(); ++i) {
    if (child(0, text.items[i].form) == 0 && child(0, text.items[i].lemma) == 0) continue;
    Candidate candidate = search.longest_from(i);
    if (candidate.size == 0) continue;
    bool wins = true;
    while (wins && !found.empty() && found.back().first + found.back().candidate.size > i) {
      wins = candidate.size > found.back().candidate.size;
      if (wins) found.pop_back();
    }
    if (wins) found.push_back({i, std::move(candidate)});
  }
  std::vector<Match> matches;
  for (const Found& f : found) {
    const auto& first = text.items[f.first];
    const auto& last = text.items[f.first + f.candidate.size - 1];
    for (uint32_t id : f.candidate.entries) {
      const Entry& e = entries[id];
      matches.push_back({first.token, last.token, first.begin, last.end, e.type, e.canonical,
                         e.state, e.goods, e.flags, &e});
    }
  }
  return matches;
}

std::vector<uint32_t> PhraseIndex::exact(std::string_view text) const {
  std::vector<Piece> split;
  split_pieces(text, split);
  NodeId node = 0;
  std::string scratch;
  for (const Piece& piece : split) {
    node = child(node, id_of(piece.folded, scratch));
    if (node == 0) return {};
  }
  std::vector<uint32_t> entries;
  if (split.empty()) return entries;
  for (uint32_t p = nodes_[node].first_phrase; p != 0; p = phrases_[p].next)
    entries.push_back(phrases_[p].entry);
  return entries;
}

}  // namespace entente
