// What each command does: arguments to the engine, its answer to the terminal.
#pragma once

#include <atomic>
#include <string>

#include "arguments.h"
#include "terminal.h"

namespace cli {

// The environment, read once by main.
struct Context {
  std::string ledger;          // ENTENTE_LEDGER, else the data folder's
  bool default_ledger = true;  // its folder may be created
  std::string home;            // ENTENTE_HOME
  std::string who;             // ENTENTE_WHO, else USER: who makes a judgement
  std::string python;          // ENTENTE_PYTHON, else python3: what reads and writes Parquet
  const std::atomic<bool>* stop = nullptr;
};

int run_read(const Arguments&, Context&);
int run_parse(const Arguments&, Context&);
int run_add(const Arguments&, Context&);
int run_claims(const Arguments&, Context&);
int run_show(const Arguments&, Context&);
int run_brief(const Arguments&, Context&);
int run_standing(const Arguments&, Context&);
int run_figures(const Arguments&, Context&);
int run_contradictions(const Arguments&, Context&);
int run_gaps(const Arguments&, Context&);
int run_forecasts(const Arguments&, Context&);
int run_diff(const Arguments&, Context&);
int run_watch(const Arguments&, Context&);
int run_judge(const Arguments&, Context&);
int run_judgements(const Arguments&, Context&);
int run_rebuild(const Arguments&, Context&);
int run_search(const Arguments&, Context&);
int run_export(const Arguments&, Context&);
int run_import(const Arguments&, Context&);
int run_dedupe(const Arguments&, Context&);  // run_dedupe.cpp
int run_undo(const Arguments&, Context&);
int run_verify(const Arguments&, Context&);
int run_lists(const Arguments&, Context&);
int run_export_entities(const Arguments&, Context&);  // run_export with --format
int run_explain(const Arguments&, Context&);
int run_index(const Arguments&, Context&);   // run_screening.cpp
int run_screen(const Arguments&, Context&);  // run_screening.cpp
int run_match(const Arguments&, Context&);   // run_screening.cpp
int run_ships(const Arguments&, Context&);   // run_ships.cpp
int run_voyage(const Arguments&, Context&);  // run_ships.cpp
int run_money(const Arguments&, Context&);   // run_money.cpp
int run_serve(const Arguments&, Context&);   // run_serve.cpp
int run_token(const Arguments&, Context&);   // run_serve.cpp
int run_version(const Arguments&, Context&);
int run_help(const Arguments&, Context&);
int run_completions(const Arguments&, Context&);
int run_compare(const Arguments&, Context&);  // run_names.cpp

int run_owners(const Arguments&, Context&);          // run_network.cpp
int run_ties(const Arguments&, Context&);            // run_network.cpp
int run_path(const Arguments&, Context&);            // run_network.cpp
int run_intermediaries(const Arguments&, Context&);  // run_network.cpp
int run_exposure(const Arguments&, Context&);        // run_network.cpp
int run_graph(const Arguments&, Context&);           // run_network.cpp
int run_trade(const Arguments&, Context&);           // run_trade.cpp
int run_votes(const Arguments&, Context&);           // run_votes.cpp

int usage_error(const UsageError& error);
// The status to end with: that of the engine, unless the answer could not be written.
int finish(Output& out, Messages& messages, int status);

}  // namespace cli
