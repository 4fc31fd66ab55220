/* Text put together in a buffer. What does not fit is left out; the NUL at the end always fits. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text {
  char *buffer;
  size_t size;
  size_t length; /* Without the NUL */
};

/* An empty text in an array of characters. */
#define TEXT_IN(array) ((struct text){.buffer = (array), .size = sizeof(array)})

void text_add(struct text *text, const char *more);
void text_add_byte(struct text *text, char byte);
void text_add_number(struct text *text, uint32_t number);

/* Two hexadecimal digits. */
void text_add_hex(struct text *text, uint8_t byte);

/* An IPv4 address with its dots. */
void text_add_ipv4(struct text *text, uint32_t address);

bool text_starts_with(const char *text, const char *prefix);
