#include "disk.h"

#include "memory.h"

/* Master boot record; a partition's type is that of the archive's format (archive-format.md). */
enum {
  PARTITIONS = 4,
  ARCHIVE_TYPE = 0xda,
};

struct partition {
  uint8_t status;
  uint8_t first_chs[3];
  uint8_t type;
  uint8_t last_chs[3];
  uint32_t first_sector;
  uint32_t sectors;
} __attribute__((packed));

struct boot_record {
  uint8_t code[446];
  struct partition partitions[PARTITIONS];
  uint8_t signature[2];
} __attribute__((packed));

static const uint8_t boot_signature[2] = {0x55, 0xaa};

static uint64_t first_sector;
static uint64_t sectors;

uint64_t disk_init(void) {
  static struct boot_record record;
  first_sector = 0;
  sectors = virtio_blk_init();
  if (sectors == 0 || !virtio_blk_read(0, 1, &record)) {
    return 0;
  }
  if (memcmp(record.signature, boot_signature, sizeof boot_signature) == 0) {
    for (int i = 0; i < PARTITIONS; i++) {
      const struct partition *partition = &record.partitions[i];
      if (partition->type == ARCHIVE_TYPE && partition->first_sector < sectors) {
        first_sector = partition->first_sector;
        sectors -= first_sector;
        sectors = partition->sectors < sectors ? partition->sectors : sectors;
        break;
      }
    }
  }
  return sectors * SECTOR_BYTES;
}

const uint8_t *disk_read(uint64_t offset, size_t bytes, uint8_t *memory) {
  uint64_t length = sectors * SECTOR_BYTES;
  if (offset > length || bytes > length - offset) {
    return NULL;
  }
  size_t skipped = offset % SECTOR_BYTES;
  size_t count = (skipped + bytes + SECTOR_BYTES - 1) / SECTOR_BYTES;
  if (count > 0 && !virtio_blk_read(first_sector + offset / SECTOR_BYTES, count, memory)) {
    return NULL;
  }
  return memory + skipped;
}
