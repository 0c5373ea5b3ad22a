// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Terminals, and descriptors that cannot be watched by a loop.
//
// As in cposix.h, answers are 0, a count or a descriptor, or a negated errno value. Raw mode and the
// watchers of sizes are what this library keeps for the whole process, since signals come to it as a
// whole: one terminal is raw at a time.
#pragma once
#include <stdint.h>

/// Rows and columns.
int apus_terminal_size(int descriptor, int *_Nonnull rows, int *_Nonnull columns);
int apus_terminal_set_size(int descriptor, int rows, int columns);
/// A pseudo-terminal: the end that a program works on is `terminal`, the other `controller`.
int apus_terminal_open_pair(int *_Nonnull controller, int *_Nonnull terminal);
/// Whether what is typed is shown, which it is not in raw mode.
int apus_terminal_echoes(int descriptor);

/// Makes a terminal raw: every byte comes and goes as it is, and no key makes a signal. Until it is left,
/// these put the terminal back first and then do what they usually do: SIGINT, SIGTERM, SIGHUP, SIGQUIT
/// (where the process neither ignores nor handles them), SIGTSTP (after which SIGCONT makes it raw
/// again), what a crash raises, and exit(3). -EBUSY when a terminal is raw already.
int apus_terminal_enter_raw(int descriptor);
/// The same, but that lines come whole and keys make signals: only what is typed is not shown.
int apus_terminal_enter_silent(int descriptor);
/// Puts the terminal back; nothing when none is raw or silent.
void apus_terminal_leave_raw(void);

/// Answers a watcher, into whose pipe a byte is put whenever the size of a terminal may have changed.
/// -EMFILE when there are too many.
int apus_terminal_watch_size(void);
void apus_terminal_unwatch_size(int watcher);
/// The ends of a watcher's pipe, which are never closed.
int apus_terminal_watcher_reading(int watcher);
int apus_terminal_watcher_writing(int watcher);

/// A pipe, close-on-exec, neither end of which ever blocks.
int apus_pipe(int *_Nonnull reading, int *_Nonnull writing);
/// Puts a byte into a pipe; one that is full will wake its reader anyway.
void apus_wake(int writing);

/// What `apus_wait_ready` waited for.
enum { apus_wait_is_ready = 1, apus_wait_is_woken = 2 };
/// Waits until a descriptor can be read from (or written to) without waiting, or a byte comes over
/// `waker`, which is then taken; the latter goes first. Files are always ready.
int apus_wait_ready(int descriptor, int for_writing, int waker);
