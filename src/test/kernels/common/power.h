/* The machine's power. */
#pragma once

/* Switches an emulated PC off, by ACPI. A machine of another make stays on and stands still. */
_Noreturn void power_off(void);
