// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// RocksDB's C interface, as one module, with static inline functions for what takes several of its
// calls each time and for what its failures mean: it tells them as texts.
#pragma once
#include <rocksdb/c.h>
#include <stdlib.h>
#include <string.h>

/// What came of a call.
enum {
    apus_rocks_done = 0,
    apus_rocks_missing,
    /// It would have to be read from the device, which was not allowed.
    apus_rocks_incomplete,
    apus_rocks_corrupt,
    /// The device is full or read-only.
    apus_rocks_no_space,
    /// No descriptors or memory left.
    apus_rocks_busy,
    apus_rocks_failed,
};

/// What a failure means: the first words of its text are the code (`Status::ToString`).
static inline int apus_rocks_meaning(const char *error) {
    if (error == NULL) return apus_rocks_done;
    if (strncmp(error, "Result incomplete", 17) == 0) return apus_rocks_incomplete;
    if (strncmp(error, "Corruption", 10) == 0) return apus_rocks_corrupt;
    // What has become read-only takes no bytes either.
    if (strstr(error, "Read-only file system")) return apus_rocks_no_space;
    if (strstr(error, "No space left") || strstr(error, "Disk quota") || strstr(error, "Space limit"))
        return apus_rocks_no_space;
    if (strstr(error, "Too many open files") || strstr(error, "Cannot allocate memory"))
        return apus_rocks_busy;
    return apus_rocks_failed;
}

/// Looks a key up. When it is there, `*slice` holds its value (`*value`, `*value_length`) until it
/// is destroyed. `*error` is a text to be freed for all but done, missing and incomplete.
static inline int apus_rocks_get(
    rocksdb_t *db, const rocksdb_readoptions_t *options, rocksdb_column_family_handle_t *family,
    const void *key, size_t key_length, rocksdb_pinnableslice_t **slice, const void **value,
    size_t *value_length, char **error) {
    *error = NULL;
    *slice = rocksdb_get_pinned_cf(db, options, family, (const char *)key, key_length, error);
    if (*slice != NULL) {
        *value = rocksdb_pinnableslice_value(*slice, value_length);
        return apus_rocks_done;
    }
    if (*error == NULL) return apus_rocks_missing;
    int meaning = apus_rocks_meaning(*error);
    if (meaning == apus_rocks_incomplete) {
        free(*error);
        *error = NULL;
    }
    return meaning;
}

/// Where an iterator stands: false when it is past its end or has failed.
static inline int apus_rocks_here(
    const rocksdb_iterator_t *iterator, const void **key, size_t *key_length, const void **value,
    size_t *value_length) {
    if (!rocksdb_iter_valid(iterator)) return 0;
    *key = rocksdb_iter_key(iterator, key_length);
    *value = rocksdb_iter_value(iterator, value_length);
    return 1;
}

static inline void apus_rocks_put(
    rocksdb_writebatch_t *batch, rocksdb_column_family_handle_t *family, const void *key,
    size_t key_length, const void *value, size_t value_length) {
    rocksdb_writebatch_put_cf(
        batch, family, (const char *)key, key_length, (const char *)value, value_length);
}

static inline void apus_rocks_delete(
    rocksdb_writebatch_t *batch, rocksdb_column_family_handle_t *family, const void *key,
    size_t key_length) {
    rocksdb_writebatch_delete_cf(batch, family, (const char *)key, key_length);
}

/// Puts the bytes of two places as one value, without joining them first.
static inline void apus_rocks_put_joined(
    rocksdb_writebatch_t *batch, rocksdb_column_family_handle_t *family, const void *key,
    size_t key_length, const void *value, size_t value_length, const void *rest,
    size_t rest_length) {
    const char *keys[] = {(const char *)key};
    const size_t key_lengths[] = {key_length};
    const char *values[] = {(const char *)value, (const char *)rest};
    const size_t value_lengths[] = {value_length, rest_length};
    rocksdb_writebatch_putv_cf(
        batch, family, 1, keys, key_lengths, 2, values, value_lengths);
}
