#include "request.h"

/* Section 2.2 allows a lone LF. */
bool request_is_whole(const char *request, size_t bytes) {
  for (size_t i = 1; i < bytes; i++) {
    bool after_crlf = i >= 2 && request[i - 1] == '\r' && request[i - 2] == '\n';
    if (request[i] == '\n' && (request[i - 1] == '\n' || after_crlf)) {
      return true;
    }
  }
  return false;
}

/* Takes the word, of visible characters, at the start of the text, and the byte after it. */
static struct slice take_word(const char **text, char *after) {
  struct slice word = {.bytes = *text};
  while (**text > ' ' && **text < 0x7f) {
    ++*text;
  }
  word.count = (size_t)(*text - word.bytes);
  *after = *(*text)++;
  return word;
}

bool request_read(const char *bytes, struct request *request) {
  char after;
  *request = (struct request){0};
  struct slice method = take_word(&bytes, &after);
  if (method.count == 0 || after != ' ') {
    return false;
  }
  struct slice target = take_word(&bytes, &after);
  if (target.count == 0 || after != ' ') {
    return false;
  }
  *request = (struct request){method, target};
  struct slice version = take_word(&bytes, &after);
  return (after == '\r' || after == '\n') && (slice_is(version, "HTTP/1.1") || slice_is(version, "HTTP/1.0"));
}
