/* What is sent for a request: status line, header lines and content. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

enum { HEAD_MAX = 4096 };

struct answer {
  uint32_t head_bytes;
  uint32_t content_bytes; /* To send: 0 for HEAD */
  const char *content;    /* Null if the content is a file of the archive */
  uint32_t file_bytes;    /* That file's length and first chunk */
  uint32_t first_chunk;
  char head[HEAD_MAX];
};

/* Writes the head; the fields are header lines, each with its CR LF. False if it is too long. */
bool answer_start(struct answer *answer, uint32_t status, struct slice type, struct slice fields,
                  uint32_t content_bytes);

/* An answer whose content is its reason phrase. */
void answer_with_status(struct answer *answer, uint32_t status, struct slice fields);

/* Copies a part of head and content, which must be within both; false if the archive is damaged there. */
bool answer_copy(const struct answer *answer, uint32_t offset, uint32_t count, char *to);

static inline uint32_t answer_bytes(const struct answer *answer) {
  return answer->head_bytes + answer->content_bytes;
}
