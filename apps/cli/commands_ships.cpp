// Rows of the command table (commands.h): ships and their positions. The flags are many, since
// every parameter of a finding is one; a test holds them to the parameters that the engine knows.
#include <array>

#include "commands.h"
#include "common_flags.h"
#include "filing.h"
#include "run.h"

namespace cli {
namespace {

constexpr size_t kMany = 1000000;

constexpr std::array kShipsFlags{
    Flag{"--events", "WORDS",
         "gaps, encounters, loitering, ports, voyages, identity, positions (default: all)", true},
    Flag{"--vessel", "NUMBER|FILE", "only these: MMSI or IMO numbers, or a file of them", true},
    Flag{"--area", "S,W,N,E", "only what begins or ends in this box of degrees"},
    Flag{"--anchorages", "FILE", "places of port calls, CSV or JSON, in place of the own ones"},
    kJsonl,
    kCsv,
    Flag{"--geojson", "", "for maps"},
    Flag{"--kml", "", "for Google Earth"},
    Flag{"--gap-hours", "H", "silences longer than this are gaps (default: 12)"},
    Flag{"--encounter-km", "KM", "ships no farther apart meet (default: 0.5)"},
    Flag{"--encounter-minutes", "M", "for at least so long (default: 120)"},
    Flag{"--encounter-knots", "KN", "with a median speed below (default: 2)"},
    Flag{"--encounter-port-km", "KM", "farther than this from anchorages (default: 10)"},
    Flag{"--encounter-gap-minutes", "M", "fixes this far apart are not joined (default: 60)"},
    Flag{"--loitering-hours", "H", "loitering for at least so long (default: 4)"},
    Flag{"--loitering-knots", "KN", "with an average speed below (default: 2)"},
    Flag{"--loitering-shore-nm", "NM", "at least so far from shore (default: 20)"},
    Flag{"--port-entry-km", "KM", "in port from within (default: 3)"},
    Flag{"--port-exit-km", "KM", "until beyond (default: 4)"},
    Flag{"--port-stop-knots", "KN", "stopped from this speed down (default: 0.2)"},
    Flag{"--port-start-knots", "KN", "until this speed up (default: 0.5)"},
    Flag{"--port-gap-minutes", "M", "a silence in port (default: 240)"},
    Flag{"--voyage-confidence", "N", "of the calls that voyages lie between (default: 2)"},
    Flag{"--jump-knots", "KN", "positions that need more speed are jumps (default: 50)"},
    Flag{"--land-nm", "NM", "positions so far inside land are told (default: 5)"},
    Flag{"--track-knots", "KN", "fixes that need more are of two tracks (default: 25)"},
    Flag{"--unscaled", "", "decode: values as sent, not in degrees and knots"},
    kFilingLedger,
    kFilingPublisher,
    kFilingPublished,
    kHome,
    kThreads,
    kQuiet};
constexpr std::array kShipsExamples{
    Example{"entente ships ais.csv.gz", "everything that can be found in a log"},
    Example{"entente ships --jsonl --events gaps,encounters ais.csv > findings.jsonl",
            "silences and meetings, for a program"},
    Example{"entente ships --vessel 9307839 --geojson ais.zst > ship.geojson", "one ship on a map"},
    Example{"entente ships --ledger monitors.db ais.csv",
            "file each finding as a claim on the lines it stands on"},
    Example{"entente ships decode --jsonl log.nmea", "each AIS message by the names of gpsd"}};

constexpr std::array kVoyageFlags{
    Flag{"--svg", "FILE", "write a map (- for standard output, in place of the findings)"},
    Flag{"--events", "WORDS", "as of entente ships (default: all)", true},
    Flag{"--anchorages", "FILE", "places of port calls, CSV or JSON, in place of the own ones"},
    kJsonl,
    kCsv,
    Flag{"--geojson", "", "for maps"},
    Flag{"--kml", "", "for Google Earth"},
    kHome,
    kThreads,
    kQuiet};
constexpr std::array kVoyageExamples{Example{"entente voyage 9074729 ais.csv --svg map.svg",
                                             "what one ship did, and a map to print"}};

constexpr std::array kCommands{
    Command{
        "ships", "what positions of ships show: gaps, meetings, calls, false identities",
        "[decode] FILE…", 1, kMany, kShipsFlags, kShipsExamples,
        "FILE is an AIS log: NMEA sentences, CSV (NOAA MarineCadastre, the Danish Maritime "
        "Authority, or columns mmsi, timestamp, lat, lon, speed, course), JSON Lines or a JSON "
        "array with such fields; plain, gzip or zstd; - for standard input. A finding says what "
        "the data shows and on which lines it stands: a gap is silence, not darkness, and an "
        "encounter is no transfer. Lines that cannot be read are counted and passed over. With "
        "--ledger, a finding also says on which lists of the ledger a ship stands, who owns it, "
        "and which reports name it, by number or by the name that it bore then.",
        &run_ships},
    Command{"voyage", "one ship in logs of positions: what it did, by time, and a map",
            "IMO|MMSI FILE…", 2, kMany, kVoyageFlags, kVoyageExamples,
            "Every MMSI that sent the IMO number counts.", &run_voyage}};

}  // namespace

std::span<const Command> ships_commands() { return kCommands; }

}  // namespace cli
