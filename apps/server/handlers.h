// What the routes do. Each gets a call that passed the checks of its row (route.h).
#pragma once

#include "service.h"

namespace server {

// matching.cpp, entities.cpp: the OpenSanctions API.
Answer match(Service&, const Call&);
Answer search_entities(Service&, const Call&);
Answer entity(Service&, const Call&);
Answer adjacent(Service&, const Call&);
Answer adjacent_property(Service&, const Call&);
Answer catalog(Service&, const Call&);
Answer algorithms(Service&, const Call&);
Answer healthz(Service&, const Call&);
Answer readyz(Service&, const Call&);
Answer updatez(Service&, const Call&);
Answer openapi(Service&, const Call&);

// reconcile.cpp: the Reconciliation Service API 0.2.
Answer reconcile_manifest(Service&, const Call&);
Answer reconcile(Service&, const Call&);
Answer reconcile_preview(Service&, const Call&);
Answer suggest_entity(Service&, const Call&);
Answer suggest_property(Service&, const Call&);
Answer suggest_type(Service&, const Call&);
Answer extend_property(Service&, const Call&);

// ledger.cpp, weighed.cpp, writing.cpp: the ledger.
Answer ledger_state(Service&, const Call&);
Answer documents(Service&, const Call&);
Answer sources(Service&, const Call&);
Answer document(Service&, const Call&);
Answer claims(Service&, const Call&);
Answer show(Service&, const Call&);
Answer search_documents(Service&, const Call&);
Answer lists(Service&, const Call&);
Answer words(Service&, const Call&);
Answer propositions(Service&, const Call&);
Answer proposition(Service&, const Call&);
Answer figures(Service&, const Call&);
Answer gaps(Service&, const Call&);
Answer contradictions(Service&, const Call&);
Answer forecasts(Service&, const Call&);
Answer diff(Service&, const Call&);
Answer brief(Service&, const Call&);
Answer ties(Service&, const Call&);
Answer paths(Service&, const Call&);
Answer intermediaries(Service&, const Call&);
Answer exposure(Service&, const Call&);
Answer neighbours(Service&, const Call&);
Answer graph(Service&, const Call&);
Answer ownership(Service&, const Call&);
Answer ships(Service&, const Call&);

// screening.cpp
Answer screening(Service&, const Call&);

// quiet.cpp: tables that tell what nobody says.
Answer trade_mirror(Service&, const Call&);
Answer votes_over_time(Service&, const Call&);
Answer money_trace(Service&, const Call&);

Answer judgements(Service&, const Call&);
Answer judge(Service&, const Call&);
Answer upload(Service&, const Call&);
Answer jobs(Service&, const Call&);
Answer job(Service&, const Call&);
Answer job_events(Service&, const Call&);
Answer whoami(Service&, const Call&);

// Of several.
bool has_dataset(const entente::Catalogue& catalogue, std::string_view name);
Answer no_dataset(const entente::Catalogue& catalogue, const std::string& name);
// The scope of a dataset's name and the parameters that narrow it; false when a dataset is unknown.
bool scope_of(const entente::Catalogue& catalogue, const Call& call, entente::CatalogueScope& scope,
              Answer& refusal);
Answer ok(std::string body);
// What came of a command of the engine: 200 with `body`, or what its problems say.
Answer answer_of(entente::Exit exit, const Desk& desk, std::string body);
entente::LedgerTime time_of(const Call& call);
// The same for what is published on the day it enters: as_of says no more than known_by.
entente::LedgerTime decided_by(const Call& call);
int64_t revision_at(Desk& desk, const Call& call);  // the last one that the call sees

}  // namespace server
