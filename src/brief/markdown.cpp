// The brief for a terminal: Markdown that reads well unrendered. The two directions of the exchange
// stand side by side in a fenced block; everything else is lists. Width counts code points, which
// is right for Latin, Cyrillic and Greek; wide East Asian characters make a line look longer.
#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "base/ordered_work.h"
#include "base/text.h"
#include "base/utf8.h"
#include "brief/wording.h"
#include "brief/writing.h"

namespace entente {
namespace {

std::string notes(const std::vector<ClaimIndex>& claims) {
  std::string out;
  for (const auto& [first, last] : note_ranges(claims)) {
    out += out.empty() ? "[" : ", ";
    out += std::to_string(first);
    if (last > first) out += (last == first + 1 ? ", " : "–") + std::to_string(last);
  }
  return out + "]";
}

// Calls take(line) for each line of at most `width` code points; a longer word stands alone.
template <class Take>
void each_line(std::string_view text, size_t width, Take take) {
  constexpr size_t kNone = std::string_view::npos;
  size_t first = kNone, last = 0, length = 0;  // of the line: its first byte, its end, code points
  bool any = false;
  for (size_t begin = 0, end = 0; end <= text.size(); begin = end + 1) {
    end = std::min(text.find(' ', begin), text.size());
    const size_t size = count_code_points(text.substr(begin, end - begin));
    if (first != kNone && length + 1 + size > width) {
      take(text.substr(first, last - first));
      first = kNone, length = 0, any = true;
    }
    if (first != kNone) ++length;
    else if (end > begin) first = begin;
    length += size;
    last = end;
    if (end == text.size()) break;
  }
  if (first != kNone || !any)
    take(first == kNone ? std::string_view() : text.substr(first, last - first));
}

// Only what would turn a quote into markup; "_" inside words and the like stay as they are.
std::string escaped(std::string_view text) {
  constexpr std::string_view kMarks = "*`<\\[";
  const std::string clean = harmless(text);
  if (clean.find_first_of(kMarks) == clean.npos) return clean;
  std::string out;
  out.reserve(clean.size() + 8);
  for (const char c : clean) {
    if (kMarks.find(c) != kMarks.npos) out += '\\';
    out += c;
  }
  return out;
}

class Markdown {
 public:
  Markdown(const Brief& brief, size_t width) : brief_(brief), width_(std::max<size_t>(width, 40)) {}

  // In pieces that need nothing of each other: the sections, then the sources by so many documents.
  std::string write(size_t threads) {
    constexpr size_t kDocumentsAtOnce = 256;
    const size_t sections = brief_.sections.size();
    const size_t sources = (brief_.documents.size() + kDocumentsAtOnce - 1) / kDocumentsAtOnce;
    out_ = fmt::format("# {} and {}\n\n", escaped(brief_.a.name), escaped(brief_.b.name));
    paragraph("", join(standing_facts(brief_), " · "));
    ordered_work(
        sections + sources, threads,
        [&](size_t i) {
          Markdown piece(brief_, width_);
          if (i < sections) piece.write(brief_.sections[i]);
          else piece.write_sources((i - sections) * kDocumentsAtOnce, kDocumentsAtOnce);
          return std::move(piece.out_);
        },
        [&](size_t i, std::string&& piece) {
          if (i == sections) out_ += "\n## Sources\n";
          out_ += piece;
          return true;
        });
    write_legend();
    return std::move(out_);
  }

 private:
  // `lead` opens the first line; the others are indented by its length.
  void paragraph(std::string_view lead, std::string_view text) {
    bool first = true;
    each_line(text, width_ - lead.size(), [&](std::string_view line) {
      if (first) out_ += lead;
      else out_.append(lead.size(), ' ');
      out_ += line;
      out_ += '\n';
      first = false;
    });
  }

  std::string cited(const BriefSentence& s) const {
    return escaped(s.text()) + " " + notes(s.claims());
  }

