// A file goes by in blocks of whole lines; a handful of them is parsed on all threads while the
// table takes the blocks before, in order, so that the same input makes the same table.
#include "intake/payments/payments_reader.h"

#include <algorithm>

#include "base/ordered_work.h"
#include "base/text.h"
#include "intake/payments/payment_csv.h"
#include "intake/payments/payment_json.h"
#include "intake/payments/table_builder.h"
#include "intake/tracks/line_blocks.h"

namespace entente {
namespace {

constexpr size_t kArrayBytesMax = size_t{1} << 30;
constexpr size_t kRowsLookedAt = 200;

class FileReader {
 public:
  FileReader(std::string path, const PaymentsOptions& options, PaymentTableBuilder& builder)
      : path_(std::move(path)), options_(options), builder_(builder) {}

  Status read() {
    auto blocks = LineBlocks::open(path_, options_.stop);
    if (!blocks) return std::unexpected(blocks.error());
    auto first = blocks->next();
    if (!first) return std::unexpected(first.error());
    std::string_view text = first->bytes;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (trim(text).empty()) return fail(Code::empty_input, "holds no payments", path_);
    const char kind = trim(text).front();
    if (kind == '[' || (kind == '{' && !one_object_a_line(text))) return read_array(*blocks, text);
    return kind == '{' ? read_lines(*blocks, *first, text) : read_csv(*blocks, *first, text);
  }

 private:
  // JSON Lines: a first line that is an object by itself, not the head of a longer one.
  static bool one_object_a_line(std::string_view text) {
    const std::string_view line = trim(text.substr(0, std::min(text.find('\n'), text.size())));
    if (!line.ends_with('}')) return false;
    return line.find("\"txs\"") == std::string_view::npos &&
           line.find("\"transactions\"") == std::string_view::npos &&
           line.find("\"payments\"") == std::string_view::npos;
  }

  Status begin(const PaymentColumns& columns) {
    columns_ = columns;
    columns_.amount_optional = !options_.needs_amounts;
    if (!columns.amount && options_.needs_amounts)
      return fail(Code::unknown_column, "payments need a column amount", path_, {},
                  "name the columns time,source,target,amount[,currency]");
    if (!builder_.begin_file(path_, columns))
      return fail(Code::malformed, "has times or amounts of another form than the file before it",
                  path_, {}, "trace the files apart, or bring them to one form");
    return {};
  }

  Status read_array(LineBlocks& blocks, std::string_view text) {
    std::string all(text);
    for (;;) {
      auto block = blocks.next();
      if (!block) {
        if (all.empty()) return std::unexpected(block.error());
        break;
      }
      if (block->bytes.empty()) break;
      all += block->bytes;
      if (all.size() > kArrayBytesMax)
        return fail(Code::too_large, "a JSON array of more than 1 GiB", path_, {},
                    "write one object a line");
    }
    if (auto ok = begin(columns_of_json(all)); !ok) return ok;
    PaymentBlock out;
    PaymentRows rows(columns_);
    if (auto ok = take_json_array(all, rows, out); !ok) {
      ok.error().where = path_;
      return ok;
    }
    return add(out);
  }

  Status add(const PaymentBlock& block) {
    if (builder_.add(block)) return {};
    return fail(Code::too_large, "more than 4,294,967,294 rows", path_);
  }

  Status read_lines(LineBlocks& blocks, LineBlock& first, std::string_view text) {
    if (auto ok = begin(columns_of_json(text)); !ok) return ok;
    return parse_all(blocks, first, text, 0, [&](std::string_view bytes, PaymentBlock& out) {
      PaymentRows rows(columns_);
      out.lines = take_json_lines(bytes, rows, out);
    });
  }

  Status read_csv(LineBlocks& blocks, LineBlock& first, std::string_view text) {
    // Lines before the head that say nothing: blanks and remarks.
    uint32_t skipped = 0;
    for (;;) {
      const size_t end = std::min(text.find('\n'), text.size());
      const std::string_view line = trim(text.substr(0, end));
      if (!line.empty() && !line.starts_with('#')) break;
      text.remove_prefix(std::min(end + 1, text.size()));
      ++skipped;
      if (text.empty()) return fail(Code::empty_input, "holds no payments", path_);
    }
    const size_t end = std::min(text.find('\n'), text.size());
    auto header = PaymentHeader::of(text.substr(0, end));
    if (!header) {
      header.error().where = path_ + ":" + std::to_string(skipped + 1);
      return std::unexpected(header.error());
    }
    text.remove_prefix(std::min(end + 1, text.size()));
    if (auto ok = begin(look_at(*header, text, head_of(first.bytes, skipped))); !ok) return ok;
    return parse_all(blocks, first, text, skipped + 1,
                     [&, header](std::string_view bytes, PaymentBlock& out) {
                       PaymentRows rows(columns_);
                       out.lines = PaymentCsv(*header).each(
                           bytes, out, [&](const RawPayment& raw) { rows.take(raw, out); });
                     });
  }

