/*
 * A split virtqueue in the legacy layout (Virtual I/O Device Version 1.2, sections 2.7 and 2.7.2) with its
 * own buffers for network frames. Each buffer is offered to the device as a chain of two descriptors, as
 * legacy devices want the header apart (5.1.6.6).
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "virtio_net.h"

enum {
  VIRTQUEUE_ALIGN = 4096,
  VIRTQUEUE_BUFFERS = 64,
  VIRTQUEUE_SIZE_MAX = 1024, /* QEMU's largest */
};

/* struct virtio_net_hdr (5.1.6), as long as it is without VIRTIO_NET_F_MRG_RXBUF; all zero: nothing special. */
struct virtio_net_hdr {
  uint8_t flags;
  uint8_t gso_type;
  uint16_t hdr_len;
  uint16_t gso_size;
  uint16_t csum_start;
  uint16_t csum_offset;
};

struct virtqueue {
  /* Descriptors, available ring and used ring, for the largest size. */
  uint8_t memory[8 * VIRTQUEUE_ALIGN] __attribute__((aligned(VIRTQUEUE_ALIGN)));
  struct virtq_desc *desc;
  volatile struct virtq_avail *avail;
  volatile struct virtq_used *used;
  uint16_t size;
  uint16_t last_used;
  bool offered[VIRTQUEUE_BUFFERS];
  struct virtio_net_hdr headers[VIRTQUEUE_BUFFERS];
  uint8_t buffers[VIRTQUEUE_BUFFERS][(FRAME_MAX + 15) / 16 * 16];
};

/* Lays the queue out for a size that the device tells; false where that cannot be. */
bool virtqueue_init(struct virtqueue *queue, uint16_t size, bool device_writes);

/* Gives the device a buffer, with so many bytes to send or room for so many. The device is not told. */
void virtqueue_offer(struct virtqueue *queue, unsigned buffer, size_t bytes);

bool virtqueue_is_offered(const struct virtqueue *queue, unsigned buffer);

/* Takes a buffer that the device is done with, and how many bytes of a frame it wrote, if there is one. */
bool virtqueue_take_back(struct virtqueue *queue, unsigned *buffer, size_t *bytes);
