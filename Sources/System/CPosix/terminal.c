// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

int apus_terminal_size(int descriptor, int *rows, int *columns) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) < 0) return -errno;
    *rows = size.ws_row;
    *columns = size.ws_col;
    return 0;
}

int apus_terminal_set_size(int descriptor, int rows, int columns) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    return ioctl(descriptor, TIOCSWINSZ, &size) < 0 ? -errno : 0;
}

int apus_terminal_open_pair(int *controller, int *terminal) {
    int first = posix_openpt(O_RDWR | O_NOCTTY);
    if (first < 0) return -errno;
    fcntl(first, F_SETFD, FD_CLOEXEC);
    char name[128];
    int second = -1;
    if (grantpt(first) == 0 && unlockpt(first) == 0 && ptsname_r(first, name, sizeof name) == 0)
        second = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (second < 0) {
        int failed = -errno;
        close(first);
        return failed;
    }
    *controller = first;
    *terminal = second;
    return 0;
}

int apus_terminal_echoes(int descriptor) {
    struct termios settings;
    if (tcgetattr(descriptor, &settings) < 0) return -errno;
    return (settings.c_lflag & ECHO) != 0;
}

// ---- the size ---------------------------------------------------------------

enum { watcher_limit = 16 };
// A pipe is made for the first watcher of a place and kept for those that follow: a handler that runs
// meanwhile must not find another file's descriptor. 0 stands for none, so that the table needs no start.
static struct { atomic_int is_used, reading, writing; } watchers[watcher_limit];
static pthread_mutex_t watching = PTHREAD_MUTEX_INITIALIZER;
static int watches = 0;
static struct sigaction resized_before;

static void tell_watchers(void) {
    for (int i = 0; i < watcher_limit; i++)
        if (atomic_load(&watchers[i].is_used)) apus_wake(atomic_load(&watchers[i].writing));
}

static void on_resize(int number, siginfo_t *info, void *context) {
    int error = errno;
    tell_watchers();
    if (resized_before.sa_flags & SA_SIGINFO) {
        if (resized_before.sa_sigaction != NULL) resized_before.sa_sigaction(number, info, context);
    } else if (resized_before.sa_handler != SIG_DFL && resized_before.sa_handler != SIG_IGN) {
        resized_before.sa_handler(number);
    }
    errno = error;
}

int apus_terminal_watch_size(void) {
    pthread_mutex_lock(&watching);
    int found = 0;
    while (found < watcher_limit && atomic_load(&watchers[found].is_used)) found++;
    int answer = found < watcher_limit ? found : -EMFILE;
    if (answer >= 0 && atomic_load(&watchers[found].writing) == 0) {
        int reading, writing;
        int failed = apus_pipe(&reading, &writing);
        if (failed < 0) {
            answer = failed;
        } else {
            atomic_store(&watchers[found].reading, reading);
            atomic_store(&watchers[found].writing, writing);
        }
    }
    if (answer >= 0) {
        atomic_store(&watchers[found].is_used, 1);
        // The handler stays: without watchers it does what was done before.
        if (watches++ == 0) {
            struct sigaction action = {.sa_flags = SA_SIGINFO | SA_RESTART};
            action.sa_sigaction = on_resize;
            sigaction(SIGWINCH, &action, &resized_before);
        }
    }
    pthread_mutex_unlock(&watching);
    return answer;
}

void apus_terminal_unwatch_size(int watcher) { atomic_store(&watchers[watcher].is_used, 0); }
int apus_terminal_watcher_reading(int watcher) { return atomic_load(&watchers[watcher].reading); }
int apus_terminal_watcher_writing(int watcher) { return atomic_load(&watchers[watcher].writing); }

// ---- raw mode ---------------------------------------------------------------

enum { is_cooked, is_changing, is_raw };
static atomic_int mode = is_cooked;
static int raw_descriptor = -1;
static struct termios cooked, raw;

enum { end_count = 4, crash_count = 6 };
static const int ends[end_count] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
static const int crashes[crash_count] = {SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE};
static struct sigaction ends_before[end_count], crashes_before[crash_count], stop_before, go_before;

// A process in the background that sets a terminal is stopped by SIGTTOU, unless it blocks it.
static void set_terminal(const struct termios *settings) {
    sigset_t stop, before;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &stop, &before);
    tcsetattr(raw_descriptor, TCSANOW, settings);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void make_raw_again(void) {
    // In the background the terminal is another's; SIGCONT comes once more with the foreground.
    pid_t front = tcgetpgrp(raw_descriptor);
    if (front >= 0 && front != getpgrp()) return;
    if (atomic_load(&mode) == is_raw) set_terminal(&raw);
    tell_watchers();
}

static void on_end(int number) {
    int error = errno;
    if (atomic_load(&mode) == is_raw) set_terminal(&cooked);
    struct sigaction usual = {.sa_handler = SIG_DFL};
    sigaction(number, &usual, NULL);
    // It is blocked while it is handled: it comes when this returns.
    raise(number);
    errno = error;
}