  void write(const BriefSection& section) {
    if (section.groups.empty()) return;
    out_ += fmt::format("\n## {}\n", title(section.id));
    if (section.id == SectionId::exchange) {
      write_exchange(section);
      return;
    }
    for (const auto& group : section.groups) {
      out_ += '\n';
      if (!group.heading.empty()) {
        paragraph("", "### " + escaped(group.heading));
        out_ += '\n';
      }
      for (const auto& f : group.findings) write(f);
    }
  }

  void write(const BriefFinding& f) {
    paragraph("- ", cited(f.line));
    if (!f.standing.empty()) paragraph("  ", "Standing: " + escaped(f.standing));
    for (const auto& s : f.words) paragraph("  - ", cited(s));
  }

  std::vector<std::string> column(const BriefGroup& group, size_t width) const {
    std::vector<std::string> out{
        group.heading, std::string(std::min(width, count_code_points(group.heading)), '-')};
    if (group.findings.empty()) out.push_back("no claim here");
    for (const auto& f : group.findings) {
      std::string lead = "* ";
      const auto add = [&](const std::string& text) {
        each_line(text, width - lead.size(), [&](std::string_view line) {
          out.push_back(lead + std::string(line)), lead = std::string(lead.size(), ' ');
        });
      };
      add(harmless(f.line.text()) + " " + notes(f.line.claims()));
      add("standing: " + f.standing);
      for (const auto& s : f.words) {
        lead = "  - ";
        add(harmless(s.text()) + " " + notes(s.claims()));
      }
      out.emplace_back();
    }
    return out;
  }

  void write_exchange(const BriefSection& section) {
    const size_t half = (width_ - 4) / 2;
    const auto left = column(section.groups[0], half), right = column(section.groups[1], half);
    out_ += "\n```text\n";
    for (size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
      std::string line = i < left.size() ? left[i] : "";
      if (i < right.size() && !right[i].empty()) {
        const size_t used = count_code_points(line);
        line += std::string(half + 4 - std::min(used, half + 2), ' ') + right[i];
      }
      out_ += std::string(trim_right(line)) + '\n';
    }
    out_ += "```\n";
  }

  static std::string_view trim_right(std::string_view line) {
    while (!line.empty() && line.back() == ' ') line.remove_suffix(1);
    return line;
  }

  void write_sources(size_t first, size_t count) {
    for (const auto& d : std::span(brief_.documents)
                             .subspan(first)
                             .first(std::min(count, brief_.documents.size() - first))) {
      out_ += '\n';
      std::string head = escaped(document_words(d.document));
      if (!d.document.url.empty()) head += ". " + escaped(d.document.url);
      else if (!d.document.path.empty() && !d.document.title.empty())
        head += ". " + escaped(d.document.path);
      paragraph("", head);
      out_ += '\n';
      for (const ClaimIndex c : d.claims) write_note(c);
    }
  }

  void write_note(ClaimIndex index) {
    const Claim& c = brief_.claims[index];
    const std::string lead = fmt::format("{:>5} ", fmt::format("[{}]", index + 1));
    paragraph(lead, fmt::format("{}: {}, characters {}–{}, claim {}", escaped(brief_.who[index]),
                                escaped(in_context(brief_.contexts[index], c.quote.text)),
                                c.quote.start, c.quote.end, c.id));
  }

  void write_legend() {
    out_ += "\n## Words for standing\n\n";
    for (int s = 0; s <= static_cast<int>(Standing::refuted); ++s) {
      const auto standing = static_cast<Standing>(s);
      paragraph("- ", fmt::format("{}: {}", name(standing), meaning(standing)));
    }
  }

  const Brief& brief_;
  size_t width_;
  std::string out_;
};

}  // namespace

std::string to_markdown(const Brief& brief, size_t width, size_t threads) {
  return Markdown(brief, width).write(threads);
}

}  // namespace entente
