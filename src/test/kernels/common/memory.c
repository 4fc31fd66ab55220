#include "memory.h"

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
  const unsigned char *a = one;
  const unsigned char *b = other;
  for (size_t i = 0; i < bytes; i++) {
    if (a[i] != b[i]) {
      return a[i] - b[i];
    }
  }
  return 0;
}