static void on_crash(int number, siginfo_t *info, void *context) {
    int error = errno;
    if (atomic_load(&mode) == is_raw) set_terminal(&cooked);
    for (int i = 0; i < crash_count; i++)
        if (crashes[i] == number) sigaction(number, &crashes_before[i], NULL);
    // What an instruction has raised comes again when it is tried again; what was sent does not.
    if (info->si_code <= 0) raise(number);
    errno = error;
}

static void on_stop(int number) {
    int error = errno;
    if (atomic_load(&mode) == is_raw) set_terminal(&cooked);
    struct sigaction usual = {.sa_handler = SIG_DFL}, ours;
    sigaction(number, &usual, &ours);
    sigset_t stop, before;
    sigemptyset(&stop);
    sigaddset(&stop, number);
    raise(number);
    pthread_sigmask(SIG_UNBLOCK, &stop, &before);
    // Here it stands still, until SIGCONT.
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    sigaction(number, &ours, NULL);
    make_raw_again();
    errno = error;
}

static void on_go(int number) {
    int error = errno;
    make_raw_again();
    errno = error;
}

static int is_ours_to_take(int number) {
    struct sigaction now;
    return sigaction(number, NULL, &now) == 0 && !(now.sa_flags & SA_SIGINFO) &&
           now.sa_handler == SIG_DFL;
}

static void take(int number, void (*handler)(int), struct sigaction *before) {
    memset(before, 0, sizeof *before);
    // A handler of the program's, or its wish to ignore the signal, stays.
    before->sa_flags = -1;
    if (!is_ours_to_take(number)) return;
    struct sigaction action = {.sa_flags = SA_RESTART};
    action.sa_handler = handler;
    sigaction(number, &action, before);
}

static void give_back(int number, const struct sigaction *before) {
    if (before->sa_flags != -1) sigaction(number, before, NULL);
}

static void register_exit(void) { atexit(apus_terminal_leave_raw); }

static int enter(int descriptor, int keeps_lines) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, register_exit);
    int none = is_cooked;
    if (!atomic_compare_exchange_strong(&mode, &none, is_changing)) return -EBUSY;
    int failed = 0;
    if (tcgetattr(descriptor, &cooked) < 0) failed = -errno;
    // A descriptor of our own: the other may be closed before the terminal is put back.
    if (!failed && (raw_descriptor = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)) < 0) failed = -errno;
    if (failed) {
        atomic_store(&mode, is_cooked);
        return failed;
    }
    raw = cooked;
    if (keeps_lines) {
        raw.c_lflag &= ~(tcflag_t)ECHO;
    } else {
        cfmakeraw(&raw);
        raw.c_cc[VMIN] = 1;
        raw.c_cc[VTIME] = 0;
    }
    for (int i = 0; i < end_count; i++) take(ends[i], on_end, &ends_before[i]);
    take(SIGTSTP, on_stop, &stop_before);
    take(SIGCONT, on_go, &go_before);
    for (int i = 0; i < crash_count; i++) {
        struct sigaction action = {.sa_flags = SA_SIGINFO | SA_ONSTACK};
        action.sa_sigaction = on_crash;
        sigaction(crashes[i], &action, &crashes_before[i]);
    }
    atomic_store(&mode, is_raw);
    set_terminal(&raw);
    return 0;
}

int apus_terminal_enter_raw(int descriptor) { return enter(descriptor, 0); }
int apus_terminal_enter_silent(int descriptor) { return enter(descriptor, 1); }

void apus_terminal_leave_raw(void) {
    int was = is_raw;
    if (!atomic_compare_exchange_strong(&mode, &was, is_changing)) return;
    set_terminal(&cooked);
    for (int i = 0; i < end_count; i++) give_back(ends[i], &ends_before[i]);
    give_back(SIGTSTP, &stop_before);
    give_back(SIGCONT, &go_before);
    for (int i = 0; i < crash_count; i++) sigaction(crashes[i], &crashes_before[i], NULL);
    close(raw_descriptor);
    raw_descriptor = -1;
    atomic_store(&mode, is_cooked);
}

// ---- waiting ----------------------------------------------------------------

int apus_pipe(int *reading, int *writing) {
    int both[2];
    if (pipe(both) < 0) return -errno;
    for (int i = 0; i < 2; i++) {
        fcntl(both[i], F_SETFD, FD_CLOEXEC);
        fcntl(both[i], F_SETFL, O_NONBLOCK);
    }
    *reading = both[0];
    *writing = both[1];
    return 0;
}

void apus_wake(int writing) {
    char byte = 0;
    ssize_t ignored = write(writing, &byte, 1);
    (void)ignored;
}

int apus_wait_ready(int descriptor, int for_writing, int waker) {
    struct pollfd watched[2] = {
        {.fd = waker, .events = POLLIN},
        {.fd = descriptor, .events = for_writing ? POLLOUT : POLLIN},
    };
    while (poll(watched, 2, -1) < 0)
        if (errno != EINTR) return -errno;
    if (watched[0].revents) {
        char bytes[64];
        while (read(waker, bytes, sizeof bytes) == sizeof bytes) {}
        return apus_wait_is_woken;
    }
    return apus_wait_is_ready;
}
