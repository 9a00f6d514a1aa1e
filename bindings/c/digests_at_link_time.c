/* The few functions of OpenSSL that src/base/hash.cpp calls, on its plain digests: through EVP the whole of libcrypto would
 * be linked in, or a libcrypto.so.3 carried along that could get in the way of Python's own. The digests are OpenSSL's, from libcrypto.a. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/evp.h>
#include <openssl/md5.h>
#include <openssl/sha.h>
#include <stdlib.h>
#include <string.h>

struct evp_md_st {
  int size;
};
struct evp_md_ctx_st {
  const EVP_MD *kind;
  union {
    SHA256_CTX sha256;
    SHA_CTX sha1;
    MD5_CTX md5;
  } state;
};

static const EVP_MD sha256_kind = {SHA256_DIGEST_LENGTH}, sha1_kind = {SHA_DIGEST_LENGTH},
                    md5_kind = {MD5_DIGEST_LENGTH};

EVP_MD *EVP_MD_fetch(OSSL_LIB_CTX *context, const char *name, const char *properties) {
  (void)context, (void)properties;
  return strcmp(name, "SHA256") == 0 ? (EVP_MD *)&sha256_kind : NULL;
}
const EVP_MD *EVP_sha1(void) { return &sha1_kind; }
const EVP_MD *EVP_md5(void) { return &md5_kind; }
EVP_MD_CTX *EVP_MD_CTX_new(void) { return calloc(1, sizeof(EVP_MD_CTX)); }
void EVP_MD_CTX_free(EVP_MD_CTX *context) { free(context); }

int EVP_DigestInit_ex(EVP_MD_CTX *context, const EVP_MD *kind, ENGINE *engine) {
  (void)engine;
  context->kind = kind;
  if (kind == &sha256_kind) return SHA256_Init(&context->state.sha256);
  return kind == &sha1_kind ? SHA1_Init(&context->state.sha1) : MD5_Init(&context->state.md5);
}

int EVP_DigestUpdate(EVP_MD_CTX *context, const void *bytes, size_t size) {
  if (context->kind == &sha256_kind) return SHA256_Update(&context->state.sha256, bytes, size);
  return context->kind == &sha1_kind ? SHA1_Update(&context->state.sha1, bytes, size)
                                     : MD5_Update(&context->state.md5, bytes, size);
}

int EVP_DigestFinal_ex(EVP_MD_CTX *context, unsigned char *out, unsigned *size) {
  if (size) *size = (unsigned)context->kind->size;
  if (context->kind == &sha256_kind) return SHA256_Final(out, &context->state.sha256);
  return context->kind == &sha1_kind ? SHA1_Final(out, &context->state.sha1)
                                     : MD5_Final(out, &context->state.md5);
}
