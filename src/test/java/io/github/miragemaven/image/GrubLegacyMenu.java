package io.github.miragemaven.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A {@code menu.lst} as GRUB 0.97 reads it (GNU GRUB Manual 0.97, chapters 5 and 13; its
 * stage2/stage2.c). Unlike GRUB, this reader fails on unknown commands and incomplete entries.
 *
 * @param defaultEntry the zero-based index of the entry that is booted by default
 * @param timeout the seconds until the default entry is booted
 * @param entries the entries in menu order
 */
public record GrubLegacyMenu(int defaultEntry, int timeout, List<Entry> entries) {

  /**
   * A menu entry.
   *
   * @param title the title in the menu
   * @param root the device, such as {@code (hd0)}
   * @param kernel the kernel's path on that device
   * @param arguments the kernel's command line, without the path
   */
  public record Entry(String title, String root, String kernel, String arguments) {}

  /** The commands allowed before the first title: sections 13.1 (menu only) and 13.2 (general). */
  private static final Set<String> BEFORE_TITLES =
      Set.of(
          ("default fallback hiddenmenu timeout bootp color device dhcp hide ifconfig pager partnew"
                  + " parttype password rarp serial setkey terminal terminfo tftpserver unhide")
              .split(" "));

  /** The commands allowed in an entry: sections 13.2 and 13.3 (entries and command line). */
  private static final Set<String> IN_ENTRIES =
      Set.of(
          ("bootp color device dhcp hide ifconfig pager partnew parttype password rarp serial"
                  + " setkey terminal terminfo tftpserver unhide blocklist boot cat chainloader cmp"
                  + " configfile debug displayapm displaymem embed find fstest geometry halt help"
                  + " impsprobe initrd install ioprobe kernel lock makeactive map md5crypt module"
                  + " modulenounzip pause quit read reboot root rootnoverify savedefault setup"
                  + " testload testvbe uppermem vbeprobe")
              .split(" "));

  /** The longest line that is not truncated: NEW_HEAPSIZE (stage2/shared.h). */
  private static final int MAXIMUM_LINE = 1500;

  private static final Pattern COMMAND = Pattern.compile("([^ =]+)[ =]*(.*)");

  /** The devices of disks (section 11.1). */
  private static final Pattern DEVICE = Pattern.compile("\\((fd|hd)\\d+(,\\d+(,[a-h])?)?\\)");

  private static final Pattern KERNEL = Pattern.compile("(/[^ ]+)(?: (.+))?");

  /** Parses the file; fails with a message about the first wrong line. */
  public static GrubLegacyMenu read(String text) {
    return new Reader().read(text);
  }

  private static final class Reader {

    private Optional<Integer> defaultEntry = Optional.empty();
    private Optional<Integer> timeout = Optional.empty();
    private Optional<String> title = Optional.empty();
    private Optional<String> root = Optional.empty();
    private Optional<Matcher> kernel = Optional.empty();
    private final List<Entry> entries = new ArrayList<>();

    GrubLegacyMenu read(String text) {
      check(text.endsWith("\n"), "The last line does not end", text);
      check(text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~')), "Not ASCII", text);
      for (String line : text.lines().toList()) {
        check(!line.endsWith("\\"), "Goes on in the next line", line);
        check(line.length() < MAXIMUM_LINE, "Cut off", line);
        String stripped = line.stripLeading();
        if (!stripped.isEmpty() && !stripped.startsWith("#")) {
          command(stripped);
        }
      }
      endEntry();
      check(!entries.isEmpty(), "No entry", text);
      int started = defaultEntry.orElse(0);
      check(started < entries.size(), "There is no such entry to start by default", text);
      check(timeout.isPresent(), "Without a timeout nothing starts by itself", text);
      return new GrubLegacyMenu(started, timeout.orElseThrow(), entries);
    }

    private void command(String line) {
      Matcher words = COMMAND.matcher(line);
      check(words.matches(), "No command", line);
      String name = words.group(1);
      String argument = words.group(2);
      if (name.equals("title")) {
        endEntry();
        check(!argument.isBlank(), "No title", line);
        title = Optional.of(argument);
      } else if (title.isEmpty()) {
        check(BEFORE_TITLES.contains(name), "Unknown before the first title", line);
        setting(name, argument, line);
      } else {
        check(IN_ENTRIES.contains(name), "Unknown in an entry", line);
        inEntry(name, argument, line);
      }
    }

    private void setting(String name, String argument, String line) {
      if (name.equals("default") || name.equals("timeout")) {
        check(argument.matches("\\d{1,9}"), "No number", line);
        Optional<Integer> number = Optional.of(Integer.valueOf(argument));
        if (name.equals("default")) {
          check(defaultEntry.isEmpty(), "A second default", line);
          defaultEntry = number;
        } else {
          check(timeout.isEmpty(), "A second timeout", line);
          timeout = number;
        }
      }
    }

    private void inEntry(String name, String argument, String line) {
      if (name.equals("root")) {
        check(root.isEmpty(), "A second root", line);
        check(DEVICE.matcher(argument).matches(), "No disk", line);
        root = Optional.of(argument);
      } else if (name.equals("kernel")) {
        check(root.isPresent(), "No root before it", line);
        check(kernel.isEmpty(), "A second kernel", line);
        Matcher words = KERNEL.matcher(argument);
        check(words.matches(), "No absolute path", line);
        kernel = Optional.of(words);
      }
    }

    private void endEntry() {
      title.ifPresent(
          name -> {
            check(root.isPresent(), "No root in the entry", name);
            check(kernel.isPresent(), "No kernel in the entry", name);
            Matcher words = kernel.orElseThrow();
            String arguments = Optional.ofNullable(words.group(2)).orElse("");
            entries.add(new Entry(name, root.orElseThrow(), words.group(1), arguments));
          });
      root = Optional.empty();
      kernel = Optional.empty();
    }

    private static void check(boolean valid, String problem, String where) {
      if (!valid) {
        throw new AssertionError(
            "GRUB 0.97 would not read this as meant. " + problem + ": " + where);
      }
    }
  }
}
