#include "virtio_pci.h"

#include "cpu.h"
#include "pci.h"

enum { VIRTIO_PCI_VENDOR = 0x1af4 };

/* Registers (4.1.4.10), relative to the first port */
enum {
  DEVICE_FEATURES = 0,
  DRIVER_FEATURES = 4,
  QUEUE_ADDRESS = 8,
  QUEUE_SIZE = 12,
  QUEUE_SELECT = 14,
  QUEUE_NOTIFY = 16,
  DEVICE_STATUS = 18,
  DEVICE_CONFIG = 20, /* Without MSI-X */
};

/* Device status (2.1) */
enum {
  RESET = 0,
  ACKNOWLEDGE = 1,
  DRIVER = 2,
  DRIVER_OK = 4,
  FAILED = 128,
};

/* The order is that of section 3.1.1, without the steps that legacy devices lack. */
bool virtio_find(uint16_t id, uint32_t features, struct virtio_device *device) {
  if (!pci_find(VIRTIO_PCI_VENDOR, id, &device->port)) {
    return false;
  }
  outb(device->port + DEVICE_STATUS, RESET);
  outb(device->port + DEVICE_STATUS, ACKNOWLEDGE);
  outb(device->port + DEVICE_STATUS, ACKNOWLEDGE | DRIVER);
  device->features = inl(device->port + DEVICE_FEATURES);
  outl(device->port + DRIVER_FEATURES, device->features & features);
  return true;
}

/* A legacy queue is configured by its address only, in units of its alignment (4.1.5.1.3.1). */
bool virtio_queue(const struct virtio_device *device, uint16_t number, uint16_t least, struct virtqueue *queue) {
  outw(device->port + QUEUE_SELECT, number);
  uint16_t size = inw(device->port + QUEUE_SIZE);
  if (size < least || !virtqueue_init(queue, size)) {
    return false;
  }
  outl(device->port + QUEUE_ADDRESS, (uint32_t)queue->memory / VIRTQUEUE_ALIGN);
  return true;
}

void virtio_start(const struct virtio_device *device, bool usable) {
  outb(device->port + DEVICE_STATUS, usable ? ACKNOWLEDGE | DRIVER | DRIVER_OK : FAILED);
}

void virtio_notify(const struct virtio_device *device, uint16_t queue) {
  outw(device->port + QUEUE_NOTIFY, queue);
}

uint8_t virtio_config(const struct virtio_device *device, uint16_t offset) {
  return inb(device->port + DEVICE_CONFIG + offset);
}
