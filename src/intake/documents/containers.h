// Files that hold files: zipped folders and mail with attachments. What lies inside has a path as
// if the container were a folder: "reports.zip/march/a.txt", "mail.eml/table.pdf".
//
//   Containers containers;
//   for (const auto& path : containers.members("reports.zip", problems))
//     auto bytes = containers.read(path, bytes_max);
//
// Archives stay open and are shared; calls from several threads are safe. Nothing is written to
// disk. Containers within containers are opened three deep.
#pragma once

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace entente {

class Containers {
 public:
  Containers();
  ~Containers();

  // By its name: ".zip", ".eml".
  static bool is_container(std::string_view path);
  // Paths of all files inside, those of inner containers too, sorted within each container; none of
  // `path` itself. What cannot be opened or goes over a limit is added to `problems`.
  std::vector<std::string> members(const std::string& path, std::vector<Error>& problems);
  // A file, or a member of a container by its path. Failures as of read_file; too_large and
  // malformed of the container.
  Result<std::string> read(const std::string& path, size_t bytes_max,
                           const std::atomic<bool>* stop = nullptr);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace entente
