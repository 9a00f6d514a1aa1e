// Names of places and rows of tables as offices write them, good and bad.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "intake/tables/distances.h"
#include "intake/tables/place_names.h"
#include "intake/tables/trade_reader.h"
#include "intake/tables/votes_reader.h"

namespace entente::intake {
namespace {

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream out;
  out << file.rdbuf();
  return out.str();
}

PlaceNames names() {
  const std::string data = std::string(ENTENTE_SOURCE_DIR) + "/data/";
  auto out = PlaceNames::read(text_of(data + "countries.tsv"), text_of(data + "country_words.tsv"));
  EXPECT_TRUE(out) << (out ? "" : to_string(out.error()));
  return std::move(*out);
}

class Tables : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::temp_directory_path() / ("entente-tables-" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
    return (folder_ / name).string();
  }
  std::filesystem::path folder_;
};

struct Keep : TradeSink {
  std::vector<TradeRow> rows;
  void take(const TradeRow& row) override { rows.push_back(row); }
};

struct Told {
  Result<TradeReport> report;
  std::vector<TradeRow> rows;
};

Told read(const std::string& path, PlaceNames& known, TradeOptions options = {}) {
  std::vector<TradeRow> rows;
  auto report = read_trade(
      path, options, known, [] { return std::make_unique<Keep>(); },
      [&](std::unique_ptr<TradeSink> part, uint64_t before) {
        for (TradeRow row : static_cast<Keep&>(*part).rows) row.line += before, rows.push_back(row);
        return true;
      });
  return {std::move(report), std::move(rows)};
}

TEST(PlaceNames, KnowsWhatOfficesWrite) {
  const PlaceNames known = names();
  for (const auto& [text, code] : std::vector<std::pair<const char*, const char*>>{
           {"Russian Federation (Russia)", "RU"},
           {"Sudan (incl. South Sudan 'SS' -> 2012)", "SD"},
           {"Etats-Unis (incl. Ile Navassa (partie de 'UM') de 1995 -> 2000)", "US"},
           {"Allemagne (incl. République démocratique allemande 'DD' depuis 1991)", "DE"},
           {"Korea (DPRK)", "KP"},
           {"Korea, Republic of", "KR"},
           {"Côte d’Ivoire", "CI"},
           {"Cote d' Ivoire", "CI"},
           {"Словакия", "SK"},
           {"Czech Republic", "CZ"},
           {"Tchéquie", "CZ"},
           {"Türkiye", "TR"},
           {"TURKEY", "TR"},
           {"Eswatini (Ngwane)", "SZ"},
           {"Swaziland", "SZ"},
           {"398", "KZ"},
           {"251", "FR"},
           {"8", "AL"},
           {"KGZ", "KG"},
           {"European Union - 27 countries (from 2020)", "@EU27"},
           {"EU27_2020", "@EU27"},
           {"World", "@WORLD"},
           {"Extra-EU27 (from 2020)", "@EXTRA_EU"},
           {"Commonwealth of Independent States", "@CIS"},
           {"Stores and provisions within the framework of extra-Union trade", "@XX"},
           {"Pays et territoires non déterminés dans le cadre des échanges intra-UE", "@XX"},
           {"SAR-Hong Kong", "HK"},
           {"Neverland", ""}}) {
    const uint16_t id = known.find(text);
    EXPECT_EQ(id == PlaceNames::kNone ? "" : known[id].code, code) << text;
  }
  EXPECT_EQ(known.find("Neverland"), PlaceNames::kNone);
  EXPECT_EQ(known.find(""), PlaceNames::kNone);
}

TEST(PlaceNames, AGroupKnowsItsMembersByYear) {
  const PlaceNames known = names();
  const auto count = [&](const char* group, int year) {
    int out = 0;
    for (const auto& m : known[known.find(group)].members) out += m.from <= year && year <= m.to;
    return out;
  };
  EXPECT_EQ(count("EU27_2020", 2005), 27);
  EXPECT_EQ(count("EU28", 2015), 28);
  EXPECT_EQ(count("EU", 1990), 12);
  EXPECT_EQ(count("EU", 2004), 25);
  EXPECT_EQ(count("EU", 2019), 28);
  EXPECT_EQ(count("EU", 2021), 27);
}

