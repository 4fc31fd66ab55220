#include "virtio_blk.h"

#include "cpu.h"
#include "virtio_pci.h"

/* Virtual I/O Device Version 1.2: queue (5.2.2) and requests (5.2.6) */
enum {
  REQUESTQ = 0,
  VIRTIO_BLK_T_IN = 0,
  VIRTIO_BLK_S_OK = 0,
  DESCRIPTORS = 3, /* Of a request: header, data, status */
};

struct virtio_blk_req {
  uint32_t type;
  uint32_t reserved;
  uint64_t sector;
};

static struct virtio_device device;
static struct virtqueue queue;
static struct virtio_blk_req request;
static volatile uint8_t status;

/* The configuration begins with the capacity in sectors (5.2.4). */
uint64_t virtio_blk_init(void) {
  if (!virtio_find(VIRTIO_BLOCK, 0, &device)) {
    return 0;
  }
  bool usable = virtio_queue(&device, REQUESTQ, DESCRIPTORS, &queue);
  virtio_start(&device, usable);
  uint64_t capacity = 0;
  for (uint16_t i = 0; usable && i < sizeof capacity; i++) {
    capacity |= (uint64_t)virtio_config(&device, i) << (8 * i);
  }
  return capacity;
}

bool virtio_blk_read(uint64_t first, size_t sectors, void *to) {
  request = (struct virtio_blk_req){.type = VIRTIO_BLK_T_IN, .sector = first};
  status = (uint8_t)~VIRTIO_BLK_S_OK;
  virtqueue_describe(&queue, 0, &request, sizeof request, VIRTQ_DESC_F_NEXT);
  virtqueue_describe(&queue, 1, to, sectors * SECTOR_BYTES, VIRTQ_DESC_F_WRITE | VIRTQ_DESC_F_NEXT);
  virtqueue_describe(&queue, 2, &status, sizeof status, VIRTQ_DESC_F_WRITE);
  virtqueue_offer(&queue, 0);
  virtio_notify(&device, REQUESTQ);
  uint32_t head;
  size_t written;
  while (!virtqueue_take_back(&queue, &head, &written)) {
    relax();
  }
  return status == VIRTIO_BLK_S_OK;
}
