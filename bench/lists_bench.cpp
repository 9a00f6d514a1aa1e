// How fast lists are read, in how much memory, and how far that is from the XML parser alone.
//
//   lists_bench PATH…      each PATH a list, or a folder of one; processor seconds, MB/s of the
//                          unpacked bytes, peak resident memory of the process so far
#include <expat.h>
#include <sys/resource.h>

#include <cstdio>
#include <filesystem>
#include <string>

#include "intake/lists/byte_stream.h"
#include "intake/lists/lists.h"

namespace {

using namespace entente;

double processor_seconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

long peak_kib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

size_t unpacked_bytes(const std::string& path) {
  namespace fs = std::filesystem;
  size_t out = 0;
  std::vector<std::string> files;
  if (fs::is_directory(path))
    for (const auto& entry : fs::directory_iterator(path)) files.push_back(entry.path().string());
  else files.push_back(path);
  for (const auto& file : files) {
    auto stream = intake::ByteStream::open(file);
    while (stream) {
      const auto piece = stream->read(1 << 20, size_t{4} << 30);
      if (!piece || piece->empty()) break;
      out += piece->size();
    }
  }
  return out;
}

// expat with empty handlers over the same bytes.
double expat_seconds(const std::string& path) {
  const double start = processor_seconds();
  XML_Parser parser = XML_ParserCreate(nullptr);
  XML_SetElementHandler(
      parser, [](void*, const XML_Char*, const XML_Char**) {}, [](void*, const XML_Char*) {});
  XML_SetCharacterDataHandler(parser, [](void*, const XML_Char*, int) {});
  auto stream = intake::ByteStream::open(path);
  bool sound = stream.has_value();
  while (sound) {
    const auto piece = stream->read(1 << 16, size_t{4} << 30);
    sound = piece && XML_Parse(parser, piece->data(), static_cast<int>(piece->size()),
                               piece->empty()) == XML_STATUS_OK;
    if (!piece || piece->empty()) break;
  }
  XML_ParserFree(parser);
  return sound ? processor_seconds() - start : 0;
}

void measure(const std::string& path) {
  const double start = processor_seconds();
  size_t letters = 0;
  const auto report = read_list(path, [&](Entity&& e) { letters += e.caption.size(); });
  const double took = processor_seconds() - start;
  if (!report) return void(std::printf("%s\n", to_string(report.error()).c_str()));
  const double megabytes = static_cast<double>(unpacked_bytes(path)) / 1e6;
  std::printf("%-20s %7zu entities %8zu statements %7.1f MB %6.2f s %6.0f MB/s  peak %ld KiB",
              std::string(report->list->id).c_str(), report->entities, report->statements,
              megabytes, took, megabytes / took, peak_kib());
  if (const double expat = expat_seconds(path); expat > 0)
    std::printf("  expat alone %.2f s, %.1f times that", expat, took / expat);
  std::printf("\n");
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) measure(argv[i]);
}
