#include "http.h"

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
    bool behind_crlf = i >= 2 && request[i - 1] == '\r' && request[i - 2] == '\n';
    if (request[i] == '\n' && (request[i - 1] == '\n' || behind_crlf)) {
      return true;
    }
  }
  return false;
}

struct word {
  const char *start;
  size_t bytes;
};

/* Takes the word, of visible characters, that the text begins with, and the byte behind it. */
static struct word take_word(const char **text, char *behind) {
  struct word word = {.start = *text};
  while (**text > ' ' && **text < 0x7f) {
    ++*text;
  }
  word.bytes = (size_t)(*text - word.start);
  *behind = *(*text)++;
  return word;
}

static bool word_is(struct word word, const char *text) {
  size_t i = 0;
  while (i < word.bytes && text[i] == word.start[i]) {
    i++;
  }
  return i == word.bytes && text[i] == '\0';
}

static void add_word(struct text *line, struct word word, size_t most) {
  for (size_t i = 0; i < word.bytes && i < most; i++) {
    text_add_byte(line, word.start[i]);
  }
  text_add_byte(line, ' ');
}

/*
 * Reads the request line (RFC 9112, section 3) of a whole request, finds the answer and tells its status.
 * Method and target are added to a line for the console.
 */
static uint32_t judge(const char *request, struct text *line, struct http_answer *answer) {
  *answer = (struct http_answer){bad_request, sizeof bad_request - 1};
  char behind;
  struct word method = take_word(&request, &behind);
  if (method.bytes == 0 || behind != ' ') {
    return 400;
  }
  struct word target = take_word(&request, &behind);
  if (target.bytes == 0 || behind != ' ') {
    return 400;
  }
  add_word(line, method, METHOD_MAX);
  add_word(line, target, LOG_TARGET_MAX);
  struct word version = take_word(&request, &behind);
  if ((behind != '\r' && behind != '\n') || (!word_is(version, "HTTP/1.1") && !word_is(version, "HTTP/1.0"))) {
    return 400;
  }
  if (word_is(method, "GET")) {
    *answer = get_answer;
    return 200;
  }
  if (word_is(method, "HEAD")) {
    *answer = head_answer;
    return 200;
  }
  *answer = (struct http_answer){method_not_allowed, sizeof method_not_allowed - 1};
  return 405;
}

bool http_answer(const char *request, size_t bytes, bool ended, uint32_t client, struct http_answer *answer) {
  bool whole = is_whole(request, bytes);
  if (!whole && !ended) {
    return false;
  }
  if (bytes == 0) {
    *answer = (struct http_answer){NULL, 0};
    return true;
  }
  char buffer[16 + METHOD_MAX + LOG_TARGET_MAX + 16];
  struct text line = TEXT_IN(buffer);
  text_add_ipv4(&line, client);
  text_add_byte(&line, ' ');
  uint32_t status = judge(whole ? request : "\n", &line, answer);
  text_add_number(&line, status);
  text_add(&line, "\r\n");
  serial_print(line.buffer);
  return true;
}
