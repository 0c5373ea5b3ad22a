// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "cposix.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/ioctl.h>
#include <unistd.h>

struct apus_monitor {
    pthread_mutex_t mutex;
    pthread_cond_t condition;
};

apus_monitor *apus_monitor_create(void) {
    apus_monitor *monitor = malloc(sizeof *monitor);
    if (monitor == NULL) abort();
    pthread_mutex_init(&monitor->mutex, NULL);
    pthread_cond_init(&monitor->condition, NULL);
    return monitor;
}

void apus_monitor_destroy(apus_monitor *monitor) {
    pthread_cond_destroy(&monitor->condition);
    pthread_mutex_destroy(&monitor->mutex);
    free(monitor);
}

void apus_monitor_lock(apus_monitor *monitor) { pthread_mutex_lock(&monitor->mutex); }
void apus_monitor_unlock(apus_monitor *monitor) { pthread_mutex_unlock(&monitor->mutex); }
void apus_monitor_wait(apus_monitor *monitor) {
    pthread_cond_wait(&monitor->condition, &monitor->mutex);
}
void apus_monitor_signal(apus_monitor *monitor) { pthread_cond_signal(&monitor->condition); }
void apus_monitor_broadcast(apus_monitor *monitor) { pthread_cond_broadcast(&monitor->condition); }

struct start {
    char name[16];
    void (*body)(void *);
    void *context;
};

static void *run(void *argument) {
    struct start start = *(struct start *)argument;
    free(argument);
#if defined(__linux__)
    pthread_setname_np(pthread_self(), start.name);
#elif defined(__APPLE__)
    pthread_setname_np(start.name);
#endif
    start.body(start.context);
    return NULL;
}

int apus_thread_start(const char *name, void (*body)(void *), void *context) {
    struct start *start = malloc(sizeof *start);
    if (start == NULL) return -ENOMEM;
    strncpy(start->name, name, sizeof start->name - 1);
    start->name[sizeof start->name - 1] = 0;
    start->body = body;
    start->context = context;

    // Signals belong to the program's main thread; a worker that inherited an open mask would
    // take them at random.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_t thread;
    int failed = pthread_create(&thread, &attributes, run, start);
    pthread_attr_destroy(&attributes);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (failed) free(start);
    return -failed;
}

int apus_open(const char *path, int flags, mode_t mode) {
    int descriptor;
    do {
        descriptor = open(path, flags | O_CLOEXEC, mode);
    } while (descriptor < 0 && errno == EINTR);
    return descriptor < 0 ? -errno : descriptor;
}

int apus_terminal_columns(int descriptor) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) < 0) return -errno;
    return size.ws_col;
}

#if defined(__APPLE__)
#include <crt_externs.h>
char **apus_environment(void) { return *_NSGetEnviron(); }
#else
extern char **environ;
char **apus_environment(void) { return environ; }
#endif

long apus_raise_descriptor_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0) return 256;
    rlim_t before = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
#if defined(__APPLE__)
    // More is refused, whatever the hard limit says.
    if (limit.rlim_cur > 10240) limit.rlim_cur = 10240;
#endif
    if (limit.rlim_cur > before && setrlimit(RLIMIT_NOFILE, &limit) < 0) limit.rlim_cur = before;
    return (long)limit.rlim_cur;
}

#if defined(__GLIBC__)
#include <malloc.h>
void apus_give_back_memory(size_t block_bytes, int arenas) {
    mallopt(M_MMAP_THRESHOLD, (int)block_bytes);
    // Setting the first fixes this one at 128 KiB, and every buffer that is freed at the end of the heap
    // would be given back and taken again, filled with zeros.
    mallopt(M_TRIM_THRESHOLD, (int)(4 * block_bytes));
    mallopt(M_ARENA_MAX, arenas);
}
#else
void apus_give_back_memory(size_t block_bytes, int arenas) {}
#endif
