package io.github.miragemaven.image;

import java.util.List;
import java.util.Optional;

/**
 * The {@code menu.lst} of GRUB 0.97, which PV-GRUB reads (GNU GRUB Manual 0.97, chapters 5 and 13).
 *
 * @param defaultEntry the zero-based index of the entry that is booted by default
 * @param timeout the seconds until the default entry is booted
 * @param entries the entries in menu order
 */
public record BootMenu(int defaultEntry, int timeout, List<Entry> entries) {

  /** The path at which GRUB 0.97 expects the file. */
  public static final String FILE = "/boot/grub/menu.lst";

  /** The longest line that GRUB 0.97 reads without truncation (NEW_HEAPSIZE in stage2/shared.h). */
  private static final int MAXIMUM_LINE = 1500;

  /** The longest command line of a Xen guest (MAX_GUEST_CMDLINE in public/xen.h). */
  private static final int MAXIMUM_COMMAND_LINE = 1024 - 1;

  /** Copies the entries and checks the default entry. */
  public BootMenu {
    entries = List.copyOf(entries);
    if (defaultEntry < 0 || defaultEntry >= entries.size()) {
      throw new IllegalArgumentException("There is no entry %s".formatted(defaultEntry));
    }
    if (timeout < 0) {
      throw new IllegalArgumentException(
          "A timeout is 0 or more seconds, not %s".formatted(timeout));
    }
  }

  /** Returns a menu with one entry, which boots the kernel from this device. */
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
   * A menu entry.
   *
   * @param title the title in the menu
   * @param root the device that the kernel's path is on, in GRUB's notation: {@code (hd0)}
   * @param kernel the kernel's absolute path on that device
   * @param arguments the kernel's command line, which may be empty
   */
  public record Entry(String title, String root, String kernel, String arguments) {

    /** Creates an entry after checking that GRUB can parse its title and arguments. */
    public static Entry of(String title, String root, String kernel, String arguments)
        throws ImageException {
      check("title", title, titleProblem(title));
      check("boot arguments", arguments, argumentsProblem(arguments));
      return new Entry(title, root, kernel, arguments);
    }

    /** Returns whether this text is valid as an entry's title. */
    public static boolean isTitle(String title) {
      return titleProblem(title).isEmpty();
    }

    private static Optional<String> titleProblem(String title) {
      if (title.isBlank()) {
        return Optional.of("is empty");
      }
      if (title.startsWith("=")) {
        return Optional.of("starts with =, which GRUB treats as a space");
      }
      return problem(title, MAXIMUM_LINE - "title ".length());
    }

    private static Optional<String> argumentsProblem(String arguments) {
      return arguments.isEmpty() ? Optional.empty() : problem(arguments, MAXIMUM_COMMAND_LINE);
    }

    private static Optional<String> problem(String text, int maximum) {
      if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
        return Optional.of("contains a line break or another control character");
      }
      if (text.chars().anyMatch(c -> c > '~')) {
        return Optional.of("contains a non-ASCII character");
      }
      if (!text.equals(text.strip())) {
        return Optional.of("starts or ends with a space");
      }
      if (text.endsWith("\\")) {
        return Optional.of("ends with a backslash, which joins the next line to it");
      }
      if (text.length() > maximum) {
        return Optional.of(
            "is " + text.length() + " characters long, but GRUB reads at most " + maximum);
      }
      return Optional.empty();
    }

    private static void check(String what, String value, Optional<String> problem)
        throws ImageException {
      if (problem.isPresent()) {
        throw new ImageException(
            "The %s \"%s\" %s, so GRUB would misread menu.lst.%nChange %s."
                .formatted(
                    what,
                    value.replaceAll("\\p{Cntrl}", "?"),
                    problem.get(),
                    what.equals("title")
                        ? "<title> (-Dmirage.image.title=...)"
                        : "<bootArguments> (-Dmirage.argument.NAME=...)"));
      }
    }
  }

  /** Returns the file's text: ASCII, each line ends with a line feed. */
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
