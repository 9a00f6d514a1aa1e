// The brief as one file that asks for nothing: a content policy forbids scripts and requests, the
// style is below, the drawing inline. Each footnote number is a <details> that opens the quote
// where it is cited, without a script; the list of sources at the end holds every quote in full, so
// that paper loses nothing. Everything that came from outside passes html_escaped(harmless()).
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "brief/drawing.h"
#include "brief/wording.h"
#include "brief/writing.h"

namespace entente {
namespace {

constexpr std::string_view kStyle = R"css(
:root{color-scheme:light dark;--paper:#fdfcf9;--ink:#1d1f23;--soft:#565b64;--line:#d9d5cb;--wash:#f3f0e8;
--forth:#1f5f8b;--back:#9a4a16;--link:#1a5580}
@media (prefers-color-scheme:dark){:root{--paper:#16181c;--ink:#e6e4de;--soft:#a5a9b1;--line:#363a42;
--wash:#1f2228;--forth:#7db8e0;--back:#e5a06c;--link:#8dc3ea}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
body{margin:0;background:var(--paper);color:var(--ink);
font:1.0625rem/1.55 "Iowan Old Style","Palatino Linotype",Palatino,"URW Palladio L","Source Serif 4",Georgia,serif}
main,header,nav,footer{max-width:46rem;margin:0 auto;padding:0 1.1rem;overflow-wrap:anywhere}
header{padding-top:2.4rem}
h1{font-size:clamp(1.7rem,5vw,2.4rem);line-height:1.15;margin:0 0 .4rem;font-weight:600;text-wrap:balance}
h2{font-size:1.3rem;line-height:1.25;margin:2.6rem 0 .7rem;padding-top:.7rem;border-top:1px solid var(--line);font-weight:600}
h3{font-size:1.02rem;line-height:1.35;margin:1.5rem 0 .4rem;font-weight:600}
.facts,.standing,.where,nav,footer,figcaption,.legend{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;
font-size:.85rem;line-height:1.5;color:var(--soft)}
.facts{margin:0}
nav ul{display:flex;flex-wrap:wrap;gap:.15rem 1rem;list-style:none;padding:0;margin:1rem 0 0}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.15em}
a:focus-visible,summary:focus-visible{outline:2px solid var(--link);outline-offset:2px}
ul.findings{list-style:none;padding:0;margin:0}
ul.findings>li{margin:0 0 .9rem}
ul.words{list-style:none;margin:.3rem 0 0;padding:0 0 0 .9rem;border-left:2px solid var(--line)}
ul.words>li{margin:.25rem 0}
.standing{display:block}
.standing b{color:var(--ink);font-weight:600}
.pair{display:grid;gap:0 2rem;grid-template-columns:1fr}
@media (min-width:44rem){.pair{grid-template-columns:1fr 1fr}}
.pair h3.forth{color:var(--forth)}.pair h3.back{color:var(--back)}
figure{margin:1.2rem 0 .5rem}
svg.exchange{display:block;width:100%;max-width:34rem;height:auto;margin:0 auto;
font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
svg.exchange text{fill:var(--ink);font-size:13.5px}
svg.exchange .actor{font-size:16px;font-weight:600}
svg.exchange .small{fill:var(--soft);font-size:13px}
svg.exchange .goods{fill:var(--ink);font-size:13.5px;font-weight:600}
svg.exchange .bar{fill:var(--line)}
svg.exchange path{fill:none}
svg.exchange path.forth{stroke:var(--forth)}svg.exchange path.back{stroke:var(--back)}
svg.exchange path.head{stroke:none}
svg.exchange path.forth.head{fill:var(--forth)}svg.exchange path.back.head{fill:var(--back)}
svg.exchange path.contested{stroke-dasharray:9 4}
svg.exchange path.plan{stroke-dasharray:2 4}
figure.map>svg{display:block;width:100%;height:auto}
figcaption{margin:.5rem auto 0;max-width:34rem}
.notes{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;font-size:.78rem;
line-height:1;color:var(--soft)}
.notes span{white-space:nowrap}
.notes a{padding:.25rem .1rem;text-decoration:none}
.notes a:hover{text-decoration:underline}
details{margin:0 0 .2rem}
summary.standing{display:list-item;cursor:pointer;padding:.25rem 0}
summary::marker{color:var(--link)}
.pair .findings>li{border-top:1px solid var(--line);padding-top:.45rem;margin-bottom:.45rem}
.sources h3{margin-bottom:.1rem}
.sources ol{list-style:none;padding:0;margin:.6rem 0 0}
.sources li{position:relative;padding:.35rem .5rem .35rem 2.6rem;border-radius:4px}
.sources li:target{background:var(--wash);outline:1px solid var(--line)}
.sources .number{position:absolute;left:.2rem;width:2rem;text-align:right;color:var(--soft);font-size:.85rem;
font-family:system-ui,sans-serif;line-height:1.9}
blockquote{margin:0}
.around{color:var(--soft)}
code{font-size:.95em;overflow-wrap:anywhere}
.legend dt{font-weight:600;color:var(--ink);margin-top:.35rem}.legend dd{margin:0}
footer{padding-bottom:4rem}
@media print{
:root{--paper:#fff;--ink:#000;--soft:#3c3f45;--line:#bbb;--wash:#fff;--forth:#1f5f8b;--back:#9a4a16;--link:#000}
@page{size:A4;margin:18mm 17mm}
html{font-size:9.6pt}
body{line-height:1.42}
main,header,nav,footer{max-width:none;padding:0}
header{padding-top:0}nav{display:none}
a{text-decoration:none}
h2{margin:1.5rem 0 .5rem}h2,h3{break-after:avoid}
.pair{grid-template-columns:1fr 1fr}
figure,ul.findings>li,.sources li,dt{break-inside:avoid}
svg.exchange{max-height:12.2cm}
ul.findings>li{margin-bottom:.45rem}
summary.standing{display:block}
.notes a{padding:0}
footer{padding-bottom:0}
}
)css";

std::string safe(std::string_view text) { return html_escaped(harmless(text)); }

bool is_web_address(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://");
}

std::string notes(const std::vector<ClaimIndex>& claims) {
  std::string out = " <span class=\"notes\">[";
  bool first = true;
  for (const auto& [a, b] : note_ranges(claims)) {
    out += fmt::format("{}<span><a href=\"#n{}\">{}</a>", first ? "" : ", ", a, a);
    if (b > a) out += fmt::format("{}<a href=\"#n{}\">{}</a>", b == a + 1 ? ", " : "–", b, b);
    out += "</span>";
    first = false;
  }
  return out + "]</span>";
}

class Html {
 public:
  explicit Html(const Brief& brief) : b_(brief) {}

  std::string write() {
    head();
    out_ += "<main>\n";
    for (const auto& s : b_.sections)
      if (!s.groups.empty()) section(s);
    sources();
    out_ += "</main>\n";
    legend();
    out_ += "</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  void head() {
    const std::string title = safe(b_.a.name) + " and " + safe(b_.b.name);
    out_ =
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n<title>" +
        title + ": a sourced brief</title>\n<style>";
    out_ += kStyle;
    out_ += "</style>\n</head>\n<body>\n<header>\n<h1>" + title + "</h1>\n<p class=\"facts\">" +
            safe(join(standing_facts(b_), " · ")) +
            "</p>\n</header>\n<nav aria-label=\"Sections\"><ul>";
    for (const auto& s : b_.sections)
      if (!s.groups.empty())
        out_ += fmt::format("<li><a href=\"#{}\">{}</a></li>", name(s.id), title_of(s));
    out_ += "<li><a href=\"#notes\">Sources</a></li></ul></nav>\n";
  }

  static std::string title_of(const BriefSection& s) { return html_escaped(title(s.id)); }

  void section(const BriefSection& s) {
    at_ = s.id;
    out_ += fmt::format(
        "<section id=\"{0}\" aria-labelledby=\"{0}-title\">\n<h2 id=\"{0}-title\">{1}</h2>\n",
        name(s.id), title_of(s));
    if (s.id == SectionId::exchange) exchange(s);
    else
      for (const auto& g : s.groups) group(g, "");
    if (s.id == SectionId::ships && !b_.map.empty())
      out_ += "<figure class=\"map\">" + b_.map + "</figure>\n";
    out_ += "</section>\n";
  }

  void exchange(const BriefSection& s) {
    out_ += "<figure>" + draw_exchange(b_) +
            "<figcaption>The wider a band, the more independent origins say so; its width tells "
            "nothing of amounts. "
            "Dashed: denied or contradicted. Dotted: planned, foreseen or said to be "
            "possible.</figcaption></figure>\n<div class=\"pair\">\n";
    bool forth = true;
    for (const auto& g : s.groups) {
      out_ += "<div>";
      group(g, forth ? "forth" : "back");
      out_ += "</div>\n";
      forth = false;
    }
    out_ += "</div>\n";
  }

  void group(const BriefGroup& g, std::string_view look) {
    if (!g.heading.empty())
      out_ += fmt::format("<h3{}>{}</h3>\n", look.empty() ? "" : fmt::format(" class=\"{}\"", look),
                          safe(g.heading));
    if (g.findings.empty()) {
      out_ += "<p class=\"facts\">No claim here.</p>\n";
      return;
    }
    out_ += "<ul class=\"findings\">\n";
    for (const auto& f : g.findings) finding(f);
    out_ += "</ul>\n";
  }

  void finding(const BriefFinding& f) {
    out_ += "<li>" + line(f.line.text()) + notes(f.line.claims());
    const auto cut = f.standing.find_first_of(" ,");
    const std::string standing =
        f.standing.empty() ? ""
                           : "<b>" + safe(f.standing.substr(0, cut)) + "</b>" +
                                 safe(f.standing.substr(std::min(cut, f.standing.size())));
    if (at_ == SectionId::exchange) quotes(standing, f.line.claims());
    else if (!standing.empty()) out_ += "<span class=\"standing\">" + standing + "</span>";
    if (!f.words.empty()) {
      out_ += "<ul class=\"words\">";
      for (const auto& s : f.words) out_ += "<li>" + safe(s.text()) + notes(s.claims()) + "</li>";
      out_ += "</ul>";
    }
    out_ += "</li>\n";
  }

  // In the timeline the date that leads a line stands out.
  std::string line(const std::string& text) const {
    const auto colon = text.find(": ");
    if (at_ != SectionId::timeline || colon == std::string::npos) return safe(text);
    return "<b>" + safe(text.substr(0, colon)) + "</b> " + safe(text.substr(colon + 2));
  }

  // The words behind a line of the exchange, folded away under its standing.
  void quotes(const std::string& standing, const std::vector<ClaimIndex>& claims) {
    out_ += "<details><summary class=\"standing\">" + standing + "</summary><ul class=\"words\">";
    for (const ClaimIndex c : claims)
      out_ += "<li>" + safe(b_.who[c]) + ": " + safe(quoted(b_.claims[c].quote.text)) + notes({c}) +
              "</li>";
    out_ += "</ul></details>";
  }

  void sources() {
    out_ +=
        "<section id=\"notes\" class=\"sources\" aria-labelledby=\"notes-title\">\n<h2 "
        "id=\"notes-title\">Sources</h2>\n";
    for (const auto& d : b_.documents) {
      out_ += "<h3>" + safe(document_words(d.document)) + "</h3>\n<p class=\"where\">";
      const auto& ref = d.document;
      if (is_web_address(ref.url))
        out_ += "<a href=\"" + safe(ref.url) + "\" rel=\"noreferrer\">" + safe(ref.url) + "</a>";
      else out_ += safe(ref.url.empty() ? ref.path : ref.url);
      out_ += "</p>\n<ol>\n";
      for (const ClaimIndex c : d.claims) note(c);
      out_ += "</ol>\n";
    }
    out_ += "</section>\n";
  }

  void note(ClaimIndex index) {
    const Claim& c = b_.claims[index];
    out_ += fmt::format(
        "<li id=\"n{0}\"><span class=\"number\">{0}</span><blockquote>{6}{1}{7}</blockquote><span "
        "class=\"where\">{2}. "
        "Characters {3}–{4}. Claim <code>{5}</code></span></li>\n",
        index + 1, safe(quoted(c.quote.text)), safe(b_.who[index]), c.quote.start, c.quote.end,
        safe(c.id), around(b_.contexts[index].before), around(b_.contexts[index].after));
  }

  static std::string around(const std::string& words) {
    return words.empty() ? "" : "<span class=\"around\">" + safe(words) + "</span>";
  }

  void legend() {
    out_ += "<footer>\n<h2>Words for standing</h2>\n<dl class=\"legend\">\n";
    for (int s = 0; s <= static_cast<int>(Standing::refuted); ++s)
      out_ += fmt::format("<dt>{}</dt><dd>{}</dd>\n", name(static_cast<Standing>(s)),
                          meaning(static_cast<Standing>(s)));
    out_ += "</dl>\n</footer>\n";
  }

  const Brief& b_;
  std::string out_;
  SectionId at_ = SectionId::sources;  // the section being written
};

}  // namespace

std::string to_html(const Brief& brief) { return Html(brief).write(); }

}  // namespace entente
