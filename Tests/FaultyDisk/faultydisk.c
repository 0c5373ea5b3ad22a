// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Stands between a program and its data directory, preloaded: records every call that changes
// something below the directory, lets calls fail, and shifts the clock. `Docs/Faults.md` says
// what the tests make of it.
//
//   APUS_DISK_ROOT      the directory, absolute, without links in it
//   APUS_DISK_LOG       where calls are appended to; syncs are then recorded, not done
//   APUS_DISK_CONTROL   a file of eight numbers that the test changes while the program runs
//   APUS_DISK_NO_SYNCFS lets there be no syncfs
//
// What a call changes is done and recorded under one lock, so that the log has the order in which
// things happened. Writes to standard output are recorded as marks.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

// MARK: What is known

enum { FILES = 65536 };

enum {
    LOG_OPEN = 1,
    LOG_WRITE = 3,
    LOG_TRUNCATE = 4,
    LOG_SYNC_BEGIN = 5,
    LOG_SYNC_END = 6,
    LOG_RENAME = 7,
    LOG_LINK = 8,
    LOG_UNLINK = 9,
    LOG_MKDIR = 10,
    LOG_RMDIR = 11,
    LOG_MARK = 12,
    LOG_START = 13,
    LOG_ALLOCATE = 14,
    LOG_MAPPED = 15,
};

enum { SYNC_FILE = 1, SYNC_DATA = 2, SYNC_FILESYSTEM = 3 };

// What the numbers of the control file mean.
enum {
    CONTROL_ERROR,     // the error that calls fail with
    CONTROL_COUNTDOWN, // so many more succeed; negative: all do
    CONTROL_SEEN,      // calls that could have failed; ours
    CONTROL_FAILED,    // calls that did fail; ours
    CONTROL_CLOCK,     // nanoseconds added to the wall clock
    CONTROL_KINDS,     // which calls: those below
    CONTROL_ENDS,      // not zero: the next call is not made, the process is killed
    CONTROL_COUNT = 8,
};

enum {
    KIND_SPACE = 1,  // what needs space: bytes, and names that are new
    KIND_CHANGE = 2, // whatever changes something, opening for writing too
    KIND_SYNC = 4,
};

struct header {
    uint32_t type, path_length, target_length, flags;
    uint64_t handle, offset, data_length;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_MAX];
static size_t root_length;
static int log_descriptor = -1;
static volatile int64_t *control;
// Which open of a file below the root a descriptor is; 0: none.
static uint64_t handles[FILES];
static uint64_t next_handle = 1;
static uint64_t next_sync = 1;

