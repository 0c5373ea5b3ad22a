// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "sockets.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>
#if defined(__linux__)
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#endif

#if !defined(MSG_NOSIGNAL)
#define MSG_NOSIGNAL 0
#endif
#if !defined(MSG_MORE)
#define MSG_MORE 0
#endif

static int prepared(int descriptor) {
    if (descriptor < 0) return -errno;
    fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK);
    return descriptor;
}

static int give_up(int descriptor) {
    int failed = -errno;
    close(descriptor);
    return failed;
}

static int resolve(const char *host, uint16_t port, int flags, struct addrinfo **found) {
    char service[8];
    snprintf(service, sizeof service, "%u", (unsigned)port);
    struct addrinfo hints = {
        .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = flags | AI_NUMERICSERV};
    int failed = getaddrinfo(host, service, &hints, found);
    if (failed == 0) return 0;
    return failed == EAI_SYSTEM ? -errno : -EADDRNOTAVAIL;
}

int apus_listen_tcp(const char *host, uint16_t port, int backlog, int share_port) {
    struct addrinfo *found;
    int failed = resolve(host, port, AI_PASSIVE, &found);
    if (failed) return failed;
    int descriptor = prepared(socket(found->ai_family, SOCK_STREAM, 0));
    if (descriptor >= 0) {
        int one = 1;
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
        if (share_port) setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &one, sizeof one);
        if (bind(descriptor, found->ai_addr, found->ai_addrlen) < 0 ||
            listen(descriptor, backlog) < 0) {
            descriptor = give_up(descriptor);
        }
    }
    freeaddrinfo(found);
    return descriptor;
}

static int unix_address(const char *path, struct sockaddr_un *address) {
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    if (strlen(path) >= sizeof address->sun_path) return -ENAMETOOLONG;
    strcpy(address->sun_path, path);
    return 0;
}

int apus_listen_unix(const char *path, int backlog, unsigned mode) {
    struct sockaddr_un address;
    int failed = unix_address(path, &address);
    if (failed) return failed;
    struct stat existing;
    if (stat(path, &existing) == 0 && S_ISSOCK(existing.st_mode)) {
        // Left behind by a server that was killed, unless somebody answers.
        int probe = apus_connect_unix(path);
        if (probe >= 0) {
            close(probe);
            return -EADDRINUSE;
        }
        if (probe == -ECONNREFUSED) unlink(path);
    }
    int descriptor = prepared(socket(AF_UNIX, SOCK_STREAM, 0));
    if (descriptor < 0) return descriptor;
    // On Linux the socket takes its permissions from the descriptor's, so that nobody can
    // connect between bind and chmod; chmod then sets what the process's mask took away.
    fchmod(descriptor, mode);
    if (bind(descriptor, (struct sockaddr *)&address, sizeof address) < 0 ||
        chmod(path, mode) < 0 || listen(descriptor, backlog) < 0) {
        return give_up(descriptor);
    }
    return descriptor;
}

static void name(const struct sockaddr_storage *address, char *host, size_t capacity,
                 uint16_t *port) {
    host[0] = 0;
    *port = 0;
    if (address->ss_family == AF_INET) {
        const struct sockaddr_in *four = (const struct sockaddr_in *)address;
        inet_ntop(AF_INET, &four->sin_addr, host, (socklen_t)capacity);
        *port = ntohs(four->sin_port);
    } else if (address->ss_family == AF_INET6) {
        const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)address;
        if (IN6_IS_ADDR_V4MAPPED(&six->sin6_addr)) {
            inet_ntop(AF_INET, six->sin6_addr.s6_addr + 12, host, (socklen_t)capacity);
        } else {
            inet_ntop(AF_INET6, &six->sin6_addr, host, (socklen_t)capacity);
        }
        *port = ntohs(six->sin6_port);
    }
}

int apus_bound_name(int descriptor, char *host, size_t capacity, uint16_t *port) {
    struct sockaddr_storage address = {0};
    socklen_t length = sizeof address;
    if (getsockname(descriptor, (struct sockaddr *)&address, &length) < 0) return -errno;
    if (address.ss_family == AF_UNIX) {
        snprintf(host, capacity, "%s", ((struct sockaddr_un *)&address)->sun_path);
        *port = 0;
    } else {
        name(&address, host, capacity, port);
    }
    return 0;
}

int apus_adopt_listener(int descriptor) {
    int listens = 0;
    socklen_t length = sizeof listens;
    if (getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &listens, &length) < 0) return -errno;
    if (!listens) return -EINVAL;
    return prepared(descriptor);
}

