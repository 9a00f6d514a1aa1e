/* The few functions of libcurl that src/extracting calls, looked up when they are first called, so that a library
 * that is handed out needs no libcurl where nobody asks a model behind an endpoint. Where it is missing, asking
 * is an error of the endpoint: "Failed initialization". Options are one word wide on every machine that this is
 * built for (x86-64, AArch64), so that one argument passes them on. */
#define _GNU_SOURCE
#include <curl/curl.h>
#include <dlfcn.h>
#include <stdarg.h>

#undef curl_easy_setopt
#undef curl_easy_getinfo

static void *found(const char *name) {
  static void *library;
  if (!library) library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!library) library = dlopen("libcurl-gnutls.so.4", RTLD_NOW | RTLD_LOCAL);
  return library ? dlsym(library, name) : NULL;
}

#define FIND(name) __typeof__(&name) real = (__typeof__(&name))found(#name)

CURLcode curl_global_init(long flags) {
  FIND(curl_global_init);
  return real ? real(flags) : CURLE_FAILED_INIT;
}

CURL *curl_easy_init(void) {
  FIND(curl_easy_init);
  return real ? real() : NULL;
}

void curl_easy_cleanup(CURL *handle) {
  FIND(curl_easy_cleanup);
  if (real) real(handle);
}

CURLcode curl_easy_setopt(CURL *handle, CURLoption option, ...) {
  FIND(curl_easy_setopt);
  va_list arguments;
  va_start(arguments, option);
  void *value = va_arg(arguments, void *);
  va_end(arguments);
  return real && handle ? real(handle, option, value) : CURLE_FAILED_INIT;
}

CURLcode curl_easy_getinfo(CURL *handle, CURLINFO info, ...) {
  FIND(curl_easy_getinfo);
  va_list arguments;
  va_start(arguments, info);
  void *value = va_arg(arguments, void *);
  va_end(arguments);
  return real && handle ? real(handle, info, value) : CURLE_FAILED_INIT;
}

CURLcode curl_easy_perform(CURL *handle) {
  FIND(curl_easy_perform);
  return real && handle ? real(handle) : CURLE_FAILED_INIT;
}

const char *curl_easy_strerror(CURLcode code) {
  FIND(curl_easy_strerror);
  return real ? real(code) : "libcurl.so.4 is not installed here";
}

struct curl_slist *curl_slist_append(struct curl_slist *list, const char *text) {
  FIND(curl_slist_append);
  return real ? real(list, text) : NULL;
}

void curl_slist_free_all(struct curl_slist *list) {
  FIND(curl_slist_free_all);
  if (real) real(list);
}
