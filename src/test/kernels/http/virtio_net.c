#include "virtio_net.h"

#include "cpu.h"
#include "pci.h"
#include "virtqueue.h"

/* Virtual I/O Device Version 1.2, by OASIS: transitional PCI device ID (4.1.2.1) */
enum {
  VIRTIO_PCI_VENDOR = 0x1af4,
  VIRTIO_PCI_NETWORK = 0x1000,
};

/* Registers of the legacy interface (4.1.4.10), relative to the first port */
enum {
  DEVICE_FEATURES = 0,
  DRIVER_FEATURES = 4,
  QUEUE_ADDRESS = 8,
  QUEUE_SIZE = 12,
  QUEUE_SELECT = 14,
  QUEUE_NOTIFY = 16,
  DEVICE_STATUS = 18,
  DEVICE_CONFIG = 20, /* Without MSI-X; a network device's begins with its MAC (5.1.4) */
};

/* Device status (2.1), feature (5.1.3) and queues (5.1.2) */
enum {
  RESET = 0,
  ACKNOWLEDGE = 1,
  DRIVER = 2,
  DRIVER_OK = 4,
  FAILED = 128,
  VIRTIO_NET_F_MAC = 1 << 5,
  VIRTIO_F_EVENT_IDX = 1 << 29,
  RECEIVEQ = 0,
  TRANSMITQ = 1,
};

static uint16_t port;
static uint32_t offered; /* The device's features */
static struct virtqueue receiveq;
static struct virtqueue transmitq;
static unsigned held; /* The received buffer that is being looked at */
static bool holding;
static unsigned next; /* The buffer to send next; they take turns. */

/* Queues are set up by their address alone, in units of their alignment (4.1.5.1.3.1). */
static bool queue_init(uint16_t number, struct virtqueue *queue, bool device_writes) {
  outw(port + QUEUE_SELECT, number);
  if (!virtqueue_init(queue, inw(port + QUEUE_SIZE), device_writes)) {
    return false;
  }
  outl(port + QUEUE_ADDRESS, (uint32_t)queue->memory / VIRTQUEUE_ALIGN);
  return true;
}

/* The order of steps is that of section 3.1.1, without those that legacy devices lack. */
bool virtio_net_init(uint8_t mac[MAC_BYTES]) {
  if (!pci_find(VIRTIO_PCI_VENDOR, VIRTIO_PCI_NETWORK, &port)) {
    return false;
  }
  outb(port + DEVICE_STATUS, RESET);
  outb(port + DEVICE_STATUS, ACKNOWLEDGE);
  outb(port + DEVICE_STATUS, ACKNOWLEDGE | DRIVER);
  offered = inl(port + DEVICE_FEATURES);
  bool has_mac = offered & VIRTIO_NET_F_MAC;
  outl(port + DRIVER_FEATURES, VIRTIO_NET_F_MAC);
  if (!has_mac || !queue_init(RECEIVEQ, &receiveq, true) || !queue_init(TRANSMITQ, &transmitq, false)) {
    outb(port + DEVICE_STATUS, FAILED);
    return false;
  }
  for (int i = 0; i < MAC_BYTES; i++) {
    mac[i] = inb(port + DEVICE_CONFIG + i);
  }
  outb(port + DEVICE_STATUS, ACKNOWLEDGE | DRIVER | DRIVER_OK);
  for (unsigned buffer = 0; buffer < VIRTQUEUE_BUFFERS; buffer++) {
    virtqueue_offer(&receiveq, buffer, FRAME_MAX);
  }
  outw(port + QUEUE_NOTIFY, RECEIVEQ);
  return true;
}

bool virtio_net_offers_event_index(void) { return offered & VIRTIO_F_EVENT_IDX; }

size_t virtio_net_receive(const uint8_t **frame) {
  if (holding) {
    virtqueue_offer(&receiveq, held, FRAME_MAX);
    outw(port + QUEUE_NOTIFY, RECEIVEQ);
  }
  size_t bytes;
  holding = virtqueue_take_back(&receiveq, &held, &bytes);
  if (!holding || bytes > FRAME_MAX) {
    return 0;
  }
  *frame = receiveq.buffers[held];
  return bytes;
}

uint8_t *virtio_net_frame(void) {
  unsigned buffer;
  size_t bytes;
  do {
    while (virtqueue_take_back(&transmitq, &buffer, &bytes)) {
    }
  } while (virtqueue_is_offered(&transmitq, next));
  return transmitq.buffers[next];
}

void virtio_net_send(size_t bytes) {
  virtqueue_offer(&transmitq, next, bytes);
  next = (next + 1) % VIRTQUEUE_BUFFERS;
  outw(port + QUEUE_NOTIFY, TRANSMITQ);
}
