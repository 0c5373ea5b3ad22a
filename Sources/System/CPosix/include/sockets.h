// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// Sockets, non-blocking and close-on-exec throughout; no call here raises SIGPIPE in a thread
// made by apus_thread_start, where every signal is blocked.
// As in cposix.h, answers are 0, a count or a descriptor, or a negated errno value.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// The longest text of a numeric address, with its final zero.
enum { apus_host_capacity = 64 };

/// Listens on the first address that `host` means. `share_port` lets several sockets listen on
/// one port, between which the kernel spreads connections.
int apus_listen_tcp(const char *_Nonnull host, uint16_t port, int backlog, int share_port);
/// Listens on a Unix socket with these permissions; replaces a socket nobody answers on.
int apus_listen_unix(const char *_Nonnull path, int backlog, unsigned mode);
/// Where a socket is bound: numeric host and port; the path and port 0 of a Unix socket, which
/// is cut to the capacity.
int apus_bound_name(int descriptor, char *_Nonnull host, size_t capacity, uint16_t *_Nonnull port);

/// Takes over a listening socket that was inherited; fails for whatever listens not.
int apus_adopt_listener(int descriptor);
/// Sends one datagram to a Unix socket; a path that begins with `@` is an abstract name.
int apus_send_datagram(const char *_Nonnull path, const char *_Nonnull text, size_t count);

/// Takes the next connection, and its far end's numeric address ("unix" for a Unix socket).
int apus_accept(int listener, char host[_Nonnull apus_host_capacity], uint16_t *_Nonnull port);
/// Connects, blocking, and makes the socket non-blocking then.
int apus_connect_tcp(const char *_Nonnull host, uint16_t port);
int apus_connect_unix(const char *_Nonnull path);

/// recv(2); 0 at the end.
long apus_receive(int descriptor, void *_Nonnull buffer, size_t count);
/// Sends two runs of bytes in one call; `more` says that further data follows at once.
long apus_send(
    int descriptor, const void *_Nullable first, size_t first_count,
    const void *_Nullable second, size_t second_count, int more);
/// sendfile(2): part of a file to a socket.
long apus_send_file(int descriptor, int file, uint64_t offset, size_t count);
/// Reads what is in the page cache, never from the disk: -EAGAIN when nothing is, -EOPNOTSUPP
/// where the file system cannot tell.
long apus_read_cached(int file, void *_Nonnull buffer, size_t count, uint64_t offset);
/// How many bytes that were sent the peer's system has not taken yet.
long apus_unsent(int descriptor);
/// Says that nothing more will be sent.
int apus_shutdown_sending(int descriptor);
/// Makes close(2) reset the connection, so that the peer cannot take it for a clean end.
int apus_reset_on_close(int descriptor);
