/* Debian's libicuuc.a is not compiled to stand in a shared library: it takes these variables of the C library to lie
 * beside it. They serve the host's time zone, which is never asked for here; so they may lie here. */
long __timezone;
int __daylight;
char *tzname[2];
