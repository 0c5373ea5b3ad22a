// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Readiness of descriptors, edge-triggered, in a form that epoll and kqueue both have.
// As in cposix.h, answers are 0 or a count, or a negated errno value.
#pragma once
#include <stdint.h>

enum {
    apus_event_readable = 1,
    apus_event_writable = 2,
    /// The peer will send no more; it may still read (a half-close).
    apus_event_peer_closed = 4,
    /// The connection is gone in both directions.
    apus_event_failed = 8,
};

/// What became ready, and the token it was registered with.
typedef struct {
    uint64_t token;
    uint32_t flags;
} apus_event;

/// A poller's descriptor.
int apus_poller_create(void);
/// Watches a descriptor in both directions until it is closed or removed.
int apus_poller_add(int poller, int descriptor, uint64_t token);
int apus_poller_remove(int poller, int descriptor);
/// Waits for at most `timeout_ns` (for ever when negative); interrupted waits answer 0.
int apus_poller_wait(int poller, apus_event *_Nonnull events, int capacity, int64_t timeout_ns);
/// A descriptor whose `apus_waker_wake` ends the poller's wait with an event of this token.
int apus_waker_create(int poller, uint64_t token);
int apus_waker_wake(int waker);

/// Nanoseconds of the monotonic clock.
uint64_t apus_monotonic_ns(void);
/// A number that tells the calling thread from all others that live; never 0.
uint64_t apus_thread_self(void);
