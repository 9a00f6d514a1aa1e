// The brief for a terminal: Markdown that reads well unrendered. The two directions of the exchange
// stand side by side in a fenced block; everything else is lists. Width counts code points, which
// is right for Latin, Cyrillic and Greek; wide East Asian characters make a line look longer.
#include <fmt/format.h>

#include <algorithm>

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

// Lines of at most `width` code points; a longer word stands alone.
std::vector<std::string> wrapped(std::string_view text, size_t width) {
  std::vector<std::string> out;
  std::string line;
  size_t length = 0;
  for (const auto word : split(text, ' ')) {
    const size_t size = count_code_points(word);
    if (!line.empty() && length + 1 + size > width) {
      out.push_back(std::move(line));
      line.clear();
      length = 0;
    }
    if (!line.empty()) line += ' ', ++length;
    line += word;
    length += size;
  }
  if (!line.empty() || out.empty()) out.push_back(std::move(line));
  return out;
}

// Only what would turn a quote into markup; "_" inside words and the like stay as they are.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : harmless(text)) {
    if (c == '*' || c == '`' || c == '<' || c == '\\' || c == '[') out += '\\';
    out += c;
  }
  return out;
}

class Markdown {
 public:
  Markdown(const Brief& brief, size_t width) : brief_(brief), width_(std::max<size_t>(width, 40)) {}

  std::string write() {
    out_ = fmt::format("# {} and {}\n\n", escaped(brief_.a.name), escaped(brief_.b.name));
    paragraph("", join(standing_facts(brief_), " · "));
    for (const auto& section : brief_.sections)
      if (!section.groups.empty()) write(section);
    write_sources();
    write_legend();
    return std::move(out_);
  }

 private:
  // `lead` opens the first line; the others are indented by its length.
  void paragraph(const std::string& lead, const std::string& text) {
    const std::string rest(lead.size(), ' ');
    bool first = true;
    for (const auto& line : wrapped(text, width_ - lead.size())) {
      out_ += (first ? lead : rest) + line + '\n';
      first = false;
    }
  }

  std::string cited(const BriefSentence& s) const {
    return escaped(s.text()) + " " + notes(s.claims());
  }

  void write(const BriefSection& section) {
    out_ += fmt::format("\n## {}\n", title(section.id));
    if (section.id == SectionId::exchange) {
      write_exchange(section);
      return;
    }
    for (const auto& group : section.groups) {
      out_ += '\n';
      if (!group.heading.empty()) {
        for (const auto& line : wrapped("### " + escaped(group.heading), width_))
          out_ += line + '\n';
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
        for (const auto& line : wrapped(text, width - lead.size()))
          out.push_back(lead + line), lead = std::string(lead.size(), ' ');
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

  void write_sources() {
    out_ += "\n## Sources\n";
    for (const auto& d : brief_.documents) {
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

std::string to_markdown(const Brief& brief, size_t width) { return Markdown(brief, width).write(); }

}  // namespace entente
