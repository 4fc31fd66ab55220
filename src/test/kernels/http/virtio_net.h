/* A virtio network device, such as QEMU's virtio-net-pci. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  MAC_BYTES = 6,
  FRAME_MAX = 1514, /* Ethernet without its frame check sequence, which the device adds */
};

/* Finds and starts the first such device; false where there is none that can be used. */
bool virtio_net_init(uint8_t mac[MAC_BYTES]);

/* Whether the device offers VIRTIO_F_EVENT_IDX (6), which this driver does not use. */
bool virtio_net_offers_event_index(void);

/*
 * The next frame that came in, and its length; 0 where none is waiting. The frame stays until this is
 * called again.
 */
size_t virtio_net_receive(const uint8_t **frame);

/* Where to write the next frame to send, of up to FRAME_MAX bytes. */
uint8_t *virtio_net_frame(void);

/* Sends the frame that was written there. */
void virtio_net_send(size_t bytes);
