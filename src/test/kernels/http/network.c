#include "network.h"

#include "memory.h"

#include "packets.h"
#include "tcp.h"

static const uint8_t broadcast[MAC_BYTES] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff};

static uint8_t our_mac[MAC_BYTES];
static uint32_t our_address;
static uint16_t identification;

uint32_t network_address(void) { return our_address; }

static void ethernet_send(const uint8_t to[MAC_BYTES], uint16_t ethertype, size_t payload_bytes) {
  struct ethernet *ethernet = (void *)virtio_net_frame();
  memcpy(ethernet->destination, to, MAC_BYTES);
  memcpy(ethernet->source, our_mac, MAC_BYTES);
  ethernet->ethertype = swap16(ethertype);
  virtio_net_send(sizeof *ethernet + payload_bytes);
}

static void arp_send(uint16_t operation, const uint8_t to[MAC_BYTES], uint32_t target_address) {
  struct arp *arp = (void *)(virtio_net_frame() + sizeof(struct ethernet));
  *arp = (struct arp){
      .hardware = swap16(ARP_ETHERNET),
      .protocol = swap16(ETHERTYPE_IPV4),
      .hardware_length = MAC_BYTES,
      .protocol_length = sizeof arp->sender_address,
      .operation = swap16(operation),
      .sender_address = swap32(our_address),
      .target_address = swap32(target_address),
  };
  memcpy(arp->sender_mac, our_mac, MAC_BYTES);
  memcpy(arp->target_mac, to, MAC_BYTES);
  ethernet_send(to, ETHERTYPE_ARP, sizeof *arp);
}

void network_init(const uint8_t mac[MAC_BYTES], uint32_t address) {
  memcpy(our_mac, mac, MAC_BYTES);
  our_address = address;
  arp_send(ARP_REQUEST, broadcast, address);
}

static void arp_input(const uint8_t *packet, size_t bytes) {
  const struct arp *arp = (const void *)packet;
  if (bytes >= sizeof *arp && arp->hardware == swap16(ARP_ETHERNET)
      && arp->protocol == swap16(ETHERTYPE_IPV4) && arp->operation == swap16(ARP_REQUEST)
      && arp->target_address == swap32(our_address)) {
    arp_send(ARP_REPLY, arp->sender_mac, swap32(arp->sender_address));
  }
}

uint32_t network_sum(uint32_t sum, const void *bytes, size_t count) {
  const uint8_t *byte = bytes;
  for (size_t i = 0; i < count; i++) {
    sum += i % 2 == 0 ? (uint32_t)byte[i] << 8 : byte[i];
  }
  return sum;
}

uint32_t network_pseudo_header_sum(uint32_t remote, uint8_t protocol, size_t bytes) {
  return (remote >> 16) + (remote & 0xffff) + (our_address >> 16) + (our_address & 0xffff) + protocol
         + (uint32_t)bytes;
}

uint16_t network_checksum(uint32_t sum) {
  while (sum >> 16 != 0) {
    sum = (sum & 0xffff) + (sum >> 16);
  }
  return swap16((uint16_t)~sum);
}

uint8_t *network_payload(void) {
  return virtio_net_frame() + sizeof(struct ethernet) + sizeof(struct ipv4);
}

void network_send(const struct peer *peer, uint8_t protocol, size_t bytes) {
  struct ipv4 *ipv4 = (void *)(virtio_net_frame() + sizeof(struct ethernet));
  *ipv4 = (struct ipv4){
      .version_ihl = IPV4_VERSION_4 | IPV4_WORDS_WITHOUT_OPTIONS,
      .total_length = swap16((uint16_t)(sizeof *ipv4 + bytes)),
      .identification = swap16(identification++),
      .flags_fragment = swap16(IPV4_DONT_FRAGMENT),
      .time_to_live = IPV4_TIME_TO_LIVE,
      .protocol = protocol,
      .source = swap32(our_address),
      .destination = swap32(peer->address),
  };
  ipv4->checksum = network_checksum(network_sum(0, ipv4, sizeof *ipv4));
  ethernet_send(peer->mac, ETHERTYPE_IPV4, sizeof *ipv4 + bytes);
}

static void icmp_input(const struct peer *peer, const uint8_t *packet, size_t bytes) {
  const struct icmp *request = (const void *)packet;
  if (bytes < sizeof *request || bytes > IPV4_PAYLOAD_MAX || request->type != ICMP_ECHO
      || network_checksum(network_sum(0, packet, bytes)) != 0) {
    return;
  }
  struct icmp *reply = (void *)network_payload();
  memcpy(reply, packet, bytes);
  reply->type = ICMP_ECHO_REPLY;
  reply->checksum = 0;
  reply->checksum = network_checksum(network_sum(0, reply, bytes));
  network_send(peer, PROTOCOL_ICMP, bytes);
}

/* Fragments are left alone: peers on this link have no need to make any. */
static void ipv4_input(const uint8_t *source_mac, const uint8_t *packet, size_t bytes) {
  const struct ipv4 *ipv4 = (const void *)packet;
  if (bytes < sizeof *ipv4) {
    return;
  }
  size_t header = (ipv4->version_ihl & 0xf) * sizeof(uint32_t);
  size_t total = swap16(ipv4->total_length);
  if ((ipv4->version_ihl & 0xf0) != IPV4_VERSION_4 || header < sizeof *ipv4 || total < header
      || total > bytes || network_checksum(network_sum(0, packet, header)) != 0
      || swap16(ipv4->flags_fragment) & IPV4_MORE_FRAGMENTS_OR_OFFSET
      || ipv4->destination != swap32(our_address)) {
    return;
  }
  struct peer peer = {.address = swap32(ipv4->source)};
  memcpy(peer.mac, source_mac, MAC_BYTES);
  if (ipv4->protocol == PROTOCOL_ICMP) {
    icmp_input(&peer, packet + header, total - header);
  } else if (ipv4->protocol == PROTOCOL_TCP) {
    tcp_input(&peer, packet + header, total - header);
  }
}

void network_input(const uint8_t *frame, size_t bytes) {
  const struct ethernet *ethernet = (const void *)frame;
  if (bytes < sizeof *ethernet) {
    return;
  }
  const uint8_t *payload = frame + sizeof *ethernet;
  bytes -= sizeof *ethernet;
  if (ethernet->ethertype == swap16(ETHERTYPE_ARP)) {
    arp_input(payload, bytes);
  } else if (ethernet->ethertype == swap16(ETHERTYPE_IPV4)) {
    ipv4_input(ethernet->source, payload, bytes);
  }
}
