// The pieces of a phrase or a token. The two tables map a code point to at most two ASCII letters
// ('.' fills up); made from the Unicode compatibility decompositions, with the letters that have
// none (ø, ł, ı, æ …) written as English text writes them. Cost: one pass, no allocation beyond
// the pieces' own text, and none for plain ASCII words.
#include "reading/lexicon/pieces.h"

#include "base/text.h"
#include "base/utf8.h"

namespace entente {
namespace {

// U+00C0 to U+024F.
constexpr std::string_view kLatin =
    "A.A.A.A.A.A.AEC.E.E.E.E.I.I.I.I.D.N.O.O.O.O.O...O.U.U.U.U.Y.Thssa.a.a.a.a.a.aec.e.e.e.e."
    "i.i.i.i.d.n.o.o.o.o.o...o.u.u.u.u.y.thy.A.a.A.a.A.a.C.c.C.c.C.c.C.c.D.d.D.d.E.e.E.e.E.e."
    "E.e.E.e.G.g.G.g.G.g.G.g.H.h.H.h.I.i.I.i.I.i.I.i.I.i.IJijJ.j.K.k.k.L.l.L.l.L.l.L.l.L.l.N."
    "n.N.n.N.n.n.N.n.O.o.O.o.O.o.OEoeR.r.R.r.R.r.S.s.S.s.S.s.S.s.T.t.T.t.T.t.U.u.U.u.U.u.U.u."
    "U.u.U.u.W.w.Y.y.Y.Z.z.Z.z.Z.z.s...............................A...............I........."
    "........O.o...........................U.u.......................................DZDzdzLJ"
    "LjljNJNjnjA.a.I.i.O.o.U.u.U.u.U.u.U.u.U.u...A.a.A.a.........G.g.K.k.O.o.O.o.....j.DZDzdz"
    "G.g.....N.n.A.a.........A.a.A.a.E.e.E.e.I.i.I.i.O.o.O.o.R.r.R.r.U.u.U.u.S.s.T.t.....H.h."
    "............A.a.E.e.O.o.O.o.O.o.O.o.Y.y.................................U..............."
    "........";
// U+1E00 to U+1EFF.
constexpr std::string_view kLatinAdditional =
    "A.a.B.b.B.b.B.b.C.c.D.d.D.d.D.d.D.d.D.d.E.e.E.e.E.e.E.e.E.e.F.f.G.g.H.h.H.h.H.h.H.h.H.h."
    "I.i.I.i.K.k.K.k.K.k.L.l.L.l.L.l.L.l.M.m.M.m.M.m.N.n.N.n.N.n.N.n.O.o.O.o.O.o.O.o.P.p.P.p."
    "R.r.R.r.R.r.R.r.S.s.S.s.S.s.S.s.S.s.T.t.T.t.T.t.T.t.U.u.U.u.U.u.U.u.U.u.V.v.V.v.W.w.W.w."
    "W.w.W.w.W.w.X.x.X.x.Y.y.Z.z.Z.z.Z.z.h.t.w.y.a.s.....SS..A.a.A.a.A.a.A.a.A.a.A.a.A.a.A.a."
    "A.a.A.a.A.a.A.a.E.e.E.e.E.e.E.e.E.e.E.e.E.e.E.e.I.i.I.i.O.o.O.o.O.o.O.o.O.o.O.o.O.o.O.o."
    "O.o.O.o.O.o.O.o.U.u.U.u.U.u.U.u.U.u.U.u.U.u.Y.y.Y.y.Y.y.Y.y.............";
static_assert(kLatin.size() == 2 * (0x250 - 0xC0));
static_assert(kLatinAdditional.size() == 2 * 0x100);

// Combining marks fold to nothing.
void append_folded(std::string& out, char32_t c) {
  std::string_view pair;
  if (c >= 0xC0 && c < 0x250) pair = kLatin.substr(2 * (c - 0xC0), 2);
  if (c >= 0x1E00 && c < 0x1F00) pair = kLatinAdditional.substr(2 * (c - 0x1E00), 2);
  if (c >= 0x300 && c < 0x370) return;
  if (pair.empty() || pair[0] == '.') return append_utf8(out, c);
  out += pair[0];
  if (pair[1] != '.') out += pair[1];
}

// White space, hyphens and dashes, slashes, apostrophes.
bool is_gap(char32_t c) {
  if (c < 0x80)
    return c == '-' || c == '/' || c == '\'' || c == '`' || is_space(static_cast<char>(c));
  return c == 0xA0 || c == 0xAD || (c >= 0x2010 && c <= 0x2015) || (c >= 0x2018 && c <= 0x201B) ||
         c == 0x2BB || c == 0x2BC || c == 0x2212;
}

bool is_mark(char32_t c) { return c < 0x80 && c != '.' && !is_alnum(static_cast<char>(c)); }

bool is_plain_word(std::string_view text) {
  for (char c : text)
    if (!is_alnum(c)) return false;
  return !text.empty();
}

// A dot inside a number is part of it ("7.62"); any other only marks an abbreviation.
bool is_inner_dot(std::string_view text, size_t at) {
  return at > 0 && at + 1 < text.size() && is_digit(text[at - 1]) && is_digit(text[at + 1]);
}

}  // namespace

void split_pieces(std::string_view text, std::vector<Piece>& out) {
  if (is_plain_word(text)) {
    out.push_back({0, static_cast<uint32_t>(text.size()), std::string(text)});
    return;
  }
  bool open = false;
  for (size_t at = 0; at < text.size();) {
    const size_t next = next_code_point(text, at);
    const char32_t c = decode_at(text, at);
    if (is_gap(c)) {
      open = false;
    } else if (is_mark(c) || (c == '.' && !open)) {
      open = false;
      out.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(next),
                     std::string(1, static_cast<char>(c))});
    } else {
      if (!open) out.push_back({static_cast<uint32_t>(at), 0, {}});
      open = true;
      if (c != '.' || is_inner_dot(text, at)) append_folded(out.back().folded, c);
      out.back().end = static_cast<uint32_t>(next);
      if (out.back().folded.empty()) {  // a combining mark without its letter
        out.pop_back();
        open = false;
      }
    }
    at = next;
  }
}

Shape shape_of(std::string_view folded) {
  size_t uppers = 0, lowers = 0;
  for (char c : folded) {
    uppers += is_upper(c);
    lowers += is_lower(c);
  }
  if (uppers + lowers == 0) return Shape::other;
  if (uppers == 0) return Shape::lower;
  if (lowers == 0) return Shape::upper;
  return uppers == 1 && is_upper(folded.front()) ? Shape::title : Shape::mixed;
}

}  // namespace entente
