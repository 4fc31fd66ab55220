#include "chunks.h"

#include "archive.h"
#include "disk.h"
#include "memory.h"
#include "sha256.h"

enum { SLOTS = 32 }; /* 2 MiB */

struct slot {
  const uint8_t *start; /* Null: not in use */
  uint32_t number;
  uint32_t bytes;
  uint32_t last_use;
  uint8_t memory[CHUNK_BYTES + DISK_ROOM];
};

static struct slot slots[SLOTS];
static uint32_t uses;

/* The slot that has the chunk, else the one that was not used for the longest time. */
static struct slot *slot_for(uint32_t number, uint32_t bytes) {
  struct slot *oldest = slots;
  for (struct slot *slot = slots; slot < slots + SLOTS; slot++) {
    if (slot->start != NULL && slot->number == number && slot->bytes == bytes) {
      return slot;
    }
    if (uses - slot->last_use > uses - oldest->last_use) {
      oldest = slot;
    }
  }
  oldest->start = NULL;
  return oldest;
}

static const uint8_t *read_chunk(uint32_t number, uint32_t bytes, uint8_t *memory) {
  struct archive_chunk chunk;
  if (bytes > CHUNK_BYTES || !archive_find_chunk(number, bytes, &chunk)) {
    return NULL;
  }
  const uint8_t *start = disk_read(chunk.offset, bytes, memory);
  if (start == NULL) {
    return NULL;
  }
  uint8_t digest[SHA256_BYTES];
  sha256(start, bytes, digest);
  return memcmp(digest, chunk.digest, CHUNK_DIGEST_BYTES) == 0 ? start : NULL;
}

const uint8_t *chunk_read(uint32_t number, uint32_t bytes) {
  struct slot *slot = slot_for(number, bytes);
  slot->last_use = ++uses;
  if (slot->start == NULL) {
    slot->number = number;
    slot->bytes = bytes;
    slot->start = read_chunk(number, bytes, slot->memory);
  }
  return slot->start;
}
