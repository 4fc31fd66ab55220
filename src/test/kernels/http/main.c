/*
 * A Multiboot kernel that serves the site in the archive on a virtio disk by HTTP or, without one, a greeting at
 * every path. It needs a virtio network device. Its console is the first serial port.
 */
#include "archive.h"
#include "boot.h"
#include "clock.h"
#include "greeting.h"
#include "http.h"
#include "network.h"
#include "options.h"
#include "power.h"
#include "serial.h"
#include "tcp.h"
#include "text.h"
#include "traps.h"
#include "virtio_net.h"

/* After so many frames in a row there is time for the clock. */
enum { FRAMES_BETWEEN_TICKS = 256 };

static const char name[] = "mirage-maven-plugin tiny HTTP kernel";

static void print_line(const char *start, const char *rest) {
  serial_print(start);
  serial_print(rest);
  serial_print("\r\n");
}

_Noreturn void trap(const char *exception) {
  print_line("trap: type=", exception);
  power_off();
}

/* Prints a word of the command line. */
static void print_word(const char *word) {
  char buffer[256];
  struct text line = TEXT_IN(buffer);
  while (*word != ' ' && *word != '\0') {
    text_add_byte(&line, *word++);
  }
  print_line("wrong option: ", buffer);
}

static void print_network(const uint8_t mac[MAC_BYTES], const struct options *options) {
  char buffer[128];
  struct text line = TEXT_IN(buffer);
  for (int i = 0; i < MAC_BYTES; i++) {
    text_add_hex(&line, mac[i]);
    text_add(&line, i < MAC_BYTES - 1 ? ":" : ", ");
  }
  text_add_ipv4(&line, options->address);
  text_add_byte(&line, '/');
  text_add_number(&line, options->prefix_bits);
  text_add(&line, ", gateway ");
  text_add_ipv4(&line, options->gateway);
  if (virtio_net_offers_event_index()) {
    text_add(&line, ", event index");
  }
  print_line("network: ", buffer);

  line.length = 0;
  text_add_ipv4(&line, options->address);
  text_add_byte(&line, ':');
  text_add_number(&line, options->port);
  print_line("listening on ", buffer);
}

/* Opens the archive, and tells what is served. */
static void open_site(void) {
  const char *problem;
  enum archive_state state = archive_open(&problem);
  http_init(state);
  if (state == ARCHIVE_READY) {
    char buffer[64];
    struct text files = TEXT_IN(buffer);
    text_add_number(&files, archive_files());
    print_line("site: files in the archive on the disk: ", buffer);
    print_line("site: this test kernel stands in for a MirageOS unikernel, and serves plain files only", "");
  } else if (state == ARCHIVE_UNUSABLE) {
    print_line("site: every request is answered with 500: ", problem);
  } else if (problem != NULL) {
    print_line("site: a greeting at every path: ", problem);
  }
}

static _Noreturn void serve(void) {
  for (;;) {
    const uint8_t *frame;
    for (int frames = 0; frames < FRAMES_BETWEEN_TICKS; frames++) {
      size_t bytes = virtio_net_receive(&frame);
      if (bytes == 0) {
        break;
      }
      network_input(frame, bytes);
    }
    tcp_tick();
    clock_sleep();
  }
}

_Noreturn void kernel_main(uint32_t magic, const void *information) {
  const char *arguments = command_line(magic, information);
  struct options options;
  uint8_t mac[MAC_BYTES];
  traps_init();
  serial_init();
  print_line(name, "");
  print_line("command line: ", arguments);
  const char *wrong = options_read(arguments, &options);
  if (wrong != NULL) {
    print_word(wrong);
    print_line("right ones are such as --ipv4=10.0.2.15/24 --ipv4-gateway=10.0.2.2 --http=80", "");
    power_off();
  }
  if (!virtio_net_init(mac)) {
    print_line("no virtio network device here; QEMU has one with -nic user,model=virtio-net-pci", "");
    power_off();
  }
  greeting_init(name, arguments);
  open_site();
  clock_init();
  network_init(mac, options.address);
  tcp_init(options.port);
  print_network(mac, &options);
  serve();
}
