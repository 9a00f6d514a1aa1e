#include "network/packed_claims.h"

#include <array>
#include <cstring>
#include <string_view>

namespace entente {
namespace {

constexpr std::array kRoles{&Claim::subject,    &Claim::counterpart, &Claim::against,
                            &Claim::object,     &Claim::in_return,   &Claim::via,
                            &Claim::attribution};

void put_number(std::string& out, uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}

void put_text(std::string& out, std::string_view text) {
  put_number(out, text.size());
  out += text;
}

// A date in 64 bits: months go up to 24, for seasons.
void put_date(std::string& out, const std::optional<Date>& date) {
  out += date ? '\1' : '\0';
  if (!date) return;
  const int64_t packed = int64_t{date->year} * 1024 + date->month * 32 + date->day;
  out.append(reinterpret_cast<const char*>(&packed), sizeof packed);
}

class Unpacker {
 public:
  explicit Unpacker(const char* at) : at_(at) {}
  uint64_t number() {
    uint64_t out = 0;
    for (int shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(*at_++);
      out |= uint64_t{byte & 0x7Fu} << shift;
      if (byte < 0x80) return out;
    }
  }
  void text(std::string& out) {
    const size_t size = number();
    out.assign(at_, size);
    at_ += size;
  }
  void date(std::optional<Date>& out) {
    out.reset();
    if (*at_++ == 0) return;
    int64_t packed;
    std::memcpy(&packed, at_, sizeof packed);
    at_ += sizeof packed;
    out = Date{static_cast<int>(packed >> 10), static_cast<int>(packed >> 5 & 31),
               static_cast<int>(packed & 31)};
  }

 private:
  const char* at_;
};

}  // namespace

void PackedClaims::add(const Claim& claim) {
  if (documents_.empty() || documents_.back().id != claim.document.id) {
    documents_.push_back(claim.document);
    documents_.back().language.clear(), documents_.back().url.clear();
  }
  at_.push_back(bytes_.size());
  put_number(bytes_, documents_.size() - 1);
  put_text(bytes_, claim.id);
  put_text(bytes_, claim.quote.text);
  put_number(bytes_, static_cast<uint64_t>(claim.kind));
  put_number(bytes_, static_cast<uint64_t>(claim.polarity));
  put_number(bytes_, static_cast<uint64_t>(claim.modality));
  put_date(bytes_, claim.when.interval.start);
  put_date(bytes_, claim.when.interval.end);
  for (const auto role : kRoles) {
    put_number(bytes_, (claim.*role).size());
    for (const Mention& m : claim.*role) {
      for (const std::string* text : {&m.text, &m.state, &m.entity, &m.cue})
        put_text(bytes_, *text);
      put_number(bytes_, m.goods.bits());
    }
  }
}

void PackedClaims::unpack(size_t index, Claim& out) const {
  Unpacker in(bytes_.data() + at_[index]);
  out.document = documents_[in.number()];
  in.text(out.id);
  in.text(out.quote.text);
  out.kind = static_cast<Kind>(in.number());
  out.polarity = static_cast<Polarity>(in.number());
  out.modality = static_cast<Modality>(in.number());
  in.date(out.when.interval.start);
  in.date(out.when.interval.end);
  for (const auto role : kRoles) {
    (out.*role).resize(in.number());
    for (Mention& m : out.*role) {
      for (std::string* text : {&m.text, &m.state, &m.entity, &m.cue}) in.text(*text);
      const uint64_t goods = in.number();
      m.goods = {};
      for (int g = 0; g < kGoodsCount; ++g)
        if (goods >> g & 1) m.goods.add(static_cast<Goods>(g));
    }
  }
}

size_t PackedClaims::bytes() const {
  return bytes_.capacity() + at_.capacity() * sizeof(uint64_t) +
         documents_.capacity() * (sizeof(DocumentRef) + 160);
}

}  // namespace entente
