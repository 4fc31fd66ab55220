/* HTTP/1.1 (RFC 9110, RFC 9112) with one page at every path. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Makes the page that shows this name and command line. */
void http_init(const char *name, const char *command_line);

/* Bytes that stay where they are. */
struct http_answer {
  const char *bytes;
  size_t count;
};

/*
 * The answer to the bytes that a client has sent so far, and whether there is one yet. When no more can come
 * there always is one, without any bytes if the client sent none. A request is written to the console.
 */
bool http_answer(const char *request, size_t bytes, bool ended, uint32_t client, struct http_answer *answer);
