#include "http.h"

#include "memory.h"
#include "serial.h"
#include "text.h"

enum {
  PAGE_MAX = 32768,
  METHOD_MAX = 16,
  LOG_TARGET_MAX = 200, /* Bytes of a path that the console shows */
};

static char body_buffer[PAGE_MAX];
static char response_buffer[PAGE_MAX + 512];
static struct http_answer get_answer;
static struct http_answer head_answer;

static const char bad_request[] =
    "HTTP/1.1 400 Bad Request\r\n"
    "Content-Length: 0\r\n"
    "Connection: close\r\n"
    "\r\n";
static const char method_not_allowed[] =
    "HTTP/1.1 405 Method Not Allowed\r\n"
    "Allow: GET, HEAD\r\n"
    "Content-Length: 0\r\n"
    "Connection: close\r\n"
    "\r\n";

static void add_escaped(struct text *text, const char *more) {
  for (; *more != '\0'; more++) {
    switch (*more) {
      case '&':
        text_add(text, "&amp;");
        break;
      case '<':
        text_add(text, "&lt;");
        break;
      case '>':
        text_add(text, "&gt;");
        break;
      default:
        text_add_byte(text, *more);
    }
  }
}

void http_init(const char *name, const char *command_line) {
  struct text body = TEXT_IN(body_buffer);
  text_add(&body, "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>");
  add_escaped(&body, name);
  text_add(&body, "</title></head>\n<body>\n<h1>");
  add_escaped(&body, name);
  text_add(&body, "</h1>\n<p>command line: <code>");
  add_escaped(&body, command_line);
  text_add(&body, "</code></p>\n</body>\n</html>\n");

  struct text response = TEXT_IN(response_buffer);
  text_add(&response,
           "HTTP/1.1 200 OK\r\n"
           "Content-Type: text/html; charset=utf-8\r\n"
           "Connection: close\r\n"
           "Content-Length: ");
  text_add_number(&response, body.length);
  text_add(&response, "\r\n\r\n");
  head_answer = (struct http_answer){response.buffer, response.length};
  text_add(&response, body.buffer);
  get_answer = (struct http_answer){response.buffer, response.length};
}

/* Whether the empty line behind the header fields is there (RFC 9112, section 2.1; 2.2 for a lone LF). */
static bool is_whole(const char *request, size_t bytes) {
  for (size_t i = 1; i < bytes; i++) {
    if (request[i] == '\n' && (request[i - 1] == '\n' || (i >= 2 && memcmp(request + i - 2, "\n\r", 2) == 0))) {
      return true;
    }
  }
  return false;
}

/* Takes the bytes up to one that is no part of a word, which must be this one. */
static bool take_word(const char **at, const char *end, char behind, const char **word, size_t *bytes) {
  *word = *at;
  while (*at < end && **at > ' ' && **at < 0x7f) {
    ++*at;
  }
  *bytes = (size_t)(*at - *word);
  return *bytes > 0 && *at < end && *(*at)++ == behind;
}

static bool word_is(const char *word, size_t bytes, const char *text, size_t text_bytes) {
  return bytes == text_bytes && memcmp(word, text, bytes) == 0;
}

#define WORD_IS(word, bytes, text) word_is(word, bytes, text, sizeof(text) - 1)

static void add_word(struct text *line, const char *word, size_t bytes, size_t most) {
  for (size_t i = 0; i < bytes && i < most; i++) {
    text_add_byte(line, word[i]);
  }
  text_add_byte(line, ' ');
}

/* A request line (RFC 9112, section 3) and what becomes of it; for the console, it is added to a line. */
static uint32_t judge(const char *request, size_t bytes, struct text *line, struct http_answer *answer) {
  const char *at = request;
  const char *end = request + bytes;
  const char *method, *target, *version;
  size_t method_bytes, target_bytes, version_bytes;
  *answer = (struct http_answer){bad_request, sizeof bad_request - 1};
  if (!is_whole(request, bytes) || !take_word(&at, end, ' ', &method, &method_bytes)
      || !take_word(&at, end, ' ', &target, &target_bytes)) {
    return 400;
  }
  add_word(line, method, method_bytes, METHOD_MAX);
  add_word(line, target, target_bytes, LOG_TARGET_MAX);
  if (!take_word(&at, end, '\r', &version, &version_bytes)
      || (!WORD_IS(version, version_bytes, "HTTP/1.1") && !WORD_IS(version, version_bytes, "HTTP/1.0"))) {
    return 400;
  }
  if (WORD_IS(method, method_bytes, "GET")) {
    *answer = get_answer;
    return 200;
  }
  if (WORD_IS(method, method_bytes, "HEAD")) {
    *answer = head_answer;
    return 200;
  }
  *answer = (struct http_answer){method_not_allowed, sizeof method_not_allowed - 1};
  return 405;
}

bool http_answer(const char *request, size_t bytes, bool ended, uint32_t client, struct http_answer *answer) {
  if (bytes == 0 && ended) {
    *answer = (struct http_answer){NULL, 0};
    return true;
  }
  if (!ended && !is_whole(request, bytes)) {
    return false;
  }
  char buffer[16 + METHOD_MAX + LOG_TARGET_MAX + 16];
  struct text line = TEXT_IN(buffer);
  text_add_ipv4(&line, client);
  text_add_byte(&line, ' ');
  text_add_number(&line, judge(request, bytes, &line, answer));
  text_add(&line, "\r\n");
  serial_print(line.buffer);
  return true;
}
