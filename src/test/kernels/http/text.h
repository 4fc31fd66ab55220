/* Text. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes that belong to someone else. */
struct slice {
  const char *bytes;
  size_t count;
};

/* The slice of a string literal or an array of characters that ends with a NUL. */
#define SLICE_OF(array) ((struct slice){(array), sizeof(array) - 1})

bool slice_is(struct slice slice, const char *text);

/* Compares as unsigned bytes; negative, zero or positive. */
int slice_compare(struct slice one, struct slice other);

/* Text put together in a buffer. What does not fit is left out; the NUL at the end always fits. */
struct text {
  char *buffer;
  size_t size;
  size_t length; /* Without the NUL */
};

/* An empty text in an array of characters. */
#define TEXT_IN(array) ((struct text){.buffer = (array), .size = sizeof(array)})

void text_add(struct text *text, const char *more);
void text_add_byte(struct text *text, char byte);
void text_add_slice(struct text *text, struct slice more);
void text_add_number(struct text *text, uint32_t number);

/* Two hexadecimal digits. */
void text_add_hex(struct text *text, uint8_t byte);

/* An IPv4 address with its dots. */
void text_add_ipv4(struct text *text, uint32_t address);

/* Whether something may have been left out. */
bool text_is_full(const struct text *text);

bool text_starts_with(const char *text, const char *prefix);
