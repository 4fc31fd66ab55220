#include "xen.h"

#include "cpu.h"

/* arch-x86/cpuid.h; the headers count leaves from 1 */
enum {
  XEN_CPUID_FIRST_LEAF = 0x40000000,
  XEN_CPUID_LAST_PLACE = 0x4000ff00, /* Other interfaces may come first, 0x100 leaves each. */
  XEN_CPUID_SIGNATURE_EBX = 0x566e6558,
  XEN_CPUID_SIGNATURE_ECX = 0x65584d4d,
  XEN_CPUID_SIGNATURE_EDX = 0x4d4d566e,
  LEAF_HYPERCALL = 2, /* "Leaf 3": EBX is the MSR that takes the hypercall page's address. */
  LEAF_TIME = 3,      /* "Leaf 4", sub-leaf 0: ECX is the counter's frequency in kHz. */
};

/* Of a Xen that does not tell: more than any, so that waiting takes long enough. */
enum { TSC_KHZ_UNKNOWN = 5000000 };

/* Hypercalls and their commands: xen.h, sched.h, event_channel.h, hvm/hvm_op.h, hvm/params.h */
enum {
  HYPERVISOR_SCHED_OP = 29,
  SCHEDOP_YIELD = 0,
  SCHEDOP_SHUTDOWN = 2,
  SHUTDOWN_POWEROFF = 0,
  HYPERVISOR_EVENT_CHANNEL_OP = 32,
  EVTCHNOP_SEND = 4,
  HYPERVISOR_HVM_OP = 34,
  HVMOP_GET_PARAM = 1,
  HVM_PARAM_CONSOLE_PFN = 17,
  HVM_PARAM_CONSOLE_EVTCHN = 18,
  DOMID_SELF = 0x7ff0,
};

struct sched_shutdown {
  uint32_t reason;
};

struct evtchn_send {
  uint32_t port;
};

struct xen_hvm_param {
  uint16_t domid;
  uint32_t index;
  uint64_t value;
};

/* io/console.h; the indexes run on freely, modulo 2^32. */
struct xencons_interface {
  char in[1024];
  char out[2048];
  uint32_t in_cons;
  uint32_t in_prod;
  uint32_t out_cons;
  uint32_t out_prod;
};

enum {
  PAGE_SHIFT = 12,
  HYPERCALL_STUB_BYTES = 32,
  /*
   * How often to yield, over the whole run, to a console that does not read what was written; then
   * the guest goes on all the same.
   */
  PATIENCE = 1 << 20,
};

static char hypercall_page[1 << PAGE_SHIFT] __attribute__((aligned(1 << PAGE_SHIFT)));
static uint32_t tsc_khz;
static volatile struct xencons_interface *console;
static struct evtchn_send console_event;
static int yields;

struct registers {
  uint32_t eax, ebx, ecx, edx;
};

static struct registers cpuid(uint32_t leaf) {
  struct registers r;
  __asm__ volatile("cpuid" : "=a"(r.eax), "=b"(r.ebx), "=c"(r.ecx), "=d"(r.edx) : "a"(leaf), "c"(0));
  return r;
}

static void wrmsr(uint32_t msr, uint64_t value) {
  __asm__ volatile("wrmsr" : : "c"(msr), "A"(value) : "memory");
}

/* Every hypercall here takes a command and its argument (arch-x86/xen-x86_32.h). */
static int32_t hypercall(int number, uint32_t command, void *argument) {
  uint32_t entry_then_result = (uint32_t)&hypercall_page[number * HYPERCALL_STUB_BYTES];
  __asm__ volatile("call *%0"
                   : "+a"(entry_then_result), "+b"(command), "+c"(argument)
                   :
                   : "edx", "esi", "edi", "memory", "cc");
  return (int32_t)entry_then_result;
}

bool xen_init(void) {
  for (uint32_t base = XEN_CPUID_FIRST_LEAF; base <= XEN_CPUID_LAST_PLACE; base += 0x100) {
    struct registers r = cpuid(base);
    if (r.ebx != XEN_CPUID_SIGNATURE_EBX || r.ecx != XEN_CPUID_SIGNATURE_ECX
        || r.edx != XEN_CPUID_SIGNATURE_EDX || r.eax < base + LEAF_HYPERCALL) {
      continue;
    }
    wrmsr(cpuid(base + LEAF_HYPERCALL).ebx, (uint32_t)hypercall_page);
    tsc_khz = r.eax >= base + LEAF_TIME ? cpuid(base + LEAF_TIME).ecx : 0;
    return true;
  }
  return false;
}

/* The parameter's value, or 0 where the domain has none. */
static uint64_t hvm_param(uint32_t index) {
  struct xen_hvm_param param = {.domid = DOMID_SELF, .index = index};
  return hypercall(HYPERVISOR_HVM_OP, HVMOP_GET_PARAM, &param) == 0 ? param.value : 0;
}

bool xen_console_init(void) {
  console = (void *)(uint32_t)(hvm_param(HVM_PARAM_CONSOLE_PFN) << PAGE_SHIFT);
  console_event.port = (uint32_t)hvm_param(HVM_PARAM_CONSOLE_EVTCHN);
  return console != 0;
}

/* Lets others run; false when patience is at an end. */
static bool yield(void) {
  if (yields == PATIENCE) {
    return false;
  }
  yields++;
  hypercall(HYPERVISOR_SCHED_OP, SCHEDOP_YIELD, 0);
  return true;
}

static void notify(void) {
  hypercall(HYPERVISOR_EVENT_CHANNEL_OP, EVTCHNOP_SEND, &console_event);
}

void xen_console_print(const char *text) {
  if (console == 0) {
    return;
  }
  while (*text != '\0') {
    uint32_t prod = console->out_prod;
    if (prod - console->out_cons < sizeof console->out) {
      console->out[prod % sizeof console->out] = *text++;
      console->out_prod = prod + 1; /* x86 keeps stores in order: no barrier. */
      continue;
    }
    notify();
    if (!yield()) {
      return;
    }
  }
  notify();
}

uint32_t xen_tsc_khz(void) { return tsc_khz != 0 ? tsc_khz : TSC_KHZ_UNKNOWN; }

_Noreturn void xen_power_off(void) {
  while (console != 0 && console->out_cons != console->out_prod && yield()) {
  }
  struct sched_shutdown shutdown = {.reason = SHUTDOWN_POWEROFF};
  hypercall(HYPERVISOR_SCHED_OP, SCHEDOP_SHUTDOWN, &shutdown);
  stop();
}
