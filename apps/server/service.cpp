#include "service.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "entente/documents.h"
#include "entente/lists.h"
#include "handlers.h"
#include "scratch.h"

namespace server {
namespace {

namespace fs = std::filesystem;
using entente::Exit;

constexpr size_t kJobsKept = 200, kJobsWaiting = 64, kResultsMax = 2000;
constexpr auto kLooksEvery = std::chrono::seconds(1);
// Of a large list each takes as much memory as the lists in force.
constexpr size_t kEarlierKept = 2;
constexpr auto kEarlierWait = std::chrono::seconds(2);

}  // namespace

Desk::Desk(entente::Settings s) : settings(std::move(s)) {
  settings.problem = [this](const entente::Problem& p) { problems.push_back(p); };
  settings.note = nullptr;
  settings.progress = nullptr;
  engine = std::make_unique<entente::Engine>(settings);
}

Service::Service(const Options& options, Tokens tokens)
    : options_(options), tokens_(std::move(tokens)) {}

Service::~Service() { stop(); }

Exit Service::start() {
  if (const Exit made = entente::make_ledger(options_.settings); made != Exit::done) return made;
  if (!reload()) return Exit::missing_resource;
  std::string folder = (fs::temp_directory_path() / "entente-uploads-XXXXXX").string();
  if (!mkdtemp(folder.data())) return Exit::missing_resource;
  uploads_ = folder;
  worker_ = std::thread([this] { work(); });
  return Exit::done;
}

void Service::stop() {
  if (!worker_.joinable()) return;
  {
    const std::lock_guard lock(jobs_mutex_);
    stopping_ = true;
  }
  jobs_changed_.notify_all();
  worker_.join();
  std::error_code ignored;
  fs::remove_all(uploads_, ignored);
}

int64_t Service::revision() {
  thread_local std::unique_ptr<entente::LedgerPulse> pulse;
  thread_local const Service* owner = nullptr;
  if (owner != this) {
    pulse = std::make_unique<entente::LedgerPulse>(options_.settings);
    owner = this;
  }
  return pulse->revision();
}

bool Service::stale() {
  const auto now = catalogue();
  bool stale = false;
  with_engine([&](Desk& desk) {
    entente::list_editions(desk.settings, {}, {}, [&](const entente::ListEditionRecord& edition) {
      stale = stale || edition.revision > now->revision();
      return !stale;
    });
  });
  return stale;
}

bool Service::reload() {
  const std::lock_guard lock(reloading_);
  auto next = entente::Catalogue::open(options_.settings, options_.indexes);
  if (!next) return false;
  catalogue_.store(std::move(next));
  return true;
}

std::shared_ptr<const entente::Catalogue> Service::catalogue_of(const Call& call, Answer& refusal) {
  auto now = catalogue();
  if (!call.looks_back()) return now;
  return with_engine([&](Desk& desk) -> std::shared_ptr<const entente::Catalogue> {
    const entente::LedgerTime at = time_of(call);
    Earlier asked{0, call.text("as_of"), nullptr};
    if (const Exit exit = entente::ledger_revision(desk.settings, at, asked.revision);
        exit != Exit::done) {
      refusal = answer_of(exit, desk, {});
      return nullptr;
    }
    // Whatever changes lists or who is one makes them anew: nothing did since.
    if (asked.as_of.empty() && asked.revision >= now->revision()) return now;
    const std::unique_lock lock(looking_back_, kEarlierWait);
    if (!lock) {
      refusal = refuse({503, "lists are being made as they were", "E-TOO-MANY", {}, {}, "later"});
      refusal.headers.emplace_back("Retry-After", "5");
      return nullptr;
    }
    const auto same = [&](const Earlier& e) {
      return e.revision == asked.revision && e.as_of == asked.as_of;
    };
    if (const auto kept = std::ranges::find_if(earlier_, same); kept != earlier_.end())
      std::rotate(earlier_.begin(), kept, kept + 1);
    else {
      asked.catalogue = entente::Catalogue::open(desk.settings, options_.indexes, at, asked.as_of);
      if (!asked.catalogue) {
        refusal = answer_of(Exit::missing_resource, desk, {});
        return nullptr;
      }
      earlier_.push_front(std::move(asked));
      if (earlier_.size() > kEarlierKept) earlier_.pop_back();
    }
    return earlier_.front().catalogue;
  });
}

std::unique_ptr<Desk> Service::take() {
  {
    const std::lock_guard lock(desks_mutex_);
    if (!desks_.empty()) {
      auto out = std::move(desks_.back());
      desks_.pop_back();
      out->problems.clear();
      return out;
    }
  }
  entente::Settings settings = options_.settings;
  settings.threads = 1;
  settings.file_names = true;  // where files lie here is nobody's business elsewhere
  settings.kept = kept_;
  return std::make_unique<Desk>(std::move(settings));
}

void Service::give(std::unique_ptr<Desk> desk) {
  const std::lock_guard lock(desks_mutex_);
  desks_.push_back(std::move(desk));
}

uint64_t Service::add(Upload&& upload) {
  const std::lock_guard lock(jobs_mutex_);
  if (waiting_.size() >= kJobsWaiting) return 0;
  Job job;
  job.id = ++last_job_;
  job.kind = "add";
  job.name = safe_name(upload.name);
  job.state = "waiting";
  jobs_.push_back(job);
  if (jobs_.size() > kJobsKept && jobs_.front().ended()) jobs_.pop_front();
  waiting_.emplace_back(job.id, std::move(upload));
  jobs_changed_.notify_all();
  return job.id;
}

std::optional<Job> Service::job(uint64_t id) const {
  const std::lock_guard lock(jobs_mutex_);
  const auto at = std::ranges::find(jobs_, id, &Job::id);
  return at == jobs_.end() ? std::nullopt : std::optional(*at);
}

std::vector<Job> Service::jobs() const {
  const std::lock_guard lock(jobs_mutex_);
  return {jobs_.begin(), jobs_.end()};
}

std::optional<Job> Service::wait_for(uint64_t id, unsigned seconds) const {
  std::unique_lock lock(jobs_mutex_);
  const auto find = [&] { return std::ranges::find(jobs_, id, &Job::id); };
  jobs_changed_.wait_for(lock, std::chrono::seconds(seconds),
                         [&] { return stopping_ || find() == jobs_.end() || find()->ended(); });
  return find() == jobs_.end() ? std::nullopt : std::optional(*find());
}

void Service::change(uint64_t id, const std::function<void(Job&)>& how) {
  {
    const std::lock_guard lock(jobs_mutex_);
    const auto at = std::ranges::find(jobs_, id, &Job::id);
    if (at == jobs_.end()) return;
    how(*at);
    ++at->changes;
  }
  jobs_changed_.notify_all();
}

// Lists that another process added are taken up without being asked.
void Service::look_for_lists() {
  const int64_t now = revision();
  if (now == looked_at_) return;
  looked_at_ = now;
  if (stale()) reload();
}

void Service::work() {
  for (;;) {
    std::pair<uint64_t, Upload> next;
    {
      std::unique_lock lock(jobs_mutex_);
      const bool asked =
          jobs_changed_.wait_for(lock, kLooksEvery, [&] { return stopping_ || !waiting_.empty(); });
      if (stopping_) return;
      if (!asked) {
        lock.unlock();
        look_for_lists();
        continue;
      }
      next = std::move(waiting_.front());
      waiting_.pop_front();
    }
    run(next.first, next.second);
  }
}

// Made once: its reader stays loaded.
entente::Engine& Service::adder() {
  if (adder_) return *adder_;
  entente::Settings settings = options_.settings;
  settings.stop = &stopping_;
  settings.problem = [this](const entente::Problem& p) { run_problems_.push_back(p); };
  settings.note = nullptr;
  settings.progress = [this](const entente::Progress& p) {
    change(running_, [&](Job& job) {
      job.stage = p.stage;
      job.done = p.done;
      job.total = p.total;
    });
  };
  adder_ = std::make_unique<entente::Engine>(settings);
  return *adder_;
}

void Service::run(uint64_t id, Upload& upload) {
  const fs::path folder = fs::path(uploads_) / std::to_string(id);
  const fs::path file = folder / safe_name(upload.name);
  std::error_code ignored;
  fs::create_directories(folder, ignored);
  {
    std::ofstream out(file, std::ios::binary);
    out << upload.body;
  }
  upload.body = {};
  upload.inputs.paths = {file.string()};
  upload.inputs.within = folder.string();
  change(id, [](Job& job) { job.state = "running"; });
  running_ = id;
  run_problems_.clear();
  bool lists = false;
  size_t added = 0;
  {
    const std::lock_guard lock(writing_);
    adder().add(upload.inputs, [&](const entente::AddRecord& record) {
      lists = lists || record.kind == "list";
      ++added;
      change(id, [&](Job& job) {
        if (job.results.size() < kResultsMax) job.results.push_back(record.json);
        job.revision = record.revision;
      });
      return true;
    });
  }
  fs::remove_all(folder, ignored);
  if (lists) reload();
  change(id, [&](Job& job) {
    job.problems = run_problems_;
    job.state = added > 0 ? "done" : "failed";
  });
}

std::string job_json(const Job& job) {
  nlohmann::ordered_json out;
  out["schema"] = "entente.job.v1";
  out["job"] = std::to_string(job.id);
  out["kind"] = job.kind;
  out["name"] = job.name;
  out["state"] = job.state;
  out["stage"] = job.stage;
  out["done"] = job.done;
  out["total"] = job.total;
  out["revision"] = job.revision;
  out["results"] = nlohmann::ordered_json::array();
  for (const std::string& result : job.results)
    out["results"].push_back(nlohmann::ordered_json::parse(result, nullptr, false));
  out["problems"] = nlohmann::ordered_json::array();
  for (const auto& p : job.problems)
    out["problems"].push_back(
        {{"code", p.code}, {"detail", p.what}, {"piece", p.piece}, {"next", p.next}});
  return out.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace server
