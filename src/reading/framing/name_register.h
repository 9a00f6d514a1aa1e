// The names of a document, so that short names, surnames, acronyms and bracketed aliases lead back
// to the first full one.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "reading/framing/nominals.h"

namespace entente {

// The words of a name in lower case, without articles and titles before it.
std::vector<std::string> name_words(const Nominals& nominals, const Nominal& name);

class NameRegister {
 public:
  explicit NameRegister(Nominals& nominals) : n_(nominals), a_(nominals.analysis()) {}

  // Names come in text order; each is led back to an earlier one, or joins the register.
  void add(int i);

 private:
  int earlier(int i, const std::vector<std::string>& words, const std::string& key) const;
  void learn(int i, const std::vector<std::string>& words);
  void share(int i);
  int also_known(int i) const;
  int full_name(const std::vector<std::string>& words) const;
  void register_bracketed(int i);

  Nominals& n_;
  const Analysis& a_;
  std::map<std::string, int> names_;
  std::map<std::string, int> parts_;  // inner words and last two words of longer names
};

}  // namespace entente