TEST_F(Tables, ReadsTheShapesOfTheOffices) {
  PlaceNames known = names();
  const auto kz = known.find("KZ"), de = known.find("DE");
  const auto baci = read(file("baci.csv", "t,i,j,k,v,q\n2022,276,398,10121,12.5,0.5\n"), known);
  ASSERT_EQ(baci.rows.size(), 1u);
  EXPECT_EQ(baci.rows[0].reporter, de);
  EXPECT_EQ(baci.rows[0].partner, kz);
  EXPECT_EQ(baci.rows[0].code, 10121u);
  EXPECT_EQ(baci.rows[0].digits, 6);
  EXPECT_EQ(baci.rows[0].value, 12500);
  EXPECT_EQ(baci.rows[0].quantity, 500);
  EXPECT_EQ(baci.rows[0].flow, TradeRow::Flow::both);
  const auto comtrade =
      read(file("comtrade.csv",
                "typeCode,freqCode,refYear,refMonth,period,reporterCode,flowCode,partnerCode,"
                "partner2Code,cmdCode,customsCode,motCode,netWgt,primaryValue\n"
                "C,A,2022,52,2022,276,X,398,0,854231,C00,0,10,1000\nC,A,2022,52,2022,276,X,398,0,"
                "854231,C04,0,4,400\n"
                "C,M,2022,3,202203,276,M,398,0,TOTAL,C00,0,,77\n"),
           known);
  ASSERT_EQ(comtrade.rows.size(), 2u) << "a procedure beside the sum of procedures does not count";
  EXPECT_EQ(comtrade.rows[0].value, 1000);
  EXPECT_EQ(comtrade.rows[0].month, 0);
  EXPECT_EQ(comtrade.rows[1].month, 3);
  EXPECT_EQ(comtrade.rows[1].flow, TradeRow::Flow::imports);
  EXPECT_EQ(comtrade.rows[1].digits, 0);
  EXPECT_EQ(comtrade.report->currency, "USD");
  const auto sitc =
      read(file("sitc.csv",
                "classificationCode,refYear,reporterISO,flowCode,partnerISO,cmdCode,primaryValue\n"
                "S4,2022,DEU,X,KAZ,77642,9\nH6,2022,DEU,X,KAZ,854231,9\n"),
           known);
  ASSERT_EQ(sitc.rows.size(), 2u);
  EXPECT_EQ(sitc.rows[0].digits, 4) << "no code of the Harmonized System";
  EXPECT_EQ(sitc.rows[1].digits, 6);
  const auto comext = read(file("comext.dat",
                                "DECLARANT_ISO,TRADE_TYPE,PARTNER_ISO,PRODUCT_NC,FLOW,PERIOD,VALUE_"
                                "IN_EUROS,QUANTITY_IN_KG\n"
                                "DE,E,KZ,85423190,2,202204,500,3\nDE,E,KZ,TOTAL,1,202204,700,9\n"),
                           known);
  ASSERT_EQ(comext.rows.size(), 2u);
  EXPECT_EQ(comext.rows[0].flow, TradeRow::Flow::exports);
  EXPECT_EQ(comext.rows[0].digits, 8);
  EXPECT_EQ(comext.rows[0].year, 2022);
  EXPECT_EQ(comext.rows[0].month, 4);
  EXPECT_EQ(comext.rows[1].flow, TradeRow::Flow::imports);
  EXPECT_EQ(comext.report->currency, "EUR");
  const auto wide =
      read(file("eu.csv", "partner,year,eu27_export_eur\n\"Korea, Republic of\",2022,5\n"), known);
  ASSERT_EQ(wide.rows.size(), 1u);
  EXPECT_EQ(known[wide.rows[0].reporter].code, "@EU27");
  EXPECT_EQ(wide.rows[0].flow, TradeRow::Flow::exports);
  TradeOptions mapped;
  mapped.columns = {{"partner", "Strana"}, {"value", "Stoimost"}, {"year", "God"}};
  mapped.reporter = "Kyrgyzstan";
  const auto own =
      read(file("own.csv", "Strana;God;Stoimost\nКитай;2022;1 234,5\n"), known, mapped);
  ASSERT_EQ(own.rows.size(), 1u);
  EXPECT_EQ(known[own.rows[0].partner].code, "CN");
  EXPECT_EQ(own.rows[0].value, 1234.5);
}

