#include "memory.h"

#include <stdint.h>

void *memcpy(void *to, const void *from, size_t bytes) {
  void *next = to;
  __asm__ volatile("rep movsb" : "+D"(next), "+S"(from), "+c"(bytes) : : "memory");
  return to;
}

void *memset(void *to, int value, size_t bytes) {
  void *next = to;
  __asm__ volatile("rep stosb" : "+D"(next), "+c"(bytes) : "a"(value) : "memory");
  return to;
}

int memcmp(const void *one, const void *other, size_t bytes) {
  const uint8_t *a = one;
  const uint8_t *b = other;
  for (; bytes > 0; bytes--, a++, b++) {
    if (*a != *b) {
      return *a - *b;
    }
  }
  return 0;
}
