// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "poller.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

uint64_t apus_monotonic_ns(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

uint64_t apus_thread_self(void) { return (uint64_t)(uintptr_t)pthread_self(); }

#if defined(__linux__)
#include <sys/epoll.h>
#include <sys/eventfd.h>

int apus_poller_create(void) {
    int poller = epoll_create1(EPOLL_CLOEXEC);
    return poller < 0 ? -errno : poller;
}

int apus_poller_add(int poller, int descriptor, uint64_t token) {
    struct epoll_event event = {
        .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.u64 = token};
    return epoll_ctl(poller, EPOLL_CTL_ADD, descriptor, &event) < 0 ? -errno : 0;
}

int apus_poller_remove(int poller, int descriptor) {
    struct epoll_event event = {0};
    return epoll_ctl(poller, EPOLL_CTL_DEL, descriptor, &event) < 0 ? -errno : 0;
}

int apus_poller_wait(int poller, apus_event *events, int capacity, int64_t timeout_ns) {
    struct epoll_event ready[256];
    if (capacity > 256) capacity = 256;
    // Rounded up: a timer must not find itself early and spin.
    int64_t timeout_ms = timeout_ns < 0 ? -1 : (timeout_ns + 999999) / 1000000;
    if (timeout_ms > 3600000) timeout_ms = 3600000;
    int count = epoll_wait(poller, ready, capacity, (int)timeout_ms);
    if (count < 0) return errno == EINTR ? 0 : -errno;
    for (int i = 0; i < count; i++) {
        uint32_t flags = 0;
        if (ready[i].events & EPOLLIN) flags |= apus_event_readable;
        if (ready[i].events & EPOLLOUT) flags |= apus_event_writable;
        if (ready[i].events & EPOLLRDHUP) flags |= apus_event_peer_closed;
        if (ready[i].events & (EPOLLHUP | EPOLLERR)) flags |= apus_event_failed;
        events[i].token = ready[i].data.u64;
        events[i].flags = flags;
    }
    return count;
}

int apus_waker_create(int poller, uint64_t token) {
    int waker = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (waker < 0) return -errno;
    // Edge-triggered: every write is an event of its own, so nobody need read the counter.
    struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.u64 = token};
    if (epoll_ctl(poller, EPOLL_CTL_ADD, waker, &event) < 0) {
        int failed = -errno;
        close(waker);
        return failed;
    }
    return waker;
}

int apus_waker_wake(int waker) {
    uint64_t one = 1;
    return write(waker, &one, sizeof one) < 0 ? -errno : 0;
}
#endif
