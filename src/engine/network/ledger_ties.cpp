// What a proposition comes to depends on claims of its deed alone (the same doers doing the same:
// see deed_of), for denials cover what is of their own deed. So claims are read once, packed, and
// parted by deed; each part is unpacked, weighed and made ties of by itself. Claims that a
// judgement joins or parts, and all that shares a deed with them, lie in one part.
//
// Cost: for 860,000 claims some 13 seconds of processor time, and 300 bytes a claim while it
// lasts.
#include "engine/network/ledger_ties.h"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/ordered_work.h"
#include "network/packed_claims.h"
#include "weighing/grouping.h"

namespace entente {
namespace {

// Claims of neighbouring rows, packed.
struct ReadPart {
  PackedClaims claims;
  std::vector<int64_t> rows;
  std::vector<std::vector<uint32_t>> of_bucket;  // places in `claims`
};

// Ties of the claims of some deeds.
struct MadePart {
  GraphBuilder builder;
  Backings backings;
};

class Maker {
 public:
  Maker(const View& view, const LedgerTiesQuery& query) : view_(view), query_(query) {
    query_.options.threads = 1;
    query_.options.parts = {.history = false, .figures = false, .words = false};
  }

  Result<LedgerTies> run(GraphBuilder& builder) {
    const auto last = view_.last_row(INT64_MAX);
    if (!last) return std::unexpected(last.error());
    buckets_ = static_cast<size_t>(*last) / query_.claims_at_once + 1;
    if (auto ok = find_judged(); !ok) return std::unexpected(ok.error());
    if (auto ok = read_all(*last); !ok) return std::unexpected(ok.error());
    LedgerTies out;
    for (const auto& part : parts_) out.claims += part.claims.size();
    ordered_work(
        buckets_, query_.threads, [&](size_t bucket) { return made_of(bucket); },
        [&](size_t, MadePart&& made) {
          builder.add(made.builder, static_cast<uint32_t>(out.backings.size()));
          out.backings.add(made.backings);
          return !stopped();
        });
    return out;
  }

 private:
  bool stopped() const { return query_.stopped && query_.stopped(); }

  size_t bucket_of(const std::string& deed) const {
    if (judged_.contains(deed)) return 0;
    return static_cast<size_t>(NameTable::hash(deed) % buckets_);
  }

  // Deeds of claims that a judgement joins with others or parts from them.
  Status find_judged() {
    for (const auto& d : query_.options.decisions) {
      if (d.act != DecisionAct::same && d.act != DecisionAct::different) continue;
      for (const auto& id : {d.a, d.b}) {
        const auto done = view_.claims({.id = id}, [&](StoredClaim&& stored) {
          for (const auto& leg : legs_of(0, stored.claim, query_.options))
            judged_.insert(deed_of(leg.key));
          return true;
        });
        if (!done) return done;
      }
    }
    return {};
  }

  Status read_all(int64_t last) {
    std::vector<View> views;
    const bool worth = query_.threads > 1 && static_cast<size_t>(last) >= query_.worth_threads;
    while (worth && views.size() < query_.threads) {
      auto another = view_.again();
      if (!another) return std::unexpected(another.error());
      views.push_back(std::move(*another));
    }
    const auto count = static_cast<int64_t>(std::max<size_t>(views.size(), 1));
    Status out;
    ordered_work(
        views.empty() ? 1 : views.size(), views.size(),
        [&](size_t i) -> Result<ReadPart> {
          const auto n = static_cast<int64_t>(i);
          return read(views.empty() ? view_ : views[i], last * n / count + 1,
                      last * (n + 1) / count);
        },
        [&](size_t, Result<ReadPart>&& part) {
          if (!part) return out = std::unexpected(part.error()), false;
          parts_.push_back(std::move(*part));
          return true;
        });
    return out;
  }

  Result<ReadPart> read(const View& view, int64_t first, int64_t last) const {
    ReadPart out;
    out.of_bucket.resize(buckets_);
    const auto hold = view.hold();
    const auto done = view.claims_between(first, last, query_.filter, [&](StoredClaim&& stored) {
      const auto index = static_cast<uint32_t>(out.rows.size());
      for (const auto& leg : legs_of(index, stored.claim, query_.options)) {
        auto& bucket = out.of_bucket[bucket_of(deed_of(leg.key))];
        if (bucket.empty() || bucket.back() != index) bucket.push_back(index);
      }
      out.claims.add(stored.claim);
      out.rows.push_back(stored.row);
      return !stopped();
    });
    if (!done) return std::unexpected(done.error());
    return out;
  }

  MadePart made_of(size_t bucket) const {
    thread_local std::vector<Claim> claims;  // their memory is used again
    std::vector<int64_t> rows;
    for (const auto& part : parts_)
      for (const uint32_t index : part.of_bucket[bucket]) {
        if (rows.size() == claims.size()) claims.emplace_back();
        part.claims.unpack(index, claims[rows.size()]);
        rows.push_back(part.rows[index]);
      }
    const std::span<const Claim> all(claims.data(), rows.size());
    // A claim of two deeds is here for the other one, perhaps.
    const auto propositions = weigh(all, query_.options, [&](const Proposition& p) {
      return !p.asserts.empty() && bucket_of(deed_of(p.key)) == bucket;
    });
    MadePart out;
    std::unordered_map<std::string, NodeName> named;  // the same few are named again and again
    const NodeNamer namer = [&](const Mention& m) {
      const auto [at, fresh] = named.try_emplace(m.text + '\n' + m.state + '\n' + m.entity);
      if (fresh) at->second = query_.namer(m);
      return at->second;
    };
    add_claims(out.builder, all, propositions, query_.options, namer);
    for (const auto& p : propositions) out.backings.add(p, rows);
    return out;
  }

  const View& view_;
  LedgerTiesQuery query_;
  size_t buckets_ = 1;
  std::set<std::string> judged_;
  std::vector<ReadPart> parts_;
};

}  // namespace

Backings::Backing Backings::operator[](size_t index) const {
  const One& one = all_[index];
  const uint64_t begin = index == 0 ? 0 : all_[index - 1].rows_end;
  return {ids_[one.id], whats_[one.what], one.origins, one.claims,
          std::span(rows_).subspan(begin, one.rows_end - begin)};
}

void Backings::add(const Proposition& p, std::span<const int64_t> rows) {
  for (size_t i = 0; i < std::min(p.asserts.size(), kRowsMax); ++i)
    rows_.push_back(rows[p.asserts[i]]);
  all_.push_back({rows_.size(), ids_.add(p.id), whats_.add(p.key.what),
                  static_cast<uint32_t>(p.origins.size()),
                  static_cast<uint32_t>(p.asserts.size())});
}

void Backings::add(const Backings& others) {
  const uint64_t before = rows_.size();
  rows_.insert(rows_.end(), others.rows_.begin(), others.rows_.end());
  for (const One& one : others.all_)
    all_.push_back({before + one.rows_end, ids_.add(others.ids_[one.id]),
                    whats_.add(others.whats_[one.what]), one.origins, one.claims});
}

size_t Backings::bytes() const {
  return all_.capacity() * sizeof(One) + rows_.capacity() * sizeof(int64_t) + ids_.bytes() +
         whats_.bytes();
}

Result<LedgerTies> add_ledger_ties(const View& view, const LedgerTiesQuery& query,
                                   GraphBuilder& builder) {
  return Maker(view, query).run(builder);
}

}  // namespace entente
