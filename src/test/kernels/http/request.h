/* Requests as clients send them (RFC 9112, sections 2 and 3). */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "text.h"

/* Whether the empty line after the header fields has come. */
bool request_is_whole(const char *request, size_t bytes);

struct request {
  struct slice method;
  struct slice target; /* Visible ASCII characters */
};

/* Reads the request line of a whole request; method and target are empty as far as they are malformed. */
bool request_read(const char *bytes, struct request *request);
