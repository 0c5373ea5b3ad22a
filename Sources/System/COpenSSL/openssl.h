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
