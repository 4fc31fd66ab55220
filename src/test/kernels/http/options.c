#include "options.h"

#include <stdbool.h>
#include <stddef.h>

#include "text.h"

/* What QEMU's user networking gives its only guest. */
static const struct options defaults = {
    .address = 10u << 24 | 0 << 16 | 2 << 8 | 15,
    .prefix_bits = 24,
    .gateway = 10u << 24 | 0 << 16 | 2 << 8 | 2,
    .port = 80,
};

/* Each of these moves the text past what it has taken. */
static bool take(const char **text, char c) {
  if (**text != c) {
    return false;
  }
  ++*text;
  return true;
}

static bool take_number(const char **text, uint32_t most, uint32_t *number) {
  *number = 0;
  const char *start = *text;
  while (**text >= '0' && **text <= '9' && *number <= most) {
    *number = *number * 10 + (uint32_t)(*(*text)++ - '0');
  }
  return *text > start && *number <= most;
}

static bool take_address(const char **text, uint32_t *address) {
  *address = 0;
  for (int byte = 0; byte < 4; byte++) {
    uint32_t number;
    if ((byte > 0 && !take(text, '.')) || !take_number(text, 255, &number)) {
      return false;
    }
    *address = *address << 8 | number;
  }
  return true;
}

static bool take_prefix(const char **text, const char *prefix) {
  if (!text_starts_with(*text, prefix)) {
    return false;
  }
  while (*prefix++ != '\0') {
    ++*text;
  }
  return true;
}

/* Whether the word is no option of ours or a right one. */
static bool read_word(const char *word, struct options *options) {
  bool right = true;
  if (take_prefix(&word, "--ipv4=")) {
    right = take_address(&word, &options->address) && take(&word, '/')
            && take_number(&word, 32, &options->prefix_bits);
  } else if (take_prefix(&word, "--ipv4-gateway=")) {
    right = take_address(&word, &options->gateway);
  } else if (take_prefix(&word, "--http=")) {
    uint32_t port;
    right = take_number(&word, 65535, &port) && port != 0;
    options->port = (uint16_t)port;
  } else {
    return true;
  }
  return right && (*word == ' ' || *word == '\0');
}

const char *options_read(const char *command_line, struct options *options) {
  *options = defaults;
  while (*command_line != '\0') {
    if (take(&command_line, ' ')) {
      continue;
    }
    if (!read_word(command_line, options)) {
      return command_line;
    }
    while (*command_line != ' ' && *command_line != '\0') {
      command_line++;
    }
  }
  return NULL;
}
