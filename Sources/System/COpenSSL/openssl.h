// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// What apus uses of OpenSSL 3, as one module. Function-like macros are not imported into the
// Swift language, so those that are needed stand here as static inline functions.
#pragma once
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

static inline int apus_ssl_context_set_minimum_tls12(SSL_CTX *context) {
    return SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
}

/// Lets writes be partial and repeated from other memory, and gives a connection's buffers back
/// while it is idle.
static inline void apus_ssl_context_set_modes(SSL_CTX *context) {
    SSL_CTX_set_mode(
        context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                     SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_options(
        context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_IGNORE_UNEXPECTED_EOF |
                     SSL_OP_CIPHER_SERVER_PREFERENCE);
}

static inline void apus_bio_would_block_reading(BIO *bio) { BIO_set_retry_read(bio); }
static inline void apus_bio_would_block_writing(BIO *bio) { BIO_set_retry_write(bio); }
static inline void apus_bio_clear_retry(BIO *bio) { BIO_clear_retry_flags(bio); }
