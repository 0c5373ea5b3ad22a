// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

#ifndef APUS_ORACLE_H
#define APUS_ORACLE_H

#include <stddef.h>

/// How far llhttp got with an input.
typedef struct {
    /// llhttp's error number, 0 when there was none, and what llhttp says about it.
    int error;
    const char *reason;
    /// Whether the head, and whether the whole message, was read.
    int has_head, is_complete;
    /// Where the message ends, when it is complete.
    size_t consumed;
    int is_chunked, has_length, keeps_alive, upgrades;
    unsigned long long length;
    /// `METHOD target\n`, then `name:value\n` for each field; values without blanks at their end.
    const char *head;
    size_t head_length;
    /// The body, so far as it was read.
    const char *body;
    size_t body_length;
} oracle_result;

/// Reads a request. What the result points to is valid until the next call.
oracle_result oracle_read(const unsigned char *bytes, size_t count);

#endif
