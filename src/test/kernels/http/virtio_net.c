#include "virtio_net.h"

#include "virtio_pci.h"

/* Virtual I/O Device Version 1.2: features (5.1.3, 6) and queues (5.1.2) */
enum {
  VIRTIO_NET_F_MAC = 1 << 5,
  VIRTIO_F_EVENT_IDX = 1 << 29,
  RECEIVEQ = 0,
  TRANSMITQ = 1,
};

/* struct virtio_net_hdr (5.1.6), without VIRTIO_NET_F_MRG_RXBUF; all zero: no offloading */
struct virtio_net_hdr {
  uint8_t flags;
  uint8_t gso_type;
  uint16_t hdr_len;
  uint16_t gso_size;
  uint16_t csum_start;
  uint16_t csum_offset;
};

/* Legacy devices want the header in a descriptor before the frame's (5.1.6.6). */
enum {
  BUFFERS = 64,
  DESCRIPTORS_PER_BUFFER = 2,
};

struct frames {
  struct virtqueue queue;
  uint16_t write; /* VIRTQ_DESC_F_WRITE if the device writes the frames */
  bool offered[BUFFERS];
  struct virtio_net_hdr headers[BUFFERS];
  uint8_t buffers[BUFFERS][(FRAME_MAX + 15) / 16 * 16];
};

static struct virtio_device device;
static struct frames received;
static struct frames sent;
static unsigned held; /* The received buffer that the caller is reading */
static bool holding;
static unsigned next; /* The buffer to send next; they take turns. */

static void offer(struct frames *frames, unsigned buffer, size_t bytes) {
  uint16_t head = (uint16_t)(buffer * DESCRIPTORS_PER_BUFFER);
  struct virtio_net_hdr *header = &frames->headers[buffer];
  virtqueue_describe(&frames->queue, head, header, sizeof *header, frames->write | VIRTQ_DESC_F_NEXT);
  virtqueue_describe(&frames->queue, head + 1, frames->buffers[buffer], bytes, frames->write);
  frames->offered[buffer] = true;
  virtqueue_offer(&frames->queue, head);
}

/* Takes back a buffer, and how many bytes of a frame the device wrote to it. */
static bool take_back(struct frames *frames, unsigned *buffer, size_t *bytes) {
  uint32_t head;
  size_t written;
  if (!virtqueue_take_back(&frames->queue, &head, &written)) {
    return false;
  }
  *buffer = head / DESCRIPTORS_PER_BUFFER % BUFFERS;
  *bytes = written > sizeof(struct virtio_net_hdr) ? written - sizeof(struct virtio_net_hdr) : 0;
  frames->offered[*buffer] = false;
  return true;
}

bool virtio_net_init(uint8_t mac[MAC_BYTES]) {
  if (!virtio_find(VIRTIO_NETWORK, VIRTIO_NET_F_MAC, &device)) {
    return false;
  }
  uint16_t least = BUFFERS * DESCRIPTORS_PER_BUFFER;
  bool usable = device.features & VIRTIO_NET_F_MAC && virtio_queue(&device, RECEIVEQ, least, &received.queue)
                && virtio_queue(&device, TRANSMITQ, least, &sent.queue);
  for (uint16_t i = 0; i < MAC_BYTES; i++) {
    mac[i] = virtio_config(&device, i);
  }
  virtio_start(&device, usable);
  if (!usable) {
    return false;
  }
  received.write = VIRTQ_DESC_F_WRITE;
  for (unsigned buffer = 0; buffer < BUFFERS; buffer++) {
    offer(&received, buffer, FRAME_MAX);
  }
  virtio_notify(&device, RECEIVEQ);
  return true;
}

bool virtio_net_offers_event_index(void) { return device.features & VIRTIO_F_EVENT_IDX; }

size_t virtio_net_receive(const uint8_t **frame) {
  if (holding) {
    offer(&received, held, FRAME_MAX);
    virtio_notify(&device, RECEIVEQ);
  }
  size_t bytes;
  holding = take_back(&received, &held, &bytes);
  if (!holding || bytes > FRAME_MAX) {
    return 0;
  }
  *frame = received.buffers[held];
  return bytes;
}

uint8_t *virtio_net_frame(void) {
  unsigned buffer;
  size_t bytes;
  do {
    while (take_back(&sent, &buffer, &bytes)) {
    }
  } while (sent.offered[next]);
  return sent.buffers[next];
}

void virtio_net_send(size_t bytes) {
  offer(&sent, next, bytes);
  next = (next + 1) % BUFFERS;
  virtio_notify(&device, TRANSMITQ);
}
