/*
 * The legacy PCI interface of virtio devices (Virtual I/O Device Version 1.2, section 4.1.4.10), which
 * QEMU's devices have. The devices never interrupt.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "virtqueue.h"

/* Transitional PCI device IDs (4.1.2.1) */
enum {
  VIRTIO_NETWORK = 0x1000,
  VIRTIO_BLOCK = 0x1001,
};

struct virtio_device {
  uint16_t port;     /* The first of its I/O ports */
  uint32_t features; /* That it offers */
};

/* Finds the first device with this ID, resets it and accepts these features; false if there is none. */
bool virtio_find(uint16_t id, uint32_t features, struct virtio_device *device);

/* Sets up a queue of at least this many descriptors; false if the device has none that can be used. */
bool virtio_queue(const struct virtio_device *device, uint16_t number, uint16_t least, struct virtqueue *queue);

/* Ends the initialization: tells the device to start, or that the driver has given up. */
void virtio_start(const struct virtio_device *device, bool usable);

/* Tells the device that the queue has new buffers. */
void virtio_notify(const struct virtio_device *device, uint16_t queue);

/* Returns a byte of the configuration that is specific to the type of device. */
uint8_t virtio_config(const struct virtio_device *device, uint16_t offset);
