#include "reading/grammar/conllu.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace entente {
namespace {

enum Column : size_t { id, form, lemma, upos, xpos, feats, head, deprel, deps, misc };

bool to_number(std::string_view text, size_t& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

// Reads "3", "3-4" or "3.1" into kind and numbers.
bool read_id(std::string_view text, ConlluRow& row) {
  const size_t mark = text.find_first_of("-.");
  if (mark == std::string_view::npos) {
    row.kind = ConlluRow::Kind::word;
    const bool good = to_number(text, row.first);
    row.last = row.first;
    return good;
  }
  row.kind = text[mark] == '-' ? ConlluRow::Kind::range : ConlluRow::Kind::empty;
  return to_number(text.substr(0, mark), row.first) && to_number(text.substr(mark + 1), row.last);
}

class Reader {
 public:
  Reader(std::string_view text, const std::string& where) : text_(text), where_(where) {}

  Result<std::vector<ConlluSentence>> read() {
    for (size_t at = 0; at < text_.size();) {
      const size_t end = std::min(text_.find('\n', at), text_.size());
      std::string_view line = text_.substr(at, end - at);
      if (line.ends_with('\r')) line.remove_suffix(1);
      ++line_;
      if (Status s = take(line); !s) return std::unexpected(s.error());
      at = end + 1;
    }
    if (Status s = finish(); !s) return std::unexpected(s.error());
    return std::move(sentences_);
  }

 private:
  std::unexpected<Error> bad(std::string what, std::string_view piece) const {
    return fail(Code::malformed, std::move(what), where_ + ":" + std::to_string(line_),
                shorten(piece, 80), "correct the line; see universaldependencies.org/format");
  }

  Status take(std::string_view line) {
    if (trim(line).empty()) return finish();
    if (current_.line == 0) current_.line = line_;
    if (line[0] == '#') {
      current_.comments.push_back(line);
      return {};
    }
    return take_row(line);
  }

  Status take_row(std::string_view line) {
    const auto columns = split(line, '\t');
    if (columns.size() != 10)
      return bad("a line has " + std::to_string(columns.size()) + " columns, not 10", line);
    ConlluRow row;
    std::copy(columns.begin(), columns.end(), row.columns.begin());
    if (!read_id(columns[Column::id], row)) return bad("a word has no proper number", columns[0]);
    if (row.kind == ConlluRow::Kind::word && row.first != words_ + 1)
      return bad("a word is out of order: " + std::to_string(words_ + 1) + " is due", columns[0]);
    if (row.kind == ConlluRow::Kind::range && (row.first != words_ + 1 || row.last < row.first))
      return bad("a multi-word line does not start at the next word", columns[0]);
    if (columns[Column::form].empty()) return bad("a word has no form", line);
    words_ += row.kind == ConlluRow::Kind::word ? 1 : 0;
    current_.rows.push_back(row);
    return {};
  }

  Status finish() {
    for (const ConlluRow& row : current_.rows) {
      size_t number = 0;
      const std::string_view text = row.columns[Column::head];
      if (row.kind == ConlluRow::Kind::word && text != "_" &&
          (!to_number(text, number) || number > words_))
        return bad("a head is no word of the sentence that ends here", text);
      if (row.kind == ConlluRow::Kind::range && row.last > words_)
        return bad("a multi-word line reaches beyond its sentence", row.columns[Column::id]);
    }
    if (words_ > 0) sentences_.push_back(std::move(current_));
    current_ = {};
    words_ = 0;
    return {};
  }

  std::string_view text_;
  const std::string& where_;
  size_t line_ = 0, words_ = 0;
  ConlluSentence current_;
  std::vector<ConlluSentence> sentences_;
};

std::string_view or_blank(std::string_view text) { return text.empty() ? "_" : text; }

// A row's first eight columns from a token; number counts from 1.
void append_word(std::string& out, size_t number, const Token& t, std::string_view feats) {
  out += std::to_string(number);
  for (const std::string_view value :
       {t.form, or_blank(t.lemma), name(t.upos), or_blank(t.xpos), feats})
    out.append("\t").append(value);
  out.append("\t").append(std::to_string(t.head + 1)).append("\t").append(name(t.rel));
}

// The first token after `i` that is not written together with it as one word.
size_t end_of_word(const Sentence& s, size_t i) {
  size_t end = i + 1;
  while (end < s.tokens.size() && s.tokens[end].begin == s.tokens[end - 1].end &&
         s.tokens[i].upos != Upos::punct && s.tokens[end].upos != Upos::punct &&
         is_clitic(s.tokens[end].form))
    ++end;
  return end;
}

}  // namespace

bool ConlluSentence::has_comment(std::string_view key, std::string_view* value) const {
  for (std::string_view comment : comments) {
    comment = trim(comment.substr(1));
    if (!comment.starts_with(key)) continue;
    const std::string_view rest = trim(comment.substr(key.size()));
    if (!rest.empty() && rest[0] != '=') continue;
    if (value != nullptr) *value = rest.empty() ? rest : trim(rest.substr(1));
    return true;
  }
  return false;
}

Result<std::vector<ConlluSentence>> read_conllu(std::string_view text, const std::string& where) {
  return Reader(text, where).read();
}

Sentence to_sentence(const ConlluSentence& lines, std::string_view text) {
  Sentence sentence;
  for (const ConlluRow& row : lines.rows) {
    if (row.kind != ConlluRow::Kind::word) continue;
    Token token;
    token.form = row.columns[Column::form];
    token.begin = static_cast<uint32_t>(token.form.data() - text.data());
    token.end = static_cast<uint32_t>(token.begin + token.form.size());
    token.lemma = row.columns[Column::lemma];
    token.xpos = row.columns[Column::xpos];
    token.upos = find_upos(row.columns[Column::upos]).value_or(Upos::x);
    token.rel = find_rel(row.columns[Column::deprel]);
    size_t head_number = 0;
    to_number(row.columns[Column::head], head_number);
    token.head = static_cast<int32_t>(head_number) - 1;
    sentence.tokens.push_back(token);
  }
  if (sentence.tokens.empty()) return sentence;
  sentence.begin = sentence.tokens.front().begin;
  sentence.end = sentence.tokens.back().end;
  return sentence;
}

void write_conllu(std::string& out, const Sentence& s, std::string_view text,
                  const OffsetMap& offsets, std::string_view sentence_id) {
  out.append("# sent_id = ").append(sentence_id).append("\n# text = ");
  out.append(squeeze(text.substr(s.begin, s.end - s.begin))).append("\n");
  for (size_t i = 0, word_end = 0; i < s.tokens.size(); ++i) {
    const Token& t = s.tokens[i];
    const bool space_after = i + 1 == s.tokens.size() || s.tokens[i + 1].begin > t.end;
    const size_t end = end_of_word(s, i);
    if (i >= word_end && end > i + 1) {
      word_end = end;
      const Token& last = s.tokens[end - 1];
      const bool space = end == s.tokens.size() || s.tokens[end].begin > last.end;
      out.append(std::to_string(i + 1)).append("-").append(std::to_string(end)).append("\t");
      out.append(text.substr(t.begin, last.end - t.begin)).append("\t_\t_\t_\t_\t_\t_\t_\t");
      out.append(space ? "_\n" : "SpaceAfter=No\n");
    }
    append_word(out, i + 1, t, "_");
    out.append("\t_\t").append(space_after || i < word_end ? "" : "SpaceAfter=No|");
    out.append("TokenRange=").append(std::to_string(offsets.code_points(t.begin)));
    out.append(":").append(std::to_string(offsets.code_points(t.end))).append("\n");
  }
  out += '\n';
}

void fill_conllu(std::string& out, const ConlluSentence& lines, const Sentence& sentence) {
  for (const std::string_view comment : lines.comments) out.append(comment).append("\n");
  size_t word = 0;
  for (const ConlluRow& row : lines.rows) {
    if (row.kind == ConlluRow::Kind::word) {
      append_word(out, word + 1, sentence.tokens[word], "_");
      out.append("\t_\t").append(row.columns[Column::misc]).append("\n");
      ++word;
      continue;
    }
    for (size_t c = 0; c < row.columns.size(); ++c)
      out.append(row.columns[c]).append(c + 1 < row.columns.size() ? "\t" : "\n");
  }
  out += '\n';
}

bool is_clitic(std::string_view form) {
  static constexpr std::array<std::string_view, 7> kEndings = {"s", "m", "d", "ll", "re", "ve", ""};
  const std::string small = lower(form);
  if (small == "n't" || small == "n’t" || small == "not") return true;
  for (const std::string_view apostrophe : {"'", "’"})
    if (small.starts_with(apostrophe))
      return std::find(kEndings.begin(), kEndings.end(),
                       std::string_view(small).substr(apostrophe.size())) != kEndings.end();
  return false;
}

}  // namespace entente
