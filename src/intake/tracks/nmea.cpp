// Why by hand: a log of a day has a hundred million lines, and almost all are one message of one
// piece. Such a line is read once for its checksum and once for its payload and allocates nothing.
// Pieces wait in a short queue, by channel and sequence number, for as many lines as a receiver may
// mix in between; gpsd keeps one message a channel and loses those that overlap.
// Formats: IEC 61162-1 (sentence), NMEA 0183 4.0 (tag block), USCG NAIS (what follows).
// Tested by nmea_test.cpp and fuzz/nmea_fuzz.cpp.
#include "intake/tracks/nmea.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/eight_bytes.h"
#include "base/text.h"

namespace entente {
namespace {

constexpr size_t kWaitingMax = 64;
constexpr uint64_t kWaitLinesMax = 1000;
constexpr size_t kLineMax = 4096;
constexpr int64_t kMillisecondsFrom = 100'000'000'000;  // a tag block's time above is no seconds

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

bool checksum_is(std::string_view text, std::string_view digits) {
  if (digits.size() < 2) return false;
  const int high = hex_value(digits[0]), low = hex_value(digits[1]);
  return high >= 0 && low >= 0 && xor_of(text) == high * 16 + low;
}

int64_t time_of(std::string_view digits) {
  if (digits.size() == 10 && is_digit(digits[8]) && is_digit(digits[9]) && digits[0] != '0')
    if (const uint64_t eight = eight_bytes(digits.data()); all_digits(eight))
      return (eight_digits(eight) * int64_t{100} + (digits[8] - '0') * 10 + digits[9] - '0') * 1000;
  int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end == digits.data() || value <= 0) return kNoTime;
  if (value > kMillisecondsFrom * 100) return kNoTime;
  return value >= kMillisecondsFrom ? value : value * 1000;
}

// "g:1-2-1604,s:rORBCOMM008,c:1418169601*37" → its `c`. A block with a wrong checksum says nothing.
int64_t time_of_tag_block(std::string_view block) {
  const size_t star = block.rfind('*');
  if (star != std::string_view::npos) {
    if (!checksum_is(block.substr(0, star), block.substr(star + 1))) return kNoTime;
    block = block.substr(0, star);
  }
  while (!block.empty()) {
    const size_t comma = std::min(block.find(','), block.size());
    if (block.starts_with("c:")) return time_of(block.substr(2, comma - 2));
    block.remove_prefix(std::min(comma + 1, block.size()));
  }
  return kNoTime;
}

// ",r003669946,1325394060,1325394001" → the last field, when it is a plausible time.
int64_t time_behind(std::string_view behind) {
  behind = trim(behind);
  const size_t comma = behind.rfind(',');
  if (comma == std::string_view::npos) return kNoTime;
  const std::string_view last = behind.substr(comma + 1);
  if (last.size() != 10 || !std::all_of(last.begin(), last.end(), is_digit)) return kNoTime;
  return time_of(last);
}

size_t find_in(std::string_view text, char c) {
  const void* found = std::memchr(text.data(), c, text.size());
  return found ? static_cast<size_t>(static_cast<const char*>(found) - text.data()) : text.size();
}

std::string_view cut_at(std::string_view& rest, size_t size) {
  const std::string_view out = rest.substr(0, size);
  rest.remove_prefix(std::min(size + 1, rest.size()));
  return out;
}

// The next field of a sentence, without its comma. All but the payload are of a letter or none.
std::string_view next_short_field(std::string_view& rest) {
  size_t size = 0;
  while (size < rest.size() && rest[size] != ',') ++size;
  return cut_at(rest, size);
}

bool starts_as_ais(std::string_view line) {
  return line.size() > 6 && line[0] == '!' && line[3] == 'V' && line[4] == 'D' &&
         (line[5] == 'M' || line[5] == 'O') && line[6] == ',';
}

}  // namespace

