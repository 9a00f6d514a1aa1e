/* What lets Debian's libicuuc.a and libicui18n.a be linked into a shared library, and only the part that is used. */
#include <unicode/uvernum.h>

/* They are not compiled to stand in a shared library: these variables of the C library must lie beside them. They
 * serve the host's time zone, which is never asked for here; so they may lie here. */
long __timezone;
int __daylight;
char *tzname[2];

/* Transliterator::getDisplayName() would bring the formatting of numbers, dates and units along, a megabyte. Nothing here
 * asks a transliterator for its name in words: what it would call does nothing. */
#define JOIN2(a, b, c) a##b##c
#define JOIN(a, b, c) JOIN2(a, b, c)
#define NEVER_CALLED(prefix, rest)                       \
  void JOIN(prefix, U_ICU_VERSION_SUFFIX, rest)(void);   \
  void JOIN(prefix, U_ICU_VERSION_SUFFIX, rest)(void) {}

NEVER_CALLED(_ZN6icu, 11FormattableC1Ev)
NEVER_CALLED(_ZN6icu, 11FormattableC1ERKNS_13UnicodeStringE)
NEVER_CALLED(_ZN6icu, 11FormattableD1Ev)
NEVER_CALLED(_ZN6icu, 11FormattableaSERKS0_)
NEVER_CALLED(_ZN6icu, 11Formattable7setLongEi)
NEVER_CALLED(_ZN6icu, 11Formattable9setStringERKNS_13UnicodeStringE)
NEVER_CALLED(_ZN6icu, 13MessageFormatC1ERKNS_13UnicodeStringERKNS_6LocaleER10UErrorCode)
NEVER_CALLED(_ZN6icu, 13MessageFormatD1Ev)
NEVER_CALLED(_ZNK6icu, 13MessageFormat6formatEPKNS_11FormattableEiRNS_13UnicodeStringERNS_13FieldPositionER10UErrorCode)
