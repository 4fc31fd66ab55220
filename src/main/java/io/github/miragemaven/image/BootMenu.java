package io.github.miragemaven.image;

import java.util.List;
import java.util.Optional;

/**
 * The {@code menu.lst} of GRUB 0.97, which PV-GRUB reads: the entries to boot and which of them
 * starts by itself (GNU GRUB Manual 0.97, chapters 5 and 13).
 *
 * @param defaultEntry the entry that starts by itself, counted from 0
 * @param timeout the seconds until it does
 * @param entries the entries in their order
 */
public record BootMenu(int defaultEntry, int timeout, List<Entry> entries) {

  /** Where GRUB 0.97 looks for it. */
  public static final String FILE = "/boot/grub/menu.lst";

  /** The longest line that GRUB 0.97 reads whole (NEW_HEAPSIZE in stage2/shared.h). */
  private static final int LONGEST_LINE = 1500;

  /** The longest command line a Xen guest is started with (MAX_GUEST_CMDLINE in public/xen.h). */
  private static final int LONGEST_COMMAND_LINE = 1024 - 1;

  /** Copies the entries; the default is one of them. */
  public BootMenu {
    entries = List.copyOf(entries);
    if (defaultEntry < 0 || defaultEntry >= entries.size()) {
      throw new IllegalArgumentException("There is no entry " + defaultEntry);
    }
    if (timeout < 0) {
      throw new IllegalArgumentException("A timeout is 0 or more seconds, not " + timeout);
    }
  }

  /** The menu with one entry that starts what the settings say, from this device. */
  static BootMenu of(String root, ImageSettings settings) throws ImageException {
    return new BootMenu(
        0,
        settings.boot().timeout(),
        List.of(
            Entry.of(
                settings.boot().title(),
                root,
                ImageContent.kernelPath(settings.boot().gzip()),
                CommandLine.of(settings.boot().arguments()))));
  }

  /**
   * One thing to boot.
   *
   * @param title what the menu shows
   * @param root the device that the kernel's path is on, in GRUB's notation: {@code (hd0)}
   * @param kernel the kernel's absolute path on that device
   * @param arguments what follows the path, or nothing
   */
  public record Entry(String title, String root, String kernel, String arguments) {

    /** Refuses a title or arguments that would break the file. */
    public static Entry of(String title, String root, String kernel, String arguments)
        throws ImageException {
      refuse("title", title, flawInTitle(title));
      refuse("boot arguments", arguments, flawInArguments(arguments));
      return new Entry(title, root, kernel, arguments);
    }

    /** Whether this text can be an entry's title. */
    public static boolean isTitle(String title) {
      return flawInTitle(title).isEmpty();
    }

    private static Optional<String> flawInTitle(String title) {
      if (title.isBlank()) {
        return Optional.of("is empty");
      }
      if (title.startsWith("=")) {
        return Optional.of("starts with =, which GRUB takes for a space");
      }
      return flaw(title, LONGEST_LINE - "title ".length());
    }

    private static Optional<String> flawInArguments(String arguments) {
      return arguments.isEmpty() ? Optional.empty() : flaw(arguments, LONGEST_COMMAND_LINE);
    }

    private static Optional<String> flaw(String text, int longest) {
      if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
        return Optional.of("holds a line break or another control character");
      }
      if (text.chars().anyMatch(c -> c > '~')) {
        return Optional.of("holds a character that is not ASCII");
      }
      if (!text.equals(text.strip())) {
        return Optional.of("starts or ends with a space");
      }
      if (text.endsWith("\\")) {
        return Optional.of("ends with a backslash, which joins the next line to it");
      }
      if (text.length() > longest) {
        return Optional.of(
            "is " + text.length() + " characters long, and " + longest + " are read at most");
      }
      return Optional.empty();
    }

    private static void refuse(String what, String value, Optional<String> flaw)
        throws ImageException {
      if (flaw.isPresent()) {
        throw new ImageException(
            "The %s \"%s\" %s, so GRUB would not read menu.lst as meant.%nChange %s."
                .formatted(
                    what,
                    value.replaceAll("\\p{Cntrl}", "?"),
                    flaw.get(),
                    what.equals("title")
                        ? "<title> (-Dmirage.image.title=...)"
                        : "<bootArguments> (-Dmirage.argument.NAME=...)"));
      }
    }
  }

  /** The file's text, ASCII with a line feed after each line. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("default ").append(defaultEntry).append('\n');
    text.append("timeout ").append(timeout).append('\n');
    for (Entry entry : entries) {
      text.append("\ntitle ").append(entry.title).append('\n');
      text.append("root ").append(entry.root).append('\n');
      text.append("kernel ").append(entry.kernel);
      text.append(entry.arguments.isEmpty() ? "" : " " + entry.arguments).append('\n');
    }
    return text.toString();
  }
}