int apus_send_datagram(const char *path, const char *text, size_t count) {
    struct sockaddr_un address;
    int failed = unix_address(path, &address);
    if (failed) return failed;
    socklen_t length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path));
    if (address.sun_path[0] == '@') {
        address.sun_path[0] = '\0';
    } else {
        length += 1;
    }
    int descriptor = socket(AF_UNIX, SOCK_DGRAM, 0);
    if (descriptor < 0) return -errno;
    fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    ssize_t sent;
    do {
        sent = sendto(descriptor, text, count, MSG_NOSIGNAL, (struct sockaddr *)&address, length);
    } while (sent < 0 && errno == EINTR);
    if (sent < 0) return give_up(descriptor);
    close(descriptor);
    return 0;
}

int apus_accept(int listener, char host[apus_host_capacity], uint16_t *port) {
    struct sockaddr_storage address = {0};
    socklen_t length = sizeof address;
#if defined(__linux__)
    int descriptor =
        accept4(listener, (struct sockaddr *)&address, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor < 0) return -errno;
#else
    int descriptor = prepared(accept(listener, (struct sockaddr *)&address, &length));
    if (descriptor < 0) return descriptor;
#endif
    if (address.ss_family == AF_INET || address.ss_family == AF_INET6) {
        int one = 1;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        name(&address, host, apus_host_capacity, port);
    } else {
        strcpy(host, "unix");
        *port = 0;
    }
    return descriptor;
}

int apus_connect_tcp(const char *host, uint16_t port) {
    struct addrinfo *found;
    int failed = resolve(host, port, 0, &found);
    if (failed) return failed;
    int descriptor = socket(found->ai_family, SOCK_STREAM, 0);
    if (descriptor >= 0 && connect(descriptor, found->ai_addr, found->ai_addrlen) < 0) {
        descriptor = give_up(descriptor);
        freeaddrinfo(found);
        return descriptor;
    }
    freeaddrinfo(found);
    if (descriptor >= 0) {
        int one = 1;
        setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    }
    return prepared(descriptor);
}

int apus_connect_unix(const char *path) {
    struct sockaddr_un address;
    int failed = unix_address(path, &address);
    if (failed) return failed;
    int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
    if (descriptor < 0) return -errno;
    if (connect(descriptor, (struct sockaddr *)&address, sizeof address) < 0) {
        return give_up(descriptor);
    }
    return prepared(descriptor);
}

long apus_receive(int descriptor, void *buffer, size_t count) {
    ssize_t got;
    do {
        got = recv(descriptor, buffer, count, 0);
    } while (got < 0 && errno == EINTR);
    return got < 0 ? -errno : got;
}

long apus_send(int descriptor, const void *first, size_t first_count, const void *second,
               size_t second_count, int more) {
    int flags = MSG_NOSIGNAL | (more ? MSG_MORE : 0);
    ssize_t sent;
    if (second_count == 0) {
        do {
            sent = send(descriptor, first, first_count, flags);
        } while (sent < 0 && errno == EINTR);
    } else {
        struct iovec parts[2] = {
            {.iov_base = (void *)first, .iov_len = first_count},
            {.iov_base = (void *)second, .iov_len = second_count},
        };
        struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};
        do {
            sent = sendmsg(descriptor, &message, flags);
        } while (sent < 0 && errno == EINTR);
    }
    return sent < 0 ? -errno : sent;
}

#if defined(__linux__)
long apus_send_file(int descriptor, int file, uint64_t offset, size_t count) {
    off_t position = (off_t)offset;
    ssize_t sent;
    do {
        sent = sendfile(descriptor, file, &position, count);
    } while (sent < 0 && errno == EINTR);
    return sent < 0 ? -errno : sent;
}

long apus_read_cached(int file, void *buffer, size_t count, uint64_t offset) {
    struct iovec part = {.iov_base = buffer, .iov_len = count};
    ssize_t got;
    do {
        got = preadv2(file, &part, 1, (off_t)offset, RWF_NOWAIT);
    } while (got < 0 && errno == EINTR);
    return got < 0 ? -errno : got;
}
#endif

long apus_unsent(int descriptor) {
    int count = 0;
#if defined(__linux__)
    return ioctl(descriptor, SIOCOUTQ, &count) < 0 ? -errno : count;
#else
    socklen_t size = sizeof count;
    return getsockopt(descriptor, SOL_SOCKET, SO_NWRITE, &count, &size) < 0 ? -errno : count;
#endif
}

int apus_shutdown_sending(int descriptor) {
    return shutdown(descriptor, SHUT_WR) < 0 ? -errno : 0;
}

int apus_reset_on_close(int descriptor) {
    struct linger now = {.l_onoff = 1, .l_linger = 0};
    return setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, sizeof now) < 0 ? -errno : 0;
}
