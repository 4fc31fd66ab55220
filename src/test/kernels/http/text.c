#include "text.h"

#include "memory.h"

bool slice_is(struct slice slice, const char *text) {
  size_t i = 0;
  while (i < slice.count && text[i] == slice.bytes[i]) {
    i++;
  }
  return i == slice.count && text[i] == '\0';
}

int slice_compare(struct slice one, struct slice other) {
  int order = memcmp(one.bytes, other.bytes, one.count < other.count ? one.count : other.count);
  return order != 0 ? order : (one.count > other.count) - (one.count < other.count);
}

void text_add_byte(struct text *text, char byte) {
  if (text->length + 1 < text->size) {
    text->buffer[text->length++] = byte;
    text->buffer[text->length] = '\0';
  }
}

void text_add(struct text *text, const char *more) {
  while (*more != '\0') {
    text_add_byte(text, *more++);
  }
}

void text_add_slice(struct text *text, struct slice more) {
  for (size_t i = 0; i < more.count; i++) {
    text_add_byte(text, more.bytes[i]);
  }
}

bool text_is_full(const struct text *text) { return text->length + 1 == text->size; }

void text_add_number(struct text *text, uint32_t number) {
  if (number >= 10) {
    text_add_number(text, number / 10);
  }
  text_add_byte(text, (char)('0' + number % 10));
}

void text_add_hex(struct text *text, uint8_t byte) {
  static const char digits[] = "0123456789abcdef";
  text_add_byte(text, digits[byte >> 4]);
  text_add_byte(text, digits[byte & 0xf]);
}

void text_add_ipv4(struct text *text, uint32_t address) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    text_add_number(text, address >> shift & 0xff);
    if (shift > 0) {
      text_add_byte(text, '.');
    }
  }
}

bool text_starts_with(const char *text, const char *prefix) {
  while (*prefix != '\0') {
    if (*text++ != *prefix++) {
      return false;
    }
  }
  return true;
}
