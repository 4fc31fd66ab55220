/*
 * A kernel that boots as today's MirageOS kernels for Xen (Solo5's) do: by Multiboot in an HVM guest, by Xen itself
 * in a PVH guest. It prints its name and its command line on the PV console, turns interrupts on for a
 * while as Solo5 does, says what came of that, and ends the domain.
 *
 * The BIOS leaves the timer's interrupt at the vector of the exception #DF, so a loader that does not
 * mask the 8259 interrupt controllers makes it say "trap: type=#DF", where Solo5 dies of the same.
 */
#include <stdbool.h>

#include "boot.h"
#include "cpu.h"
#include "power.h"
#include "serial.h"
#include "traps.h"
#include "xen.h"

/* The timer of a PC interrupts every 55 ms when the BIOS has set it. */
enum { MILLISECONDS_INTERRUPTIBLE = 500 };

static _Noreturn void give_up(const char *why) {
  serial_init();
  serial_print("mirage-maven-plugin tiny Xen HVM kernel: ");
  serial_print(why);
  serial_print("\r\n");
  power_off();
}

static void stay_interruptible(void) {
  uint64_t end = rdtsc() + (uint64_t)xen_tsc_khz() * MILLISECONDS_INTERRUPTIBLE;
  __asm__ volatile("sti");
  while (rdtsc() < end) {
    relax();
  }
  __asm__ volatile("cli");
}

_Noreturn void trap(const char *exception) {
  xen_console_print("trap: type=");
  xen_console_print(exception);
  xen_console_print("\r\n");
  xen_power_off();
}

_Noreturn void kernel_main(uint32_t magic, const void *information) {
  traps_init();
  if (!xen_init()) {
    give_up("no Xen here");
  }
  if (!xen_console_init()) {
    give_up("this Xen gives no PV console");
  }
  xen_console_print("mirage-maven-plugin tiny Xen HVM kernel\r\ncommand line: ");
  xen_console_print(command_line(magic, information));
  xen_console_print("\r\n");
  stay_interruptible();
  xen_console_print("interrupts: enabled, no trap\r\n");
  xen_power_off();
}
