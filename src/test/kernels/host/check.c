/*
 * Runs the parts of the HTTP kernel that read the archive as a program of the build machine, under gcc's
 * sanitizers: compares SHA-256 with known digests, then reads an archive whose index is damaged in many ways.
 * Usage: check ARCHIVE
 */
#include <sanitizer/asan_interface.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Included, not linked, because the check protects and clears their memory. */
#include "../http/archive.c"
#include "../http/chunks.c"

#include "serial.h"
#include "site.h"
#include "virtio_blk.h"

enum { DAMAGED_ARCHIVES = 5000 };

static uint8_t *disk;
static uint64_t sectors;

uint64_t virtio_blk_init(void) { return sectors; }

bool virtio_blk_read(uint64_t first, size_t count, void *to) {
  if (first + count > sectors) {
    printf("read of %zu sectors at %llu of %llu\n", count, (unsigned long long)first, (unsigned long long)sectors);
    exit(1);
  }
  memcpy(to, disk + first * SECTOR_BYTES, count * SECTOR_BYTES);
  return true;
}

void serial_print(const char *text) { (void)text; }

/* FIPS 180-4's examples, and the lengths at which the padding takes another block */
static void check_sha256(void) {
  static const struct {
    const char *message;
    const char *digest;
  } known[] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
  };
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    uint8_t digest[SHA256_BYTES];
    char hex[2 * SHA256_BYTES + 1];
    sha256((const uint8_t *)known[i].message, strlen(known[i].message), digest);
    for (int j = 0; j < SHA256_BYTES; j++) {
      sprintf(hex + 2 * j, "%02x", digest[j]);
    }
    if (strcmp(hex, known[i].digest) != 0) {
      printf("SHA-256 of \"%s\" is %s\n", known[i].message, hex);
      exit(1);
    }
  }
}

/* Opens the archive, with nothing in the cache and no access to the memory after the index. */
static bool open_archive(void) {
  const char *problem;
  memset(slots, 0, sizeof slots);
  ASAN_UNPOISON_MEMORY_REGION(memory, sizeof memory);
  if (archive_open(&problem) != ARCHIVE_READY) {
    return false;
  }
  ASAN_POISON_MEMORY_REGION(memory + header.index_length, sizeof memory - header.index_length);
  return true;
}

/* Requests this target and reads the whole answer; returns its status. */
static uint32_t request(const char *target) {
  static struct answer answer;
  static char part[1000];
  uint32_t status = site_answer((struct slice){target, strlen(target)}, &answer);
  uint32_t bytes = answer_bytes(&answer);
  for (uint32_t offset = 0; offset < bytes; offset += sizeof part) {
    uint32_t count = bytes - offset < sizeof part ? bytes - offset : sizeof part;
    if (!answer_copy(&answer, offset, count, part)) {
      break;
    }
  }
  return status;
}

/* Changes up to four bytes of the index, and makes the digests right again. */
static void damage(const uint8_t *archive) {
  struct header *damaged = (void *)disk;
  memcpy(disk, archive, sectors * SECTOR_BYTES);
  uint8_t *index = disk + damaged->index_offset;
  for (int changes = rand() % 4; changes >= 0; changes--) {
    index[(uint64_t)rand() % damaged->index_length] = rand() % 2 == 0 ? 0xff : (uint8_t)rand();
  }
  sha256(index, damaged->index_length, damaged->index_digest);
  sha256(disk, offsetof(struct header, digest), damaged->digest);
}

static uint8_t *read_archive(const char *name) {
  FILE *file = fopen(name, "rb");
  if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
    perror(name);
    exit(1);
  }
  sectors = (uint64_t)ftell(file) / SECTOR_BYTES;
  uint8_t *archive = malloc(sectors * SECTOR_BYTES);
  rewind(file);
  if (fread(archive, SECTOR_BYTES, sectors, file) != sectors) {
    perror(name);
    exit(1);
  }
  fclose(file);
  return archive;
}

int main(int arguments, char **argument) {
  if (arguments != 2) {
    return 2;
  }
  check_sha256();
  uint8_t *archive = read_archive(argument[1]);
  disk = malloc(sectors * SECTOR_BYTES);
  memcpy(disk, archive, sectors * SECTOR_BYTES);
  if (!open_archive() || request("/") != 200) {
    printf("the archive cannot be read\n");
    return 1;
  }
  int found = 0;
  int refused = 0;
  for (int seed = 0; seed < DAMAGED_ARCHIVES; seed++) {
    srand((unsigned)seed);
    damage(archive);
    if (!open_archive()) {
      refused++;
      continue;
    }
    found += request("/") == 200;
    request("/none");
    request("/posts/hello");
  }
  printf("SHA-256 is right; of %d damaged archives %d were refused, and %d answered / with 200\n",
         DAMAGED_ARCHIVES, refused, found);
  free(archive);
  free(disk);
  return 0;
}
