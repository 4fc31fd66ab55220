#include "site.h"

#include "archive.h"
#include "chunks.h"
#include "serial.h"

enum { PATH_MAX = 4096 + 16 };

static struct slice as_slice(const struct text *text) { return (struct slice){text->buffer, text->length}; }

static int hex_digit(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  c |= 'a' ^ 'A';
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Decodes the percent-encoding (RFC 3986, section 2.1) of a path; false if it is wrong. */
static bool decode(struct slice path, struct text *to) {
  for (size_t i = 0; i < path.count; i++) {
    if (path.bytes[i] != '%') {
      text_add_byte(to, path.bytes[i]);
      continue;
    }
    int high = path.count - i > 2 ? hex_digit(path.bytes[i + 1]) : -1;
    int low = path.count - i > 2 ? hex_digit(path.bytes[i + 2]) : -1;
    if (high < 0 || low < 0) {
      return false;
    }
    text_add_byte(to, (char)(high << 4 | low));
    i += 2;
  }
  return true;
}

static uint32_t answer_status(struct answer *answer, uint32_t status, struct slice fields) {
  answer_with_status(answer, status, fields);
  return status;
}

static uint32_t answer_damaged(struct answer *answer) {
  serial_print("the archive is damaged at the file of this request:\r\n");
  return answer_status(answer, 500, SLICE_OF(""));
}

/* The first chunk is read before the head is sent, so that a damaged one can be answered with 500. */
static uint32_t answer_file(struct answer *answer, uint32_t status, const struct archive_file *file) {
  uint32_t bytes = file->bytes < CHUNK_BYTES ? file->bytes : CHUNK_BYTES;
  if (bytes > 0 && chunk_read(file->first_chunk, bytes) == NULL) {
    return answer_damaged(answer);
  }
  if (!answer_start(answer, status, file->type, file->headers, file->bytes)) {
    serial_print("the header lines are too long at the file of this request:\r\n");
    return answer_status(answer, 500, SLICE_OF(""));
  }
  answer->file_bytes = file->bytes;
  answer->first_chunk = file->first_chunk;
  return status;
}

static uint32_t answer_missing(struct answer *answer) {
  struct archive_file page;
  switch (archive_find(SLICE_OF("404.html"), &page)) {
    case FILE_FOUND:
      return answer_file(answer, 404, &page);
    case FILE_DAMAGED:
      return answer_damaged(answer);
    default:
      return answer_status(answer, 404, SLICE_OF(""));
  }
}

/* Redirects from a directory's name without a slash at its end; keeps the query. */
static uint32_t answer_redirect(struct answer *answer, struct slice path, struct slice query) {
  char buffer[PATH_MAX];
  struct text location = TEXT_IN(buffer);
  text_add(&location, "Location: ");
  text_add_slice(&location, path);
  text_add_byte(&location, '/');
  text_add_slice(&location, query);
  text_add(&location, "\r\n");
  return answer_status(answer, 301, as_slice(&location));
}

uint32_t site_answer(struct slice target, struct answer *answer) {
  struct slice path = {target.bytes, 0};
  while (path.count < target.count && target.bytes[path.count] != '?') {
    path.count++;
  }
  struct slice query = {target.bytes + path.count, target.count - path.count};
  char buffer[PATH_MAX];
  struct text decoded = TEXT_IN(buffer);
  if (path.bytes[0] != '/' || !decode((struct slice){path.bytes + 1, path.count - 1}, &decoded)) {
    return answer_status(answer, 400, SLICE_OF(""));
  }
  bool directory = path.bytes[path.count - 1] == '/';
  if (directory) {
    text_add(&decoded, "index.html");
  }
  struct archive_file file;
  enum archive_result result = archive_find(as_slice(&decoded), &file);
  if (result == FILE_FOUND) {
    return answer_file(answer, 200, &file);
  }
  if (result == FILE_MISSING && !directory) {
    text_add(&decoded, "/index.html");
    result = archive_find(as_slice(&decoded), &file);
    if (result == FILE_FOUND) {
      return answer_redirect(answer, path, query);
    }
  }
  return result == FILE_DAMAGED ? answer_damaged(answer) : answer_missing(answer);
}
