/* HTTP/1.1 (RFC 9110, RFC 9112): one answer for each connection. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "answer.h"
#include "archive.h"

/* Serves the site if its archive is ready, a 500 if it is unusable, and the greeting if there is none. */
void http_init(enum archive_state archive);

/*
 * Makes the answer to the bytes that a client has sent so far, and returns whether there is one yet. When no more
 * can come there always is one, without any bytes if the client sent none. Writes the request to the console.
 */
bool http_answer(const char *request, size_t bytes, bool ended, uint32_t client, struct answer *answer);
