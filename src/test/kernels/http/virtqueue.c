#include "virtqueue.h"

struct virtq_desc {
  uint64_t addr;
  uint32_t len;
  uint16_t flags;
  uint16_t next;
};

enum {
  VIRTQ_DESC_F_NEXT = 1,
  VIRTQ_DESC_F_WRITE = 2,
};

struct virtq_avail {
  uint16_t flags;
  uint16_t idx;
  uint16_t ring[];
};

enum {
  VIRTQ_AVAIL_F_NO_INTERRUPT = 1,
  VIRTQ_AVAIL_BYTES_BESIDE_RING = 6, /* With used_event, behind the ring */
};

struct virtq_used {
  uint16_t flags;
  uint16_t idx;
  struct {
    uint32_t id;
    uint32_t len;
  } ring[];
};

enum { DESCRIPTORS_PER_BUFFER = 2 };

static void barrier(void) { __sync_synchronize(); }

bool virtqueue_init(struct virtqueue *queue, uint16_t size, bool device_writes) {
  if (size < VIRTQUEUE_BUFFERS * DESCRIPTORS_PER_BUFFER || size > VIRTQUEUE_SIZE_MAX) {
    return false;
  }
  size_t avail = size * sizeof(struct virtq_desc);
  size_t used = avail + VIRTQ_AVAIL_BYTES_BESIDE_RING + size * sizeof(uint16_t);
  used = (used + VIRTQUEUE_ALIGN - 1) / VIRTQUEUE_ALIGN * VIRTQUEUE_ALIGN;
  queue->size = size;
  queue->desc = (void *)queue->memory;
  queue->avail = (void *)(queue->memory + avail);
  queue->used = (void *)(queue->memory + used);
  queue->avail->flags = VIRTQ_AVAIL_F_NO_INTERRUPT;
  uint16_t write = device_writes ? VIRTQ_DESC_F_WRITE : 0;
  for (unsigned buffer = 0; buffer < VIRTQUEUE_BUFFERS; buffer++) {
    unsigned head = buffer * DESCRIPTORS_PER_BUFFER;
    queue->desc[head] = (struct virtq_desc){
        .addr = (uint32_t)&queue->headers[buffer],
        .len = sizeof queue->headers[buffer],
        .flags = write | VIRTQ_DESC_F_NEXT,
        .next = (uint16_t)(head + 1),
    };
    queue->desc[head + 1] = (struct virtq_desc){
        .addr = (uint32_t)queue->buffers[buffer],
        .flags = write,
    };
  }
  return true;
}

void virtqueue_offer(struct virtqueue *queue, unsigned buffer, size_t bytes) {
  unsigned head = buffer * DESCRIPTORS_PER_BUFFER;
  queue->desc[head + 1].len = bytes;
  queue->offered[buffer] = true;
  uint16_t idx = queue->avail->idx;
  queue->avail->ring[idx % queue->size] = (uint16_t)head;
  barrier();
  queue->avail->idx = idx + 1;
  barrier();
}

bool virtqueue_is_offered(const struct virtqueue *queue, unsigned buffer) {
  return queue->offered[buffer];
}

bool virtqueue_take_back(struct virtqueue *queue, unsigned *buffer, size_t *bytes) {
  if (queue->last_used == queue->used->idx) {
    return false;
  }
  barrier();
  uint16_t at = queue->last_used++ % queue->size;
  *buffer = queue->used->ring[at].id / DESCRIPTORS_PER_BUFFER % VIRTQUEUE_BUFFERS;
  size_t written = queue->used->ring[at].len;
  *bytes = written > sizeof(struct virtio_net_hdr) ? written - sizeof(struct virtio_net_hdr) : 0;
  queue->offered[*buffer] = false;
  return true;
}