bool NmeaReader::parse(std::string_view line, Sentence& out) {
  ++counts_.lines;
  if (line.size() > kLineMax) return ++counts_.damaged, false;
  if (!line.empty() && line[0] == '\\') {
    const size_t end = line.find('\\', 1);
    if (end == std::string_view::npos) return ++counts_.damaged, false;
    out.time_ms = time_of_tag_block(line.substr(1, end - 1));
    line.remove_prefix(end + 1);
  }
  if (!starts_as_ais(line)) {
    // A logger may write its own words before the sentence.
    const size_t bang = line.find('!');
    if (bang == std::string_view::npos || !starts_as_ais(line.substr(bang)) || line[0] == '#')
      return ++counts_.other, false;
    line.remove_prefix(bang);
  }
  const size_t star = find_in(line, '*');
  if (star == line.size() || !checksum_is(line.substr(1, star - 1), line.substr(star + 1)))
    return ++counts_.damaged, false;
  out.behind = line.substr(std::min(star + 3, line.size()));
  std::string_view rest = line.substr(7, star - 7);
  const std::string_view pieces = next_short_field(rest), piece = next_short_field(rest),
                         sequence = next_short_field(rest), channel = next_short_field(rest);
  out.payload = cut_at(rest, find_in(rest, ','));
  if (pieces.size() != 1 || piece.size() != 1 || sequence.size() > 1 || rest.empty() ||
      out.payload.empty() || !is_digit(rest[0]))
    return ++counts_.damaged, false;
  out.pieces = static_cast<unsigned>(pieces[0] - '0');
  out.piece = static_cast<unsigned>(piece[0] - '0');
  out.fill = static_cast<unsigned>(rest[0] - '0');
  out.sequence = sequence.empty() ? '\0' : sequence[0];
  out.channel = channel.empty() ? '\0' : channel[0];
  if (out.pieces < 1 || out.pieces > 9 || out.piece < 1 || out.piece > out.pieces || out.fill > 5)
    return ++counts_.damaged, false;
  return true;
}

std::string_view NmeaReader::cut_sentence(std::string_view& line) {
  constexpr size_t kOneSentence = 90;  // two, run together, are longer
  size_t end = line.size();
  if (end > kOneSentence) {
    const size_t first = line.find('!');
    for (size_t at = first; at != std::string_view::npos; at = line.find('!', at + 1)) {
      if (at == first || !starts_as_ais(line.substr(at))) continue;
      end = at;
      if (line[at - 1] == '\\' && at > 1)
        if (const size_t block = line.rfind('\\', at - 2);
            block != std::string_view::npos && block > first)
          end = block;
      break;
    }
  }
  const std::string_view out = line.substr(0, end);
  line.remove_prefix(end);
  return out;
}

const AisMessage* NmeaReader::join(const Sentence& sentence) {
  const auto same = [&](const Waiting& w) {
    return w.sequence == sentence.sequence && w.channel == sentence.channel &&
           w.pieces == sentence.pieces;
  };
  auto found = std::find_if(waiting_.begin(), waiting_.end(), same);
  if (sentence.piece == 1) {
    if (found != waiting_.end()) {
      counts_.incomplete += found->next - 1;
      waiting_.erase(found);
    }
    while (!waiting_.empty() && (waiting_.size() >= kWaitingMax ||
                                 waiting_.front().line + kWaitLinesMax < counts_.lines)) {
      counts_.incomplete += waiting_.front().next - 1;
      waiting_.pop_front();
    }
    waiting_.push_back(
        {sentence.sequence, sentence.channel, sentence.pieces, 1, counts_.lines, {}});
    found = std::prev(waiting_.end());
  } else if (found == waiting_.end() || found->next != sentence.piece) {
    ++counts_.incomplete;
    return nullptr;
  }
  AisMessage& message = found->message;
  if (!message.bits.append(sentence.payload)) {
    ++counts_.damaged;
    counts_.incomplete += found->next - 1;
    waiting_.erase(found);
    return nullptr;
  }
  if (message.time_ms == kNoTime) message.time_ms = sentence.time_ms;
  ++found->next;
  if (sentence.piece != sentence.pieces) return nullptr;
  message.bits.drop_fill(sentence.fill);
  message_ = message;
  waiting_.erase(found);
  return &message_;
}

const AisMessage* NmeaReader::take(std::string_view line) {
  Sentence sentence;
  if (!parse(line, sentence)) return nullptr;
  if (sentence.time_ms == kNoTime && !sentence.behind.empty())
    sentence.time_ms = time_behind(sentence.behind);
  const AisMessage* out = &message_;
  if (sentence.pieces == 1) {
    message_.bits.clear();
    if (!message_.bits.append(sentence.payload)) return ++counts_.damaged, nullptr;
    message_.bits.drop_fill(sentence.fill);
    message_.time_ms = sentence.time_ms;
  } else {
    out = join(sentence);
  }
  if (!out) return nullptr;
  ++counts_.messages;
  message_.line = counts_.lines;
  return out;
}

void NmeaReader::finish() {
  for (const Waiting& w : waiting_) counts_.incomplete += w.next - 1;
  waiting_.clear();
}

}  // namespace entente
