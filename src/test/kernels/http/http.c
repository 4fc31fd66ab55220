#include "http.h"

#include "greeting.h"
#include "request.h"
#include "serial.h"
#include "site.h"

enum {
  METHOD_MAX = 16,
  LOG_TARGET_MAX = 200, /* Bytes of a target that the console shows */
};

static enum archive_state archive;

void http_init(enum archive_state state) { archive = state; }

/* Makes the answer to a request and returns its status. */
static uint32_t answer_request(const struct request *request, struct answer *answer) {
  bool head = slice_is(request->method, "HEAD");
  uint32_t status;
  if (!head && !slice_is(request->method, "GET")) {
    status = 405;
    answer_with_status(answer, status, SLICE_OF("Allow: GET, HEAD\r\n"));
  } else if (archive == ARCHIVE_READY) {
    status = site_answer(request->target, answer);
  } else if (archive == ARCHIVE_MISSING) {
    status = 200;
    greeting_answer(answer);
  } else {
    status = 500;
    answer_with_status(answer, status, SLICE_OF(""));
  }
  if (head) {
    answer->content_bytes = 0;
  }
  return status;
}

static void add_word(struct text *line, struct slice word, size_t most) {
  word.count = word.count < most ? word.count : most;
  text_add_slice(line, word);
  if (word.count > 0) {
    text_add_byte(line, ' ');
  }
}

bool http_answer(const char *bytes, size_t count, bool ended, uint32_t client, struct answer *answer) {
  bool whole = request_is_whole(bytes, count);
  if (!whole && !ended) {
    return false;
  }
  if (count == 0) {
    return true;
  }
  struct request request;
  uint32_t status = 400;
  if (request_read(whole ? bytes : "\n", &request)) {
    status = answer_request(&request, answer);
  } else {
    answer_with_status(answer, status, SLICE_OF(""));
  }
  char buffer[16 + METHOD_MAX + LOG_TARGET_MAX + 16];
  struct text line = TEXT_IN(buffer);
  text_add_ipv4(&line, client);
  text_add_byte(&line, ' ');
  add_word(&line, request.method, METHOD_MAX);
  add_word(&line, request.target, LOG_TARGET_MAX);
  text_add_number(&line, status);
  text_add(&line, "\r\n");
  serial_print(line.buffer);
  return true;
}
