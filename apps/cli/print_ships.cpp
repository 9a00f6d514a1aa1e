#include "print_ships.h"

namespace cli {
namespace {

using entente::ShipFinding;

std::string number(double value) {
  std::string out = std::to_string(value);
  out.erase(out.find_last_not_of('0') + 1);
  if (out.ends_with('.')) out += '0';
  return out;
}

std::string padded(uint32_t value, size_t digits) {
  std::string out = std::to_string(value);
  return out.size() < digits ? std::string(digits - out.size(), '0') + out : out;
}

std::string ship_name(const ShipFinding::Vessel& v) {
  std::string out =
      v.name.empty() ? "MMSI " + padded(v.mmsi, 9) : v.name + " (" + padded(v.mmsi, 9);
  if (v.name.empty()) return out;
  if (v.imo) out += ", IMO " + padded(v.imo, 7);
  return out + ")";
}

std::string ships_of(const ShipFinding& f) {
  std::string out;
  for (const auto& v : f.vessels) out += (out.empty() ? "" : " and ") + ship_name(v);
  return out;
}

std::string text_of(const ShipFinding& f, bool colour) {
  std::string out = styled(colour, "bold", f.event) + "  " + ships_of(f) + "\n  " + f.start;
  if (f.end != f.start) out += " to " + f.end;
  if (f.placed) out += "  at " + number(f.lat) + ", " + number(f.lon);
  out += "\n  ";
  std::string measures;
  for (const auto& [name, value] : f.measures)
    measures += (measures.empty() ? "" : ", ") + name + " " + value;
  out += measures + "\n";
  for (const auto& v : f.vessels)
    for (const auto& tie : v.ties) out += "  " + tie + "\n";
  std::string rows;
  for (const auto& row : f.evidence) rows += (rows.empty() ? "" : ", ") + row;
  return out + "  " + styled(colour, "dim", rows) + "\n";
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string csv_of(const ShipFinding& f) {
  std::string out = f.event;
  for (size_t i = 0; i < 2; ++i) {
    const bool there = i < f.vessels.size();
    out += "," + (there ? padded(f.vessels[i].mmsi, 9) : std::string());
    out += "," + (there && f.vessels[i].imo ? padded(f.vessels[i].imo, 7) : std::string());
    out += "," + (there ? quoted(f.vessels[i].name) : std::string());
  }
  out += "," + f.start + "," + f.end;
  out += f.placed ? "," + number(f.lat) + "," + number(f.lon) : ",,";
  std::string measures, rows;
  for (const auto& [name, value] : f.measures)
    measures += (measures.empty() ? "" : "; ") + name + "=" + value;
  for (const auto& row : f.evidence) rows += (rows.empty() ? "" : " ") + row;
  return out + "," + quoted(measures) + "," + quoted(rows) + "\n";
}

std::string geojson_of(const ShipFinding& f) {
  const std::string at = f.placed ? "{\"type\":\"Point\",\"coordinates\":[" + number(f.lon) + "," +
                                        number(f.lat) + "]}"
                                  : "null";
  return "{\"type\":\"Feature\",\"geometry\":" + at + ",\"properties\":" + f.json + "}";
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (static_cast<unsigned char>(c) >= 32 || c == '\n') out += c;
  }
  return out;
}

std::string kml_of(const ShipFinding& f) {
  std::string out = "<Placemark><name>" + escaped(f.event + ": " + ships_of(f)) +
                    "</name><TimeSpan><begin>" + f.start + "</begin><end>" + f.end +
                    "</end></TimeSpan><description>";
  for (const auto& [name, value] : f.measures) out += escaped(name + " " + value) + "\n";
  out += "</description>";
  if (f.placed)
    out += "<Point><coordinates>" + number(f.lon) + "," + number(f.lat) + "</coordinates></Point>";
  return out + "</Placemark>\n";
}

}  // namespace

ShipsPrinter::ShipsPrinter(Output& out, ShipsForm form) : out_(out), form_(form) {
  if (form_ == ShipsForm::csv)
    out_.write("event,mmsi,imo,name,mmsi_2,imo_2,name_2,start,end,lat,lon,measures,evidence\n");
  if (form_ == ShipsForm::geojson) out_.write("{\"type\":\"FeatureCollection\",\"features\":[");
  if (form_ == ShipsForm::kml)
    out_.write(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<kml "
        "xmlns=\"http://www.opengis.net/kml/2.2\"><Document>\n");
}

bool ShipsPrinter::put(const ShipFinding& f) {
  const bool first = std::exchange(first_, false);
  switch (form_) {
    case ShipsForm::text:
      return out_.write(text_of(f, out_.colour()));
    case ShipsForm::jsonl:
      return out_.write(f.json + "\n");
    case ShipsForm::csv:
      return out_.write(csv_of(f));
    case ShipsForm::geojson:
      return out_.write((first ? "\n" : ",\n") + geojson_of(f));
    case ShipsForm::kml:
      return out_.write(kml_of(f));
  }
  return false;
}

void ShipsPrinter::end() {
  if (form_ == ShipsForm::geojson) out_.write("\n]}\n");
  if (form_ == ShipsForm::kml) out_.write("</Document></kml>\n");
}

}  // namespace cli
