// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// The limits of this machine, measured in the same run as the server they are compared with.
//
//   limits append DIRECTORY WRITERS SECONDS [BYTES]
//                                             durable appends (of 4 KiB) a second: WRITERS threads
//                                             share one log and its fdatasync (group commit)
//   limits md5 MEBIBYTES                      single-stream MD5, in bytes a second
//   limits idle HOST PORT COUNT               opens COUNT connections, each with one request
//                                             answered; prints "ready", holds them until its
//                                             standard input ends
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void die(const char *what) {
    perror(what);
    exit(1);
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t synced_changed = PTHREAD_COND_INITIALIZER;
static int log_file;
static long written, synced;
static int is_syncing;
static size_t append_bytes = 4096;
static double end_time;

// Each writer appends, then waits until a sync that began after its append has ended; whoever
// finds no sync under way does the next one, for all who wait.
static void *writer(void *argument) {
    (void)argument;
    static const char block[1 << 20];
    while (now() < end_time) {
        pthread_mutex_lock(&lock);
        if (write(log_file, block, append_bytes) != (ssize_t)append_bytes) die("write");
        long mine = ++written;
        while (synced < mine) {
            if (is_syncing) {
                pthread_cond_wait(&synced_changed, &lock);
                continue;
            }
            is_syncing = 1;
            long covered = written;
            pthread_mutex_unlock(&lock);
            if (fdatasync(log_file) != 0) die("fdatasync");
            pthread_mutex_lock(&lock);
            synced = covered;
            is_syncing = 0;
            pthread_cond_broadcast(&synced_changed);
        }
        pthread_mutex_unlock(&lock);
    }
    return NULL;
}

static int append(const char *directory, int writers, double seconds) {
    char path[4096];
    snprintf(path, sizeof path, "%s/append.log", directory);
    log_file = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_APPEND, 0600);
    if (log_file < 0) die(path);
    double start = now();
    end_time = start + seconds;
    pthread_t threads[1024];
    if (writers < 1 || writers > 1024) return 2;
    for (int i = 0; i < writers; i++) pthread_create(&threads[i], NULL, writer, NULL);
    for (int i = 0; i < writers; i++) pthread_join(threads[i], NULL);
    printf("%.0f\n", synced / (now() - start));
    unlink(path);
    return 0;
}

static int md5(long mebibytes) {
    static unsigned char block[1 << 20];
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned length;
    memset(block, 7, sizeof block);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_DigestInit_ex(context, EVP_md5(), NULL);
    double start = now();
    for (long i = 0; i < mebibytes; i++) EVP_DigestUpdate(context, block, sizeof block);
    EVP_DigestFinal_ex(context, digest, &length);
    printf("%.0f\n", mebibytes * 1048576.0 / (now() - start));
    return 0;
}

static int idle(const char *host, int port, int count) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    if (inet_pton(AF_INET, host, &address.sin_addr) != 1) return 2;
    static const char request[] = "GET /healthcheck HTTP/1.1\r\nHost: localhost\r\n\r\n";
    char answer[4096];
    for (int i = 0; i < count; i++) {
        int connection = socket(AF_INET, SOCK_STREAM, 0);
        if (connection < 0) die("socket");
        if (connect(connection, (struct sockaddr *)&address, sizeof address) != 0) die("connect");
        if (write(connection, request, sizeof request - 1) < 0) die("write");
        if (read(connection, answer, sizeof answer) <= 0) die("read");
    }
    puts("ready");
    fflush(stdout);
    while (read(0, answer, sizeof answer) > 0) continue;
    return 0;
}

int main(int count, char **arguments) {
    if (count == 6 && !strcmp(arguments[1], "append")) {
        append_bytes = (size_t)atol(arguments[5]);
        if (append_bytes < 1 || append_bytes > 1 << 20) return 2;
        count--;
    }
    if (count == 5 && !strcmp(arguments[1], "append"))
        return append(arguments[2], atoi(arguments[3]), atof(arguments[4]));
    if (count == 3 && !strcmp(arguments[1], "md5")) return md5(atol(arguments[2]));
    if (count == 5 && !strcmp(arguments[1], "idle"))
        return idle(arguments[2], atoi(arguments[3]), atoi(arguments[4]));
    fputs("usage: limits append DIRECTORY WRITERS SECONDS [BYTES] | md5 MEBIBYTES | idle HOST PORT COUNT\n",
        stderr);
    return 2;
}
