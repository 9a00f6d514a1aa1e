/* What libzip asks of libcrypto: the ciphers of encrypted archives, which nobody here has a password for and which are refused
 * as encrypted before. This stands in for libcrypto.so.3, which could get in the way of Python's own, beside the libzip.so of the wheel only
 * (bindings/python/backend.py): every function fails. */
#include <stddef.h>

int AES_set_encrypt_key(void) { return -1; }
void AES_encrypt(void) {}
void *EVP_sha1(void) { return NULL; }
void *HMAC_CTX_new(void) { return NULL; }
void HMAC_CTX_free(void) {}
int HMAC_Init_ex(void) { return 0; }
int HMAC_Update(void) { return 0; }
int HMAC_Final(void) { return 0; }
int PKCS5_PBKDF2_HMAC_SHA1(void) { return 0; }
int RAND_bytes(void) { return 0; }
