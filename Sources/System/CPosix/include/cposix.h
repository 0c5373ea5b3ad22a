// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// System calls and structures that the Swift language cannot reach by itself: variadic
// functions, feature-gated Linux calls, and thread primitives with a fixed address.
//
// Every function answers 0 or a count, or a negated errno value; none prints, none keeps state.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// A mutex with a condition variable beside it, allocated once and never moved.
typedef struct apus_monitor apus_monitor;
apus_monitor *_Nonnull apus_monitor_create(void);
void apus_monitor_destroy(apus_monitor *_Nonnull monitor);
void apus_monitor_lock(apus_monitor *_Nonnull monitor);
void apus_monitor_unlock(apus_monitor *_Nonnull monitor);
/// Waits until signalled; the caller holds the lock and rechecks its condition.
void apus_monitor_wait(apus_monitor *_Nonnull monitor);
void apus_monitor_signal(apus_monitor *_Nonnull monitor);
void apus_monitor_broadcast(apus_monitor *_Nonnull monitor);

/// Starts a detached thread with all signals blocked. `name` is cut to 15 bytes.
int apus_thread_start(
    const char *_Nonnull name, void (*_Nonnull body)(void *_Nullable), void *_Nullable context);

/// open(2) with O_CLOEXEC added; a descriptor or a negated errno value.
int apus_open(const char *_Nonnull path, int flags, mode_t mode);

/// The width of the terminal behind a descriptor, or a negated errno value.
int apus_terminal_columns(int descriptor);

/// The environment of the process: strings `NAME=value`, ended by a null pointer.
char *_Nullable *_Nullable apus_environment(void);

/// Raises the soft limit of descriptors to the hard one; answers the limit in force.
long apus_raise_descriptor_limit(void);

/// fdatasync(2); the stronger fcntl(F_FULLFSYNC) where that is what makes data durable.
int apus_sync_data(int descriptor);
/// fsync(2), for directories too.
int apus_sync(int descriptor);
/// syncfs(2): everything of the file system a descriptor lies on. -ENOSYS where there is none.
int apus_sync_filesystem(int descriptor);
/// Starts writing a range to the device without waiting for it; a hint.
int apus_start_writeback(int descriptor, uint64_t offset, uint64_t length);
/// flock(2) with LOCK_EX | LOCK_NB; -EWOULDBLOCK when another process has it.
int apus_lock_file(int descriptor);
/// Bytes that a user without privileges may still write to the file system of a descriptor.
int64_t apus_free_bytes(int descriptor);
/// Bytes that it has room for in all.
int64_t apus_capacity_bytes(int descriptor);
/// Takes space for the first `count` bytes of a file, which are zero where nothing was written.
int apus_allocate(int descriptor, uint64_t count);

/// Takes space for the first `count` bytes and leaves the size as it is; 0 too where the file system
/// cannot do that.
int apus_reserve(int descriptor, uint64_t count);

/// Whether a file can be made in a directory, and has room for a byte.
int apus_check_writable(const char *_Nonnull directory);

/// CRC-32C (Castagnoli), continued from `crc`; 0 to begin with. With the processor's own
/// instruction where there is one.
uint32_t apus_crc32c(uint32_t crc, const void *_Nullable bytes, size_t count);
/// The same without the instruction, for comparison.
uint32_t apus_crc32c_by_tables(uint32_t crc, const void *_Nullable bytes, size_t count);
/// CRC-32 (zlib's and Ethernet's), continued from `crc`; 0 to begin with.
uint32_t apus_crc32(uint32_t crc, const void *_Nullable bytes, size_t count);

/// A running MD5.
typedef struct {
    uint32_t words[4];
    uint64_t count;
    unsigned char rest[64];
} apus_md5;

/// What is to be added to one of them; `bytes` may be NULL when there are none.
typedef struct {
    const unsigned char *_Nullable bytes;
    size_t count;
} apus_md5_piece;

apus_md5 apus_md5_begin(void);
/// Adds to each of `count` a piece of its own, several at a time: two take little longer than one, and
/// eight little longer than two.
void apus_md5_add(
    apus_md5 *_Nonnull states, const apus_md5_piece *_Nonnull pieces, size_t count);
/// The digest, 16 bytes.
void apus_md5_end(apus_md5 *_Nonnull state, unsigned char *_Nonnull digest);

/// Makes the allocator give blocks of so many bytes and more back as soon as they are freed, and
/// use so many arenas at most; nothing where the allocator cannot be told.
void apus_give_back_memory(size_t block_bytes, int arenas);
