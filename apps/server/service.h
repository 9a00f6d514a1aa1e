// What handlers share: the catalogue in force, engines to ask, tokens, jobs.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "entente/catalogue.h"
#include "entente/engine.h"
#include "entente/server.h"
#include "route.h"
#include "tokens.h"

namespace server {

// An engine with the problems of the call under way.
struct Desk {
  explicit Desk(entente::Settings settings);
  Desk(const Desk&) = delete;
  std::vector<entente::Problem> problems;
  entente::Settings settings;
  std::unique_ptr<entente::Engine> engine;
};

struct Job {
  uint64_t id = 0;
  std::string kind, name;  // "add"; the file's name as sent
  std::string state;       // "waiting", "running", "done", "failed"
  std::string stage;
  size_t done = 0, total = 0;
  std::vector<std::string> results;  // JSON of each
  std::vector<entente::Problem> problems;
  int64_t revision = 0;
  uint64_t changes = 0;  // grows with every change
  bool ended() const { return state == "done" || state == "failed"; }
};
std::string job_json(const Job& job);

class Service {
 public:
  Service(const Options& options, Tokens tokens);
  ~Service();

  // Opens the ledger and the catalogue; what hinders is a problem of the settings.
  entente::Exit start();
  void stop();

  const Options& options() const { return options_; }
  const Tokens& tokens() const { return tokens_; }
  bool loopback() const { return loopback_; }
  void set_loopback(bool loopback) { loopback_ = loopback; }
  std::shared_ptr<const entente::Catalogue> catalogue() const { return catalogue_.load(); }
  // The lists as the call asks to see them: those in force, or as of its day or revision, which are
  // made when they are asked for and kept for a while. Null when that cannot be had, which
  // `refusal` tells.
  std::shared_ptr<const entente::Catalogue> catalogue_of(const Call& call, Answer& refusal);
  // Whether the ledger has lists that the catalogue has not.
  bool stale();
  // "http://127.0.0.1:8787/"
  const std::string& base_url() const { return base_url_; }
  void set_base_url(std::string url) { base_url_ = std::move(url); }
  bool ready() const { return catalogue() != nullptr; }
  int64_t revision();  // of the ledger now
  // Makes the catalogue anew and puts it in the place of the old one, which ends with its last
  // question.
  bool reload();

  // Calls `use(Desk&)` with an engine that no other thread has meanwhile.
  template <class Use>
  auto with_engine(Use use) {
    std::unique_ptr<Desk> desk = take();
    struct Give {
      Service& to;
      std::unique_ptr<Desk>& desk;
      ~Give() { to.give(std::move(desk)); }
    } give{*this, desk};
    return use(*desk);
  }

  struct Upload {
    std::string name, body;
    entente::Inputs inputs;
  };
  // 0 when too many wait.
  uint64_t add(Upload&& upload);
  std::optional<Job> job(uint64_t id) const;
  std::vector<Job> jobs() const;
  // The job when it has ended, or as it is after so many seconds.
  std::optional<Job> wait_for(uint64_t id, unsigned seconds) const;
  // One writer at a time.
  std::mutex& writing() { return writing_; }

 private:
  std::unique_ptr<Desk> take();
  void give(std::unique_ptr<Desk> desk);
  void work();
  void look_for_lists();
  void run(uint64_t id, Upload& upload);
  entente::Engine& adder();
  void change(uint64_t id, const std::function<void(Job&)>& how);

  Options options_;
  std::shared_ptr<entente::Kept> kept_ = entente::make_kept();
  Tokens tokens_;
  bool loopback_ = true;
  std::string base_url_;
  std::atomic<std::shared_ptr<const entente::Catalogue>> catalogue_;
  struct Earlier {
    int64_t revision = 0;
    std::string as_of;
    std::shared_ptr<const entente::Catalogue> catalogue;
  };
  std::timed_mutex looking_back_;  // one is made at a time
  std::deque<Earlier> earlier_;    // the last asked for first; of looking_back_
  std::mutex reloading_, writing_;
  std::mutex desks_mutex_;
  std::vector<std::unique_ptr<Desk>> desks_;
  mutable std::mutex jobs_mutex_;
  mutable std::condition_variable jobs_changed_;
  std::deque<Job> jobs_;
  std::deque<std::pair<uint64_t, Upload>> waiting_;
  uint64_t last_job_ = 0;
  std::atomic<bool> stopping_ = false;
  std::string uploads_;                     // the folder that uploads lie in while they are read
  std::unique_ptr<entente::Engine> adder_;  // this and the next three: of the worker alone
  uint64_t running_ = 0;
  int64_t looked_at_ = 0;
  std::vector<entente::Problem> run_problems_;
  std::thread worker_;
};

}  // namespace server