TEST_F(Tables, ABadRowIsToldWithItsLineAndTheRestGoesOn) {
  PlaceNames known = names();
  const auto told = read(file("bad.csv",
                              "reporter,partner,flow,year,value,currency\n"
                              "Kazakhstan,Germany,IMPORT,,5,EUR\n"
                              "Kazakhstan,Germany,IMPORT,2022,-5,EUR\n"
                              "Kazakhstan,Germany,IMPORT,2022,much,EUR\n"
                              "Kazakhstan,Kazakhstan,IMPORT,2022,5,EUR\n"
                              "Kazakhstan,Germany,IMPORT,2022,5,USD\n"
                              "Kazakhstan,,IMPORT,2022,5,EUR\n"
                              "Kazakhstan,Germany,IMPORT,22,5,EUR\n"
                              "Kazakhstan,\"Germany,IMPORT,2022,5,EUR\n"
                              "Kazakhstan,Germany\n"
                              "Kazakhstan,Germany,IMPORT,2022,6,EUR\n"),
                         known, {.currency = "EUR"});
  ASSERT_TRUE(told.report) << to_string(told.report.error());
  ASSERT_EQ(told.rows.size(), 1u);
  EXPECT_EQ(told.rows[0].value, 6);
  EXPECT_EQ(told.rows[0].line, 11u);
  EXPECT_EQ(told.report->bad, 9u);
  ASSERT_EQ(told.report->problems.size(), 9u);
  EXPECT_EQ(told.report->problems[0].line, 2u);
  EXPECT_EQ(told.report->problems[0].why, "no year");
  EXPECT_EQ(told.report->problems[1].why, "a negative value");
  EXPECT_EQ(told.report->problems[1].piece, "-5");
  EXPECT_EQ(told.report->problems[3].why, "a country that trades with itself");
  EXPECT_NE(told.report->problems[4].why.find("no rate for 2022"), std::string::npos);
}

TEST_F(Tables, RatesConvertByYear) {
  PlaceNames known = names();
  const auto rates = CurrencyRates::read("currency,year,per_eur\nUSD,2022,1.05\n", "rates.csv");
  ASSERT_TRUE(rates);
  const auto told = read(file("usd.csv", "reporter,partner,year,value_usd\nKZ,DE,2022,105\n"),
                         known, {.currency = "EUR", .rates = &*rates});
  ASSERT_EQ(told.rows.size(), 1u);
  EXPECT_NEAR(told.rows[0].value, 100, 1e-12);
  EXPECT_EQ(rates->factor("USD", "EUR", 2021), 0);
  EXPECT_FALSE(CurrencyRates::read("currency,year,per_eur\nUSD,2022,-1\n", "rates.csv"));
  EXPECT_FALSE(CurrencyRates::read("a,b\n1,2\n", "rates.csv"));
}

TEST_F(Tables, ATableWithoutItsColumnsIsRefused) {
  PlaceNames known = names();
  EXPECT_EQ(read(file("a.csv", "reporter,year,value\nKZ,2022,5\n"), known).report.error().code,
            Code::unknown_column);
  EXPECT_EQ(read(file("b.csv", "partner,year,value\nKZ,2022,5\n"), known).report.error().code,
            Code::unknown_column);
  EXPECT_EQ(read(file("c.csv", "\n\n"), known).report.error().code, Code::empty_input);
  EXPECT_EQ(read("nowhere.csv", known).report.error().code, Code::not_found);
}

TEST_F(Tables, VotesWithTheirTablesBesideThem) {
  const PlaceNames known = names();
  const auto members = Memberships::read("code\tfrom\tto\nSS\t2011\t\n");
  const std::string votes =
      file("votes.csv",
           "rcid,cid,vote\n1,1,1\n1,2,3\n1,2,1\n1,3,2\n2,3,1\n9,1,1\n1,77,1\n1,1,7\n2,1,8\n");
  file("countries.csv",
       "cid,country_code,country\n1,US,United States\n2,KP,North Korea\n3,SS,South Sudan\n");
  file("roll_calls.csv",
       "rcid,session,date,amend,para,short,descr\n1,60,2005-11-02,0,0,\"A, "
       "\"\"B\"\"\",x\n2,70,2015-11-02,1,0,b,y\n");
  file("issues.csv", "rcid,short_name,issue\n1,me,Middle East\n");
  const auto read = read_votes({.votes = votes}, known, members);
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_EQ(read->table.voters.size(), 3u);
  EXPECT_EQ(read->table.voters[1].iso3, "PRK");
  EXPECT_EQ(read->table.roll_calls[0].year, 2005);
  EXPECT_EQ(read->table.roll_calls[0].issues, 1u);
  EXPECT_TRUE(read->table.roll_calls[1].is_amendment);
  EXPECT_EQ(read->table.votes.size(), 4u) << "two of roll call 1, two of roll call 2";
  EXPECT_EQ(read->bad, 5u);
  bool told_early = false;
  for (const auto& problem : read->problems)
    told_early = told_early ||
                 (problem.line == 5 && problem.why.find("no member then") != std::string::npos);
  EXPECT_TRUE(told_early);
}

