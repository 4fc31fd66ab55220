#include "archive.h"

#include "disk.h"
#include "memory.h"
#include "sha256.h"

enum {
  VERSION = 1,
  INDEX_MAX = 8 << 20, /* Bytes that this kernel has memory for: about 50,000 files */
  CHUNK_ALIGN = 64,
  ENCODING_IDENTITY = 0,
};

static const char magic[8] = {'M', 'I', 'R', 'A', 'S', 'I', 'T', 'E'};

struct header {
  char magic[sizeof magic];
  uint32_t version;
  uint32_t zero;
  uint64_t length;
  uint64_t index_offset;
  uint64_t index_length;
  uint8_t index_digest[SHA256_BYTES];
  uint8_t digest[SHA256_BYTES]; /* Of the bytes before it */
} __attribute__((packed));

struct index_head {
  uint32_t files;
  uint32_t representations;
  uint32_t chunks;
  uint32_t redirects;
  uint32_t string_bytes;
  uint32_t zero[3];
} __attribute__((packed));

struct file {
  uint32_t path;
  uint32_t type;
  uint32_t headers;
  uint32_t first_representation;
  uint32_t representations;
  uint32_t modified;
} __attribute__((packed));

struct representation {
  uint64_t bytes;
  uint32_t first_chunk;
  uint32_t encoding;
  uint8_t digest[16];
} __attribute__((packed));

struct chunk {
  uint32_t place; /* Offset divided by CHUNK_ALIGN */
  uint8_t digest[CHUNK_DIGEST_BYTES];
} __attribute__((packed));

enum { REDIRECT_BYTES = 12 };

static uint8_t memory[INDEX_MAX + DISK_ROOM];
static struct header header;
static struct index_head head;
static const struct file *files;
static const struct representation *representations;
static const struct chunk *chunks;
static const uint8_t *strings;

/* Whether the header and its parts are within the disk and can be used; a message if not. */
static const char *check_header(uint64_t disk_bytes) {
  uint8_t digest[SHA256_BYTES];
  sha256((const uint8_t *)&header, offsetof(struct header, digest), digest);
  if (memcmp(digest, header.digest, sizeof digest) != 0) {
    return "the archive's header is damaged";
  }
  if (header.version != VERSION) {
    return "the archive's version is not 1";
  }
  if (header.length > disk_bytes || header.index_offset > header.length
      || header.index_length > header.length - header.index_offset) {
    return "the archive is longer than its partition";
  }
  return header.index_length > INDEX_MAX ? "the archive's index is larger than 8 MiB" : NULL;
}

/* Finds the tables of an index whose digest is right. Their lengths are compared with the index's. */
static const char *open_tables(const uint8_t *index) {
  if (header.index_length < sizeof head) {
    return "the archive's index is too short";
  }
  memcpy(&head, index, sizeof head);
  uint64_t at = sizeof head;
  uint64_t representations_at = at += (uint64_t)head.files * sizeof *files;
  uint64_t chunks_at = at += (uint64_t)head.representations * sizeof *representations;
  at += (uint64_t)head.chunks * sizeof *chunks;
  uint64_t strings_at = at += (uint64_t)head.redirects * REDIRECT_BYTES;
  if (at + head.string_bytes != header.index_length) {
    return "the archive's tables do not fill its index";
  }
  files = (const void *)(index + sizeof head);
  representations = (const void *)(index + representations_at);
  chunks = (const void *)(index + chunks_at);
  strings = index + strings_at;
  return NULL;
}

enum archive_state archive_open(const char **problem) {
  uint64_t disk_bytes = disk_init();
  const uint8_t *bytes = disk_bytes == 0 ? NULL : disk_read(0, sizeof header, memory);
  *problem = disk_bytes == 0 ? NULL : "no archive on the disk";
  if (bytes == NULL || memcmp(bytes, magic, sizeof magic) != 0) {
    return ARCHIVE_MISSING;
  }
  memcpy(&header, bytes, sizeof header);
  *problem = check_header(disk_bytes);
  if (*problem != NULL) {
    return ARCHIVE_UNUSABLE;
  }
  uint32_t count = (uint32_t)header.index_length;
  uint8_t digest[SHA256_BYTES];
  const uint8_t *index = disk_read(header.index_offset, count, memory);
  if (index == NULL) {
    *problem = "the disk reports a read error";
    return ARCHIVE_UNUSABLE;
  }
  sha256(index, count, digest);
  if (memcmp(digest, header.index_digest, sizeof digest) != 0) {
    *problem = "the archive's index is damaged";
    return ARCHIVE_UNUSABLE;
  }
  *problem = open_tables(index);
  return *problem == NULL ? ARCHIVE_READY : ARCHIVE_UNUSABLE;
}

uint32_t archive_files(void) { return head.files; }

static bool find_string(uint32_t offset, struct slice *string) {
  uint16_t count;
  if (offset > head.string_bytes || head.string_bytes - offset < sizeof count) {
    return false;
  }
  memcpy(&count, strings + offset, sizeof count);
  *string = (struct slice){(const char *)strings + offset + sizeof count, count};
  return count <= head.string_bytes - offset - sizeof count;
}

static bool read_file(const struct file *entry, struct archive_file *file) {
  if (!find_string(entry->type, &file->type) || !find_string(entry->headers, &file->headers)
      || entry->representations == 0 || entry->first_representation >= head.representations) {
    return false;
  }
  const struct representation *content = &representations[entry->first_representation];
  if (content->encoding != ENCODING_IDENTITY || content->bytes > ARCHIVE_FILE_MAX) {
    return false;
  }
  file->bytes = (uint32_t)content->bytes;
  file->first_chunk = content->first_chunk;
  return true;
}

enum archive_result archive_find(struct slice path, struct archive_file *file) {
  uint32_t from = 0;
  uint32_t to = head.files;
  while (from < to) {
    uint32_t middle = from + (to - from) / 2;
    struct slice other;
    if (!find_string(files[middle].path, &other)) {
      return FILE_DAMAGED;
    }
    int order = slice_compare(path, other);
    if (order == 0) {
      return read_file(&files[middle], file) ? FILE_FOUND : FILE_DAMAGED;
    }
    if (order < 0) {
      to = middle;
    } else {
      from = middle + 1;
    }
  }
  return FILE_MISSING;
}

bool archive_find_chunk(uint32_t number, uint32_t bytes, struct archive_chunk *chunk) {
  if (number >= head.chunks) {
    return false;
  }
  chunk->offset = (uint64_t)chunks[number].place * CHUNK_ALIGN;
  chunk->digest = chunks[number].digest;
  return chunk->offset <= header.length && bytes <= header.length - chunk->offset;
}
