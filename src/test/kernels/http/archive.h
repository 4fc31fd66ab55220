/*
 * The archive of a site on the disk. Its format and the names of its parts are specified in
 * src/site/markdown/archive-format.md.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

enum {
  CHUNK_BYTES = 65536,
  CHUNK_DIGEST_BYTES = 16,
  ARCHIVE_FILE_MAX = 1 << 30, /* Bytes of a file; TCP's sequence numbers have 32 bits. */
};

enum archive_state {
  ARCHIVE_MISSING,
  ARCHIVE_UNUSABLE, /* Damaged, or too new or too large for this kernel */
  ARCHIVE_READY,
};

/* Looks for an archive on the disk and reads its index. Tells the problem; null if there is none, or no disk. */
enum archive_state archive_open(const char **problem);

/* The number of files. */
uint32_t archive_files(void);

struct archive_file {
  struct slice type;    /* Value of Content-Type */
  struct slice headers; /* Other header lines, each with its CR LF */
  uint32_t bytes;
  uint32_t first_chunk;
};

enum archive_result {
  FILE_FOUND,
  FILE_MISSING,
  FILE_DAMAGED, /* Its entry is damaged, or it has more than ARCHIVE_FILE_MAX bytes. */
};

/* Looks up a file by its path, without a leading slash. */
enum archive_result archive_find(struct slice path, struct archive_file *file);

struct archive_chunk {
  uint64_t offset; /* On the disk, which has all of its bytes */
  const uint8_t *digest;
};

/* Looks up a chunk of that length; false if the index has none, or one outside of the archive. */
bool archive_find_chunk(uint32_t number, uint32_t bytes, struct archive_chunk *chunk);
