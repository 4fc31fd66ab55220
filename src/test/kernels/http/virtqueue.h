/* A split virtqueue in the legacy layout (Virtual I/O Device Version 1.2, sections 2.7 and 2.7.2). */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  VIRTQUEUE_ALIGN = 4096,
  VIRTQUEUE_SIZE_MAX = 1024, /* QEMU's largest */
};

/* Flags of a descriptor (2.7.5) */
enum {
  VIRTQ_DESC_F_NEXT = 1,
  VIRTQ_DESC_F_WRITE = 2,
};

struct virtqueue {
  /* Descriptors, available ring and used ring, for the largest size */
  uint8_t memory[8 * VIRTQUEUE_ALIGN] __attribute__((aligned(VIRTQUEUE_ALIGN)));
  struct virtq_desc *desc;
  volatile struct virtq_avail *avail;
  volatile struct virtq_used *used;
  uint16_t size;
  uint16_t last_used;
};

/* Lays the queue out for the device's size; false if that is too large. */
bool virtqueue_init(struct virtqueue *queue, uint16_t size);

/* Sets a descriptor. With VIRTQ_DESC_F_NEXT the chain continues with the descriptor after it. */
void virtqueue_describe(struct virtqueue *queue, uint16_t number, const volatile void *bytes, size_t count,
                        uint16_t flags);

/* Gives the device the chain that starts with this descriptor. Does not notify the device. */
void virtqueue_offer(struct virtqueue *queue, uint16_t head);

/* Takes back a chain that the device is done with, and how many bytes it wrote; false if there is none. */
bool virtqueue_take_back(struct virtqueue *queue, uint32_t *head, size_t *written);