  static std::string_view head_of(std::string_view text, uint32_t skipped) {
    for (; skipped > 0; --skipped) text.remove_prefix(text.find('\n') + 1);
    return text.substr(0, text.find('\n'));
  }

  // Which columns there are, and whether times are days or numbers: by most of the first rows.
  PaymentColumns look_at(const PaymentHeader& header, std::string_view text,
                         std::string_view head) const {
    PaymentColumns out;
    out.amount = header.has(PaymentRole::amount);
    out.time = header.has(PaymentRole::time);
    out.sequence = header.has(PaymentRole::sequence);
    out.id = header.has(PaymentRole::id);
    out.currency = header.has(PaymentRole::currency);
    const std::string low = lower(head);
    out.id_is_hash = low.find("hash") != std::string::npos || low.find("txid") != std::string::npos;
    size_t end = 0;
    for (size_t rows = 0; rows < kRowsLookedAt && end < text.size(); ++rows)
      end = std::min(text.find('\n', end), text.size() - 1) + 1;
    PaymentBlock scratch;
    size_t days = 0, numbers = 0, amounts = 0;
    PaymentCsv(header).each(text.substr(0, end), scratch, [&](const RawPayment& raw) {
      days += parse_calendar(raw.time).has_value();
      numbers += parse_step(raw.time).has_value();
      amounts += parse_amount(raw.amount).has_value();
    });
    // A column of amounts that are all made unreadable is none.
    if (!options_.needs_amounts && amounts == 0) out.amount = false;
    out.calendar = days > numbers;
    return out;
  }

  // `text` is what is left of the first block behind `lines_before` lines.
  template <class Parse>
  Status parse_all(LineBlocks& blocks, LineBlock& first, std::string_view text,
                   uint32_t lines_before, Parse parse) {
    std::vector<LineBlock> batch;
    batch.push_back({text, first.owner});
    const auto lines = static_cast<uint64_t>(std::ranges::count(text, '\n')) + 1;
    // A packed file grows by a factor that is not known: its vectors grow as they must.
    if (!first.owner) builder_.expect(blocks.bytes_total() * lines / (text.size() + 1) * 17 / 16);
    Status status, read;
    bool is_first = true;
    while (status && !batch.empty()) {
      ordered_work(
          batch.size(), options_.threads,
          [&](size_t i) {
            PaymentBlock out;
            out.owner = batch[i].owner;
            parse(batch[i].bytes, out);
            return out;
          },
          [&](size_t, PaymentBlock&& block) {
            if (is_first) {
              for (uint32_t& line : block.line) line += lines_before;
              for (auto& passed : block.passed) passed.line += lines_before;
              block.lines += lines_before;
              is_first = false;
            }
            status = add(block);
            return status.has_value();
          });
      if (options_.progress) options_.progress(blocks.bytes_done(), blocks.bytes_total());
      if (options_.stop && *options_.stop)
        return fail(Code::interrupted, "stopped while reading", path_);
      batch.clear();
      while (read && batch.size() < options_.threads * 8) {
        auto block = blocks.next();
        if (!block) read = std::unexpected(block.error());
        if (!block || block->bytes.empty()) break;
        batch.push_back(std::move(*block));
      }
    }
    return status ? read : status;
  }

  std::string path_;
  const PaymentsOptions& options_;
  PaymentTableBuilder& builder_;
  PaymentColumns columns_;
};

}  // namespace

Result<Payments> read_payments(const std::vector<std::string>& paths,
                               const PaymentsOptions& options, PaymentsReport& report) {
  PaymentTableBuilder builder(report);
  for (const std::string& path : paths)
    if (auto ok = FileReader(path, options, builder).read(); !ok)
      return std::unexpected(ok.error());
  return std::move(builder).finish();
}

}  // namespace entente
