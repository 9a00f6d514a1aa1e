// Makes small PDF files for tests: lines of Helvetica at chosen places, uncompressed.
//
//   PdfWriter pdf;
//   pdf.page().text(72, 100, 11, "first line").text(72, 114, 11, "second line");
//   std::string bytes = pdf.bytes();
#pragma once

#include <string>
#include <vector>

namespace entente::intake {

class PdfWriter {
 public:
  static constexpr int kWidth = 595, kHeight = 842;  // A4 in points

  PdfWriter& page() {
    pages_.emplace_back();
    return *this;
  }
  // `down` is the distance of the base line from the upper edge.
  PdfWriter& text(int right, int down, int size, const std::string& line) {
    std::string escaped;
    for (const char c : line) {
      if (c == '(' || c == ')' || c == '\\') escaped += '\\';
      escaped += c;
    }
    pages_.back() += "BT /F1 " + std::to_string(size) + " Tf " + std::to_string(right) + " " +
                     std::to_string(kHeight - down) + " Td (" + escaped + ") Tj ET\n";
    return *this;
  }
  PdfWriter& lines(int right, int down, int size, const std::vector<std::string>& all) {
    for (const auto& line : all) text(right, down, size, line), down += size + 3;
    return *this;
  }

  std::string bytes() const {
    std::string out = "%PDF-1.4\n";
    std::vector<size_t> places;
    const auto object = [&](const std::string& body) {
      places.push_back(out.size());
      out += std::to_string(places.size()) + " 0 obj\n" + body + "\nendobj\n";
    };
    std::string kids;
    for (size_t i = 0; i < pages_.size(); ++i) kids += std::to_string(4 + 2 * i) + " 0 R ";
    object("<< /Type /Catalog /Pages 2 0 R >>");
    object("<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(pages_.size()) + " >>");
    object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    for (size_t i = 0; i < pages_.size(); ++i) {
      object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 " + std::to_string(kWidth) + " " +
             std::to_string(kHeight) + "] /Resources << /Font << /F1 3 0 R >> >> /Contents " +
             std::to_string(5 + 2 * i) + " 0 R >>");
      object("<< /Length " + std::to_string(pages_[i].size()) + " >>\nstream\n" + pages_[i] +
             "endstream");
    }
    const size_t table = out.size();
    out += "xref\n0 " + std::to_string(places.size() + 1) + "\n0000000000 65535 f \n";
    for (const size_t at : places) {
      const std::string digits = std::to_string(at);
      out += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
    }
    return out + "trailer\n<< /Size " + std::to_string(places.size() + 1) +
           " /Root 1 0 R >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
  }

 private:
  std::vector<std::string> pages_;
};

}  // namespace entente::intake
