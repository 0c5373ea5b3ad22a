// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

// libcurl's easy and multi interfaces. Its variadic setters are not imported into the Swift
// language, so each type of option has a typed static inline function here.
#pragma once
#include <curl/curl.h>

static inline CURLcode apus_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode apus_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

/// libcurl copies the text.
static inline CURLcode apus_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

/// libcurl keeps the pointer.
static inline CURLcode apus_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

/// libcurl keeps the list, which must outlive the transfer.
static inline CURLcode apus_curl_set_list(
    CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

/// For CURLOPT_WRITEFUNCTION, CURLOPT_HEADERFUNCTION and CURLOPT_READFUNCTION, whose types agree.
typedef size_t (*apus_curl_data_function)(char *buffer, size_t size, size_t count, void *context);
static inline CURLcode apus_curl_set_data_function(
    CURL *handle, CURLoption option, apus_curl_data_function function) {
    return curl_easy_setopt(handle, option, function);
}

static inline CURLcode apus_curl_set_seek_function(CURL *handle, curl_seek_callback function) {
    return curl_easy_setopt(handle, CURLOPT_SEEKFUNCTION, function);
}

/// `tls` is OpenSSL's `SSL_CTX *` when libcurl was built with OpenSSL.
typedef CURLcode (*apus_curl_tls_function)(CURL *handle, void *tls, void *context);
static inline CURLcode apus_curl_set_tls_function(CURL *handle, apus_curl_tls_function function) {
    return curl_easy_setopt(handle, CURLOPT_SSL_CTX_FUNCTION, function);
}

static inline CURLcode apus_curl_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

/// The socket of a connection made by CURLOPT_CONNECT_ONLY, or CURL_SOCKET_BAD, which is negative.
static inline curl_socket_t apus_curl_active_socket(CURL *handle) {
    curl_socket_t socket = CURL_SOCKET_BAD;
    curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &socket);
    return socket;
}

/// For CURLINFO_PRIVATE.
static inline void *apus_curl_get_private(CURL *handle) {
    char *value = NULL;
    curl_easy_getinfo(handle, CURLINFO_PRIVATE, &value);
    return value;
}

static inline const curl_version_info_data *apus_curl_version(void) {
    return curl_version_info(CURLVERSION_NOW);
}

static inline CURLMcode apus_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

/// The transfer that is done next, or NULL when none is; its result goes to `result`.
static inline CURL *apus_curl_multi_next_done(CURLM *multi, CURLcode *result) {
    int left;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left)) != NULL) {
        if (message->msg != CURLMSG_DONE) continue;
        *result = message->data.result;
        return message->easy_handle;
    }
    return NULL;
}
