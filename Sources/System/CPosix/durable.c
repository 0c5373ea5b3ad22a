// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "cposix.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <unistd.h>

static int answer(int failed) { return failed ? -errno : 0; }

int apus_sync_data(int descriptor) {
#if defined(__APPLE__)
    return answer(fcntl(descriptor, F_FULLFSYNC));
#else
    return answer(fdatasync(descriptor));
#endif
}

int apus_sync(int descriptor) { return answer(fsync(descriptor)); }

int apus_sync_filesystem(int descriptor) {
#if defined(__linux__)
    return answer(syncfs(descriptor));
#else
    (void)descriptor;
    return -ENOSYS;
#endif
}

int apus_start_writeback(int descriptor, uint64_t offset, uint64_t length) {
#if defined(__linux__)
    return answer(sync_file_range(
        descriptor, (off64_t)offset, (off64_t)length, SYNC_FILE_RANGE_WRITE));
#else
    (void)descriptor, (void)offset, (void)length;
    return 0;
#endif
}

int apus_lock_file(int descriptor) { return answer(flock(descriptor, LOCK_EX | LOCK_NB)); }

int64_t apus_capacity_bytes(int descriptor) {
    struct statvfs status;
    if (fstatvfs(descriptor, &status)) return -errno;
    uint64_t bytes = (uint64_t)status.f_blocks * status.f_frsize;
    return bytes > INT64_MAX ? INT64_MAX : (int64_t)bytes;
}

int apus_allocate(int descriptor, uint64_t count) {
#ifdef __APPLE__
    fstore_t store = {F_ALLOCATEALL, F_PEOFPOSMODE, 0, (off_t)count, 0};
    if (fcntl(descriptor, F_PREALLOCATE, &store) || ftruncate(descriptor, (off_t)count))
        return -errno;
    return 0;
#else
    return -posix_fallocate(descriptor, 0, (off_t)count);
#endif
}

int apus_reserve(int descriptor, uint64_t count) {
#ifdef __APPLE__
    fstore_t store = {F_ALLOCATEALL, F_PEOFPOSMODE, 0, (off_t)count, 0};
    return fcntl(descriptor, F_PREALLOCATE, &store) ? -errno : 0;
#else
    if (!fallocate(descriptor, FALLOC_FL_KEEP_SIZE, 0, (off_t)count)) return 0;
    return errno == EOPNOTSUPP || errno == ENOSYS ? 0 : -errno;
#endif
}

int apus_check_writable(const char *directory) {
    if (access(directory, W_OK)) return -errno;
#ifdef O_TMPFILE
    int file = open(directory, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    if (file >= 0) {
        int failed = pwrite(file, "", 1, 0) == 1 ? 0 : -errno;
        close(file);
        return failed;
    }
    // Not every file system has such files.
    if (errno != EOPNOTSUPP && errno != EISDIR && errno != ENOENT && errno != EINVAL) return -errno;
#endif
    return 0;
}

int64_t apus_free_bytes(int descriptor) {
    struct statvfs status;
    if (fstatvfs(descriptor, &status)) return -errno;
    uint64_t free = (uint64_t)status.f_bavail * status.f_frsize;
    return free > INT64_MAX ? INT64_MAX : (int64_t)free;
}