#define REAL(result, name, ...) \
    static result (*real_##name)(__VA_ARGS__); \
    if (!real_##name) real_##name = (result (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

static void append(
    uint32_t type, uint32_t flags, uint64_t handle, uint64_t offset, const char *path,
    const char *target, const void *data, size_t length) {
    if (log_descriptor < 0) return;
    struct header header = {
        .type = type,
        .path_length = path ? (uint32_t)strlen(path) : 0,
        .target_length = target ? (uint32_t)strlen(target) : 0,
        .flags = flags,
        .handle = handle,
        .offset = offset,
        .data_length = data ? length : 0,
    };
    struct iovec parts[4] = {
        {&header, sizeof header},
        {(void *)path, header.path_length},
        {(void *)target, header.target_length},
        {(void *)data, header.data_length},
    };
    size_t size = sizeof header + header.path_length + header.target_length + header.data_length;
    if (syscall(SYS_writev, log_descriptor, parts, 4) != (long)size) abort();
}

__attribute__((constructor)) static void start(void) {
    const char *text = getenv("APUS_DISK_ROOT");
    if (!text) return;
    snprintf(root, sizeof root, "%s", text);
    root_length = strlen(root);
    const char *path = getenv("APUS_DISK_LOG");
    if (path)
        log_descriptor =
            (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    path = getenv("APUS_DISK_CONTROL");
    if (path) {
        int descriptor = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC);
        void *mapped = mmap(
            NULL, CONTROL_COUNT * sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor,
            0);
        if (mapped == MAP_FAILED) abort();
        control = mapped;
        syscall(SYS_close, descriptor);
    }
    append(LOG_START, 0, 0, 0, NULL, NULL, NULL, 0);
}

// The path below the root, without a slash in front; NULL when it is elsewhere.
static const char *below(int directory, const char *path, char *buffer) {
    char whole[PATH_MAX * 2];
    if (!root_length || !path) return NULL;
    if (path[0] != '/') {
        char base[PATH_MAX];
        if (directory == AT_FDCWD) {
            if (!getcwd(base, sizeof base)) return NULL;
        } else {
            char link[64];
            snprintf(link, sizeof link, "/proc/self/fd/%d", directory);
            ssize_t length = readlink(link, base, sizeof base - 1);
            if (length < 0) return NULL;
            base[length] = 0;
        }
        snprintf(whole, sizeof whole, "%s/%s", base, path);
    } else {
        snprintf(whole, sizeof whole, "%s", path);
    }
    // One slash where there are several or `/./`, none at the end.
    char *out = buffer;
    for (const char *in = whole; *in && out < buffer + PATH_MAX - 1; in++) {
        if (in[0] == '/' && (in[1] == '/' || in[1] == 0)) continue;
        if (in[0] == '/' && in[1] == '.' && (in[2] == '/' || in[2] == 0)) {
            in++;
            continue;
        }
        *out++ = *in;
    }
    *out = 0;
    if (strncmp(buffer, root, root_length)) return NULL;
    if (buffer[root_length] == 0) return buffer + root_length;
    return buffer[root_length] == '/' ? buffer + root_length + 1 : NULL;
}

static uint64_t handle_of(int descriptor) {
    return descriptor >= 0 && descriptor < FILES ? handles[descriptor] : 0;
}

// Whether a call is to fail; sets errno.
static int fails(int kinds) {
    if (!control || !(control[CONTROL_KINDS] & kinds)) return 0;
    control[CONTROL_SEEN]++;
    int64_t left = control[CONTROL_COUNTDOWN];
    if (left < 0) return 0;
    if (left > 0) {
        control[CONTROL_COUNTDOWN] = left - 1;
        return 0;
    }
    control[CONTROL_FAILED]++;
    errno = (int)control[CONTROL_ERROR];
    return 1;
}

// A kill from outside could come when a call is done and not yet recorded. Nobody is in a call
// while the lock is held, so the process kills itself here.
static void enter(void) {
    pthread_mutex_lock(&lock);
    if (control && control[CONTROL_ENDS]) {
        kill(getpid(), SIGKILL);
        for (;;) pause();
    }
}

#define LOCK enter()
#define UNLOCK pthread_mutex_unlock(&lock)
#define RETURN(value) \
    do { \
        int saved = errno; \
        UNLOCK; \
        errno = saved; \
        return value; \
    } while (0)

// MARK: Opening

static int opening(int directory, const char *path, int flags, mode_t mode) {
    REAL(int, openat, int, const char *, int, ...);
    char buffer[PATH_MAX];
    const char *name = below(directory, path, buffer);
    if (!name) return real_openat(directory, path, flags, mode);
    LOCK;
    int writes = (flags & O_ACCMODE) != O_RDONLY || flags & (O_CREAT | O_TRUNC);
    int creates = flags & O_CREAT && faccessat(directory, path, F_OK, 0) != 0;
    if ((creates && fails(KIND_SPACE)) || (writes && fails(KIND_CHANGE))) RETURN(-1);
    int descriptor = real_openat(directory, path, flags, mode);
    if (descriptor >= 0 && descriptor < FILES) {
        handles[descriptor] = next_handle++;
        append(
            LOG_OPEN, (uint32_t)flags & (O_CREAT | O_TRUNC), handles[descriptor], 0, name, NULL,
            NULL, 0);
    }
    RETURN(descriptor);
}

#define MODE \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { \
        va_list list; \
        va_start(list, flags); \
        mode = va_arg(list, mode_t); \
        va_end(list); \
    }

int open(const char *path, int flags, ...) { MODE return opening(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return opening(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { MODE return opening(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) {
    MODE return opening(at, path, flags, mode);
}
int creat(const char *path, mode_t mode) {
    return opening(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}
int creat64(const char *path, mode_t mode) {
    return opening(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

int close(int descriptor) {
    REAL(int, close, int);
    if (!handle_of(descriptor)) return real_close(descriptor);
    LOCK;
    handles[descriptor] = 0;
    int result = real_close(descriptor);
    RETURN(result);
}

// MARK: Writing

// A write of what `parts` say; at the file's own position when `offset` is negative.
static ssize_t writing(int descriptor, const struct iovec *parts, int count, off_t offset) {
    REAL(ssize_t, pwritev, int, const struct iovec *, int, off_t);
    REAL(ssize_t, writev, int, const struct iovec *, int);
    uint64_t handle = handle_of(descriptor);
    int is_mark = descriptor == 1 && log_descriptor >= 0;
    if (!handle && !is_mark)
        return offset < 0 ? real_writev(descriptor, parts, count)
                          : real_pwritev(descriptor, parts, count, offset);
    LOCK;
    struct iovec half;
    if (handle) {
        int64_t left = control ? control[CONTROL_COUNTDOWN] : -1;
        if (fails(KIND_SPACE) || fails(KIND_CHANGE)) {
            // A disk that has just become full takes a part of the bytes first.
            if (left == 0 && control[CONTROL_FAILED] == 1 && errno == ENOSPC
                && parts[0].iov_len > 1) {
                half = (struct iovec){parts[0].iov_base, parts[0].iov_len / 2};
                parts = &half;
                count = 1;
            } else {
                RETURN(-1);
            }
        }
    }
    ssize_t done = offset < 0 ? real_writev(descriptor, parts, count)
                              : real_pwritev(descriptor, parts, count, offset);
    if (done > 0 && log_descriptor >= 0) {
        char *bytes = malloc((size_t)done);
        size_t filled = 0;
        for (int i = 0; i < count && filled < (size_t)done; i++) {
            size_t size = parts[i].iov_len;
            if (size > (size_t)done - filled) size = (size_t)done - filled;
            memcpy(bytes + filled, parts[i].iov_base, size);
            filled += size;
        }
        if (is_mark)
            append(LOG_MARK, 0, 0, 0, NULL, NULL, bytes, filled);
        else {
            // Behind a write at the file's position, or at its end, the position is its end.
            int appends = fcntl(descriptor, F_GETFL) & O_APPEND;
            off_t end = offset < 0 ? lseek(descriptor, 0, SEEK_CUR)
                        : appends  ? lseek(descriptor, 0, SEEK_END)
                                   : offset + done;
            append(LOG_WRITE, 0, handle, (uint64_t)(end - done), NULL, NULL, bytes, filled);
        }
        free(bytes);
    }
    RETURN(done);
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
    REAL(ssize_t, write, int, const void *, size_t);
    if (!handle_of(descriptor) && descriptor != 1) return real_write(descriptor, bytes, count);
    return writing(descriptor, &(struct iovec){(void *)bytes, count}, 1, -1);
}
ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) {
    return writing(descriptor, &(struct iovec){(void *)bytes, count}, 1, offset);
}
ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) {
    return writing(descriptor, &(struct iovec){(void *)bytes, count}, 1, offset);
}
ssize_t writev(int descriptor, const struct iovec *parts, int count) {
    return writing(descriptor, parts, count, -1);
}
ssize_t pwritev(int descriptor, const struct iovec *parts, int count, off_t offset) {
    return writing(descriptor, parts, count, offset);
}
ssize_t pwritev64(int descriptor, const struct iovec *parts, int count, off64_t offset) {
    return writing(descriptor, parts, count, offset);
}

static int truncating(int descriptor, off_t size) {
    REAL(int, ftruncate, int, off_t);
    uint64_t handle = handle_of(descriptor);
    if (!handle) return real_ftruncate(descriptor, size);
    LOCK;
    if (fails(KIND_CHANGE)) RETURN(-1);
    int failed = real_ftruncate(descriptor, size);
    if (!failed) append(LOG_TRUNCATE, 0, handle, (uint64_t)size, NULL, NULL, NULL, 0);
    RETURN(failed);
}

int ftruncate(int descriptor, off_t size) { return truncating(descriptor, size); }
int ftruncate64(int descriptor, off64_t size) { return truncating(descriptor, size); }

static int truncating_path(const char *path, off_t size) {
    int descriptor = open(path, O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return -1;
    int failed = truncating(descriptor, size);
    int saved = errno;
    close(descriptor);
    errno = saved;
    return failed;
}

int truncate(const char *path, off_t size) { return truncating_path(path, size); }
int truncate64(const char *path, off64_t size) { return truncating_path(path, size); }

static int allocating(int descriptor, int mode, off_t offset, off_t length) {
    REAL(int, fallocate, int, int, off_t, off_t);
    uint64_t handle = handle_of(descriptor);
    if (!handle) return real_fallocate(descriptor, mode, offset, length);
    LOCK;
    if (fails(KIND_SPACE) || fails(KIND_CHANGE)) RETURN(-1);
    int failed = real_fallocate(descriptor, mode, offset, length);
    if (!failed) {
        struct stat status;
        fstat(descriptor, &status);
        append(
            LOG_ALLOCATE, (uint32_t)mode, handle, (uint64_t)status.st_size, NULL, NULL, NULL, 0);
    }
    RETURN(failed);
}

int fallocate(int descriptor, int mode, off_t offset, off_t length) {
    return allocating(descriptor, mode, offset, length);
}
int fallocate64(int descriptor, int mode, off64_t offset, off64_t length) {
    return allocating(descriptor, mode, offset, length);
}
int posix_fallocate(int descriptor, off_t offset, off_t length) {
    return allocating(descriptor, 0, offset, length) ? errno : 0;
}
int posix_fallocate64(int descriptor, off64_t offset, off64_t length) {
    return allocating(descriptor, 0, offset, length) ? errno : 0;
}

static void *mapping(
    void *at, size_t length, int protection, int flags, int descriptor, off_t offset) {
    REAL(void *, mmap, void *, size_t, int, int, int, off_t);
    uint64_t handle = descriptor >= 0 ? handle_of(descriptor) : 0;
    if (handle && flags & MAP_SHARED && protection & PROT_WRITE) {
        LOCK;
        append(LOG_MAPPED, 0, handle, 0, NULL, NULL, NULL, 0);
        UNLOCK;
    }
    return real_mmap(at, length, protection, flags, descriptor, offset);
}

void *mmap(void *at, size_t length, int protection, int flags, int descriptor, off_t offset) {
    return mapping(at, length, protection, flags, descriptor, offset);
}
void *mmap64(void *at, size_t length, int protection, int flags, int descriptor, off64_t offset) {
    return mapping(at, length, protection, flags, descriptor, offset);
}

// MARK: Syncing

// Recorded in two halves: what was written before the first is safe after the second.
static int syncing(int descriptor, uint32_t kind, int (*real)(int)) {
    uint64_t handle = handle_of(descriptor);
    if (!handle) return real(descriptor);
    LOCK;
    if (fails(KIND_SYNC)) RETURN(-1);
    uint64_t number = next_sync++;
    append(LOG_SYNC_BEGIN, kind, handle, number, NULL, NULL, NULL, 0);
    UNLOCK;
    int failed = 0;
    if (log_descriptor >= 0)
        usleep(300); // so that commits gather as they do on a disk
    else
        failed = real(descriptor);
    if (failed) return failed;
    LOCK;
    append(LOG_SYNC_END, kind, handle, number, NULL, NULL, NULL, 0);
    UNLOCK;
    return 0;
}

int fsync(int descriptor) {
    REAL(int, fsync, int);
    return syncing(descriptor, SYNC_FILE, real_fsync);
}
int fdatasync(int descriptor) {
    REAL(int, fdatasync, int);
    return syncing(descriptor, SYNC_DATA, real_fdatasync);
}
int syncfs(int descriptor) {
    REAL(int, syncfs, int);
    if (handle_of(descriptor) && getenv("APUS_DISK_NO_SYNCFS")) {
        errno = ENOSYS;
        return -1;
    }
    return syncing(descriptor, SYNC_FILESYSTEM, real_syncfs);
}
// Promises nothing that a power loss respects: the disk's own cache is not flushed.
int sync_file_range(int descriptor, off64_t offset, off64_t length, unsigned flags) {
    REAL(int, sync_file_range, int, off64_t, off64_t, unsigned);
    if (handle_of(descriptor) && log_descriptor >= 0) return 0;
    return real_sync_file_range(descriptor, offset, length, flags);
}

// MARK: Names

static int moving(int from_at, const char *from, int to_at, const char *to, unsigned flags) {
    REAL(int, renameat2, int, const char *, int, const char *, unsigned);
    char from_buffer[PATH_MAX], to_buffer[PATH_MAX];
    const char *from_name = below(from_at, from, from_buffer);
    const char *to_name = below(to_at, to, to_buffer);
    if (!from_name && !to_name) return real_renameat2(from_at, from, to_at, to, flags);
    // Into or out of the directory: nothing does that, and the log could not say it.
    if (!from_name || !to_name) abort();
    LOCK;
    if (fails(KIND_SPACE) || fails(KIND_CHANGE)) RETURN(-1);
    int failed = real_renameat2(from_at, from, to_at, to, flags);
    if (!failed) append(LOG_RENAME, 0, 0, 0, from_name, to_name, NULL, 0);
    RETURN(failed);
}

int rename(const char *from, const char *to) { return moving(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int from_at, const char *from, int to_at, const char *to) {
    return moving(from_at, from, to_at, to, 0);
}
int renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags) {
    return moving(from_at, from, to_at, to, flags);
}

int linkat(int from_at, const char *from, int to_at, const char *to, int flags) {
    REAL(int, linkat, int, const char *, int, const char *, int);
    char from_buffer[PATH_MAX], to_buffer[PATH_MAX];
    const char *from_name = below(from_at, from, from_buffer);
    const char *to_name = below(to_at, to, to_buffer);
    if (!from_name || !to_name) return real_linkat(from_at, from, to_at, to, flags);
    LOCK;
    if (fails(KIND_SPACE) || fails(KIND_CHANGE)) RETURN(-1);
    int failed = real_linkat(from_at, from, to_at, to, flags);
    if (!failed) append(LOG_LINK, 0, 0, 0, from_name, to_name, NULL, 0);
    RETURN(failed);
}
int link(const char *from, const char *to) { return linkat(AT_FDCWD, from, AT_FDCWD, to, 0); }

int unlinkat(int at, const char *path, int flags) {
    REAL(int, unlinkat, int, const char *, int);
    char buffer[PATH_MAX];
    const char *name = below(at, path, buffer);
    if (!name) return real_unlinkat(at, path, flags);
    LOCK;
    if (fails(KIND_CHANGE)) RETURN(-1);
    int failed = real_unlinkat(at, path, flags);
    if (!failed)
        append(flags & AT_REMOVEDIR ? LOG_RMDIR : LOG_UNLINK, 0, 0, 0, name, NULL, NULL, 0);
    RETURN(failed);
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char *path) {
    struct stat status;
    if (lstat(path, &status)) return -1;
    return S_ISDIR(status.st_mode) ? rmdir(path) : unlink(path);
}

int mkdirat(int at, const char *path, mode_t mode) {
    REAL(int, mkdirat, int, const char *, mode_t);
    char buffer[PATH_MAX];
    const char *name = below(at, path, buffer);
    if (!name) return real_mkdirat(at, path, mode);
    LOCK;
    if (fails(KIND_SPACE) || fails(KIND_CHANGE)) RETURN(-1);
    int failed = real_mkdirat(at, path, mode);
    if (!failed) append(LOG_MKDIR, 0, 0, 0, name, NULL, NULL, 0);
    RETURN(failed);
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

// A read-only file system says so here too.
int access(const char *path, int mode) {
    REAL(int, faccessat, int, const char *, int, int);
    char buffer[PATH_MAX];
    if (mode & W_OK && control && below(AT_FDCWD, path, buffer)) {
        LOCK;
        int failed = fails(KIND_CHANGE);
        int saved = errno;
        UNLOCK;
        if (failed) {
            errno = saved;
            return -1;
        }
    }
    return real_faccessat(AT_FDCWD, path, mode, 0);
}

// MARK: Time

int clock_gettime(clockid_t clock, struct timespec *time) {
    REAL(int, clock_gettime, clockid_t, struct timespec *);
    int failed = real_clock_gettime(clock, time);
    if (!failed && control && control[CONTROL_CLOCK]
        && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
        int64_t whole = (int64_t)time->tv_sec * 1000000000 + time->tv_nsec + control[CONTROL_CLOCK];
        time->tv_sec = whole / 1000000000;
        time->tv_nsec = whole % 1000000000;
    }
    return failed;
}
