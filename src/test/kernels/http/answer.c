#include "answer.h"

#include "archive.h"
#include "chunks.h"
#include "memory.h"

static struct slice reason(uint32_t status) {
  switch (status) {
    case 200:
      return SLICE_OF("OK");
    case 301:
      return SLICE_OF("Moved Permanently");
    case 400:
      return SLICE_OF("Bad Request");
    case 404:
      return SLICE_OF("Not Found");
    case 405:
      return SLICE_OF("Method Not Allowed");
    default:
      return SLICE_OF("Internal Server Error");
  }
}

bool answer_start(struct answer *answer, uint32_t status, struct slice type, struct slice fields,
                  uint32_t content_bytes) {
  struct text head = TEXT_IN(answer->head);
  text_add(&head, "HTTP/1.1 ");
  text_add_number(&head, status);
  text_add_byte(&head, ' ');
  text_add_slice(&head, reason(status));
  text_add(&head, "\r\nContent-Type: ");
  text_add_slice(&head, type);
  text_add(&head, "\r\n");
  text_add_slice(&head, fields);
  text_add(&head, "Connection: close\r\nContent-Length: ");
  text_add_number(&head, content_bytes);
  text_add(&head, "\r\n\r\n");
  answer->head_bytes = head.length;
  answer->content_bytes = content_bytes;
  answer->content = NULL;
  return !text_is_full(&head);
}

void answer_with_status(struct answer *answer, uint32_t status, struct slice fields) {
  struct slice phrase = reason(status);
  answer_start(answer, status, SLICE_OF("text/plain"), fields, phrase.count);
  answer->content = phrase.bytes;
}

/* Copies at most so many bytes of the file, to the end of a chunk, and returns how many; 0 if it is damaged. */
static uint32_t copy_file(const struct answer *answer, uint32_t offset, uint32_t count, char *to) {
  uint32_t start = offset / CHUNK_BYTES * CHUNK_BYTES;
  uint32_t left = answer->file_bytes - start;
  uint32_t bytes = left < CHUNK_BYTES ? left : CHUNK_BYTES;
  const uint8_t *chunk = chunk_read(answer->first_chunk + start / CHUNK_BYTES, bytes);
  if (chunk == NULL) {
    return 0;
  }
  uint32_t within = offset - start;
  count = count < bytes - within ? count : bytes - within;
  memcpy(to, chunk + within, count);
  return count;
}

bool answer_copy(const struct answer *answer, uint32_t offset, uint32_t count, char *to) {
  while (count > 0) {
    uint32_t copied = count;
    if (offset < answer->head_bytes) {
      copied = count < answer->head_bytes - offset ? count : answer->head_bytes - offset;
      memcpy(to, answer->head + offset, copied);
    } else if (answer->content != NULL) {
      memcpy(to, answer->content + (offset - answer->head_bytes), copied);
    } else {
      copied = copy_file(answer, offset - answer->head_bytes, count, to);
      if (copied == 0) {
        return false;
      }
    }
    offset += copied;
    count -= copied;
    to += copied;
  }
  return true;
}
