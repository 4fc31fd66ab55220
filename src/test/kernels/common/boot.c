#include "boot.h"

/* Multiboot Specification 0.6.96, sections 3.2 and 3.3 */
enum {
  MULTIBOOT_BOOTLOADER_MAGIC = 0x2BADB002,
  MULTIBOOT_INFO_CMDLINE = 1 << 2,
};

struct multiboot_info {
  uint32_t flags;
  uint32_t mem_lower;
  uint32_t mem_upper;
  uint32_t boot_device;
  uint32_t cmdline;
};

/* Xen's public headers, arch-x86/hvm/start_info.h */
enum { XEN_HVM_START_MAGIC_VALUE = 0x336ec578 };

struct hvm_start_info {
  uint32_t magic;
  uint32_t version;
  uint32_t flags;
  uint32_t nr_modules;
  uint64_t modlist_paddr;
  uint64_t cmdline_paddr;
};

const char *command_line(uint32_t magic, const void *information) {
  if (magic == MULTIBOOT_BOOTLOADER_MAGIC) {
    const struct multiboot_info *multiboot = information;
    if (multiboot->flags & MULTIBOOT_INFO_CMDLINE) {
      return (const char *)multiboot->cmdline;
    }
    return "";
  }
  const struct hvm_start_info *xen = information;
  if (xen->magic == XEN_HVM_START_MAGIC_VALUE && xen->cmdline_paddr != 0) {
    return (const char *)(uint32_t)xen->cmdline_paddr;
  }
  return "";
}
