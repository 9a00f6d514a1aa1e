// Rows of the command table (commands.h): the HTTP server and its tokens.
#include <array>

#include "commands.h"
#include "common_flags.h"
#include "run.h"

namespace cli {
namespace {

constexpr std::array kServeFlags{
    Flag{"--ledger", "FILE", "the ledger (default: ENTENTE_LEDGER, else the data folder's)"},
    Flag{"--index", "FILE", "an index of lists, beside the ledger's own lists", true},
    Flag{"--listen", "ADDRESS:PORT", "where to listen (default: 127.0.0.1:8787; port 0: any)"},
    Flag{"--token-file", "FILE", "who may write: lines of NAME ROLE HASH"},
    Flag{"--pages", "FOLDER", "the built pages (default: web/ beside models/ and data/)"},
    Flag{"--access-log", "", "a line on standard error for each request, without what was asked"},
    Flag{"--routes", "", "print the routes and end"},
    Flag{"--openapi", "", "print the OpenAPI document and end"},
    kHome,
    Flag{"--threads", "N", "threads that read requests (default: one per core)"},
    kQuiet};
constexpr std::array kServeExamples{
    Example{"entente serve", "the pages and the API at http://127.0.0.1:8787/, to read"},
    Example{"entente serve --ledger l.db --index lists.index --token-file tokens",
            "who has a token may write"}};

constexpr std::array kTokenFlags{
    Flag{"--role", "WORD", "reader, analyst or admin (default: analyst)"},
    Flag{"--name", "NAME", "whose it is; stands in judgements"}};
constexpr std::array kTokenExamples{
    Example{"entente token --role analyst --name lee >> tokens",
            "the line for the token file; the token itself goes to standard error"}};

constexpr std::array kCommands{
    Command{"serve", "the HTTP API and the pages", "", 0, 0, kServeFlags, kServeExamples,
            "Prints one line when it is ready, and runs until it is interrupted; what is under way "
            "then ends first. Without a token file nobody may write, and an address that others "
            "can reach needs one. It answers the OpenSanctions API (/match, /search, /entities, "
            "/catalog, /reconcile) and its own routes under /api; /openapi.json has them all. For "
            "TLS put a proxy before it: docs/how-to/run-the-server.md.",
            &run_serve},
    Command{"token", "make a token for the server", "", 0, 0, kTokenFlags, kTokenExamples,
            "The token is shown once, on standard error; the file keeps its hash.", &run_token}};

}  // namespace

std::span<const Command> server_commands() { return kCommands; }

}  // namespace cli
