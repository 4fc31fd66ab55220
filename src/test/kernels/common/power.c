#include "power.h"

#include "cpu.h"

/*
 * ACPI's PM1a control register where emulators put it; the value sets SLP_EN with sleep type 0, which
 * is their S5, "off".
 */
enum {
  PM1A_CNT_QEMU = 0x604,
  PM1A_CNT_XEN = 0xb004,
  PM1_SLP_EN = 0x2000,
};

_Noreturn void power_off(void) {
  outw(PM1A_CNT_QEMU, PM1_SLP_EN);
  outw(PM1A_CNT_XEN, PM1_SLP_EN);
  stop();
}
