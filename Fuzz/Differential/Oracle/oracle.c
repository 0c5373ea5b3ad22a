// apus: object storage server, client kits and command line.
// SPDX-License-Identifier: Apache-2.0

#include "oracle.h"

#include <llhttp/llhttp.h>
#include <string.h>

#define CAPACITY (1 << 18)

static char head[CAPACITY], body[CAPACITY];
static oracle_result result;
static int is_value;

static void add(const char *bytes, size_t count) {
    if (result.head_length + count > CAPACITY) return;
    memcpy(head + result.head_length, bytes, count);
    result.head_length += count;
}

// A field ends where the next one begins, because llhttp may give it in pieces.
static void end_field(void) {
    if (!is_value) return;
    while (result.head_length > 0 && (head[result.head_length - 1] == ' ' ||
                                      head[result.head_length - 1] == '\t'))
        result.head_length--;
    add("\n", 1);
    is_value = 0;
}

static int on_method(llhttp_t *parser, const char *bytes, size_t count) {
    (void)parser;
    add(bytes, count);
    return 0;
}
static int on_method_complete(llhttp_t *parser) {
    (void)parser;
    add(" ", 1);
    return 0;
}
static int on_url(llhttp_t *parser, const char *bytes, size_t count) {
    (void)parser;
    add(bytes, count);
    return 0;
}
static int on_url_complete(llhttp_t *parser) {
    (void)parser;
    add("\n", 1);
    return 0;
}
static int on_name(llhttp_t *parser, const char *bytes, size_t count) {
    (void)parser;
    if (result.has_head) return 0; // trailers are compared by their end alone
    end_field();
    add(bytes, count);
    return 0;
}
static int on_name_complete(llhttp_t *parser) {
    (void)parser;
    if (result.has_head) return 0;
    add(":", 1);
    is_value = 1;
    return 0;
}
static int on_value(llhttp_t *parser, const char *bytes, size_t count) {
    (void)parser;
    if (result.has_head) return 0;
    add(bytes, count);
    return 0;
}
static int on_headers_complete(llhttp_t *parser) {
    end_field();
    result.has_head = 1;
    result.is_chunked = (parser->flags & F_CHUNKED) != 0;
    result.has_length = (parser->flags & F_CONTENT_LENGTH) != 0;
    result.length = parser->content_length;
    result.keeps_alive = llhttp_should_keep_alive(parser);
    result.upgrades = parser->upgrade;
    return 0;
}
static int on_body(llhttp_t *parser, const char *bytes, size_t count) {
    (void)parser;
    if (result.body_length + count > CAPACITY) return 0;
    memcpy(body + result.body_length, bytes, count);
    result.body_length += count;
    return 0;
}
static int on_message_complete(llhttp_t *parser) {
    (void)parser;
    result.is_complete = 1;
    return HPE_PAUSED;
}

oracle_result oracle_read(const unsigned char *bytes, size_t count) {
    memset(&result, 0, sizeof result);
    is_value = 0;
    result.head = head;
    result.body = body;

    llhttp_settings_t settings;
    llhttp_settings_init(&settings);
    settings.on_method = on_method;
    settings.on_method_complete = on_method_complete;
    settings.on_url = on_url;
    settings.on_url_complete = on_url_complete;
    settings.on_header_field = on_name;
    settings.on_header_field_complete = on_name_complete;
    settings.on_header_value = on_value;
    settings.on_headers_complete = on_headers_complete;
    settings.on_body = on_body;
    settings.on_message_complete = on_message_complete;

    llhttp_t parser;
    llhttp_init(&parser, HTTP_REQUEST, &settings);
    llhttp_errno_t error = llhttp_execute(&parser, (const char *)bytes, count);
    if (error == HPE_PAUSED || error == HPE_PAUSED_UPGRADE) {
        result.consumed = (size_t)(llhttp_get_error_pos(&parser) - (const char *)bytes);
    } else {
        result.error = error;
        result.consumed = count;
    }
    result.reason = result.error == 0 ? "" : llhttp_get_error_reason(&parser);
    return result;
}
