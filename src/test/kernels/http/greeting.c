#include "greeting.h"

enum { PAGE_MAX = 32768 };

static char buffer[PAGE_MAX];
static struct text page;

static void add_escaped(const char *more) {
  for (; *more != '\0'; more++) {
    switch (*more) {
      case '&':
        text_add(&page, "&amp;");
        break;
      case '<':
        text_add(&page, "&lt;");
        break;
      case '>':
        text_add(&page, "&gt;");
        break;
      default:
        text_add_byte(&page, *more);
    }
  }
}

void greeting_init(const char *name, const char *command_line) {
  page = TEXT_IN(buffer);
  text_add(&page, "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>");
  add_escaped(name);
  text_add(&page, "</title></head>\n<body>\n<h1>");
  add_escaped(name);
  text_add(&page, "</h1>\n<p>command line: <code>");
  add_escaped(command_line);
  text_add(&page, "</code></p>\n</body>\n</html>\n");
}

void greeting_answer(struct answer *answer) {
  answer_start(answer, 200, SLICE_OF("text/html; charset=utf-8"), SLICE_OF(""), page.length);
  answer->content = page.buffer;
}