TEST_F(Tables, VotesInOneTable) {
  const PlaceNames known = names();
  const auto read = read_votes(
      {.votes = file(
           "un.csv",
           "undl_id,ms_code,ms_name,ms_vote,date,title\n7,RUS,RUSSIAN FEDERATION,Y,2024-01-02,A\n"
           "7,PRK,DEMOCRATIC PEOPLE'S REPUBLIC OF "
           "KOREA,A,2024-01-02,A\n7,SYR,SYRIA,X,2024-01-02,A\n")},
      known, {});
  ASSERT_TRUE(read) << to_string(read.error());
  ASSERT_EQ(read->table.votes.size(), 3u);
  EXPECT_EQ(read->table.voters[0].code, "RU");
  EXPECT_EQ(read->table.voters[1].code, "KP");
  EXPECT_EQ(read->table.votes[1].choice, Vote::Choice::abstain);
  EXPECT_EQ(read->table.votes[2].choice, Vote::Choice::absent);
  EXPECT_EQ(read_votes({.votes = file("no.csv", "rcid,cid,vote\n1,1,1\n")}, known, {}).error().code,
            Code::unknown_column);
}

TEST_F(Tables, VotersThatAreNoStateAreTold) {
  const PlaceNames known = names();
  const auto members = Memberships::read("code\tfrom\tto\nUS\t1945\t\n");
  const auto read =
      read_votes({.votes = file("votes.csv",
                                "rcid,country,date,vote\n1,United States,2019-01-02,yes\n"
                                "1,Freedonia,2019-01-02,no\n1,European Union,2019-01-02,yes\n"
                                "2,Freedonia,2019-01-03,yes\n1,Hong Kong,2019-01-02,yes\n")},
                 known, members);
  ASSERT_TRUE(read) << to_string(read.error());
  ASSERT_EQ(read->strangers.size(), 2u) << "no member in any year: a name, and a territory";
  EXPECT_EQ(read->table.voters[read->strangers[0].voter].name, "Freedonia");
  EXPECT_EQ(read->strangers[0].line, 3u);
  EXPECT_EQ(read->strangers[0].votes, 2u);
  EXPECT_EQ(read->table.votes.size(), 4u) << "their votes are kept, those of a group are not";
  ASSERT_EQ(read->bad, 1u);
  EXPECT_EQ(read->problems[0].line, 4u);
  EXPECT_EQ(read->problems[0].why, "a vote of a group of states, which is no state");
}

TEST_F(Tables, DistancesOfPairs) {
  const auto read = read_distances(
      file("dist.csv",
           "iso_o,iso_d,contig,dist,distwces\nDEU,POL,1,517.3,520\nZAR,ROM,0,6000,.\n"
           "DEU,FRA,1,,\nDEU,,0,5,5\nDEU,ITA,0,1e9,inf\nDEU,ESP,0,5,-7\n\"DEU,GBR,0,1,1\n"));
  ASSERT_TRUE(read) << to_string(read.error());
  ASSERT_EQ(read->table.size(), 2u);
  EXPECT_EQ(read->table.at({"DEU", "POL"}).kilometres, 520) << "weighted, where it is told";
  EXPECT_TRUE(read->table.at({"DEU", "POL"}).contiguous);
  EXPECT_EQ(read->table.at({"COD", "ROU"}).kilometres, 6000) << "today's letters";
  EXPECT_EQ(read->rows, 7u);
  EXPECT_EQ(read->bad, 4u) << "a blank distance is not known, and no fault";
  ASSERT_EQ(read->problems.size(), 4u);
  EXPECT_EQ(read->problems[0].line, 5u);
  EXPECT_EQ(read->problems[1].piece, "inf");
  EXPECT_EQ(read_distances(file("a.csv", "a,b,c\n1,2,3\n")).error().code, Code::unknown_column);
  EXPECT_EQ(read_distances(file("b.csv", "exporter,importer,dist\n")).error().code,
            Code::empty_input);
  EXPECT_EQ(read_distances("nowhere.csv").error().code, Code::not_found);
}

}  // namespace
}  // namespace entente::intake
