#include "virtqueue.h"

struct virtq_desc {
  uint64_t addr;
  uint32_t len;
  uint16_t flags;
  uint16_t next;
};

struct virtq_avail {
  uint16_t flags;
  uint16_t idx;
  uint16_t ring[];
};

enum {
  VIRTQ_AVAIL_F_NO_INTERRUPT = 1,
  VIRTQ_AVAIL_BYTES_BESIDE_RING = 6, /* With used_event, after the ring */
};

struct virtq_used {
  uint16_t flags;
  uint16_t idx;
  struct {
    uint32_t id;
    uint32_t len;
  } ring[];
};

static void barrier(void) { __sync_synchronize(); }

bool virtqueue_init(struct virtqueue *queue, uint16_t size) {
  if (size > VIRTQUEUE_SIZE_MAX) {
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
  return true;
}

void virtqueue_describe(struct virtqueue *queue, uint16_t number, const volatile void *bytes, size_t count,
                        uint16_t flags) {
  queue->desc[number] = (struct virtq_desc){
      .addr = (uint32_t)bytes,
      .len = count,
      .flags = flags,
      .next = (uint16_t)(number + 1),
  };
}

void virtqueue_offer(struct virtqueue *queue, uint16_t head) {
  uint16_t idx = queue->avail->idx;
  queue->avail->ring[idx % queue->size] = head;
  barrier();
  queue->avail->idx = idx + 1;
  barrier();
}

bool virtqueue_take_back(struct virtqueue *queue, uint32_t *head, size_t *written) {
  if (queue->last_used == queue->used->idx) {
    return false;
  }
  barrier();
  uint16_t at = queue->last_used++ % queue->size;
  *head = queue->used->ring[at].id;
  *written = queue->used->ring[at].len;
  return true;
}
