package io.github.miragemaven.image.grub;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The {@code grub.cfg} that starts a Multiboot kernel (GNU GRUB Manual 2.06, chapter 6).
 *
 * @param title the title in the menu
 * @param timeout the seconds until the kernel starts
 * @param kernel the kernel's absolute path
 * @param words the words of the kernel's command line
 * @param maskInterrupts whether both 8259 interrupt controllers are masked before the kernel starts
 */
public record GrubConfig(
    String title, int timeout, String kernel, List<String> words, boolean maskInterrupts) {

  /** The directory of GRUB's configuration. */
  public static final String DIRECTORY = "/boot/grub";

  /** The path of the file. */
  public static final String FILE = DIRECTORY + "/grub.cfg";

  /** The line that is printed first, before the menu's timeout. */
  public static final String LOADING = "GRUB reads its configuration";

  /** The line that is printed when the kernel is loaded; the kernel prints all lines after it. */
  public static final String STARTING = "Starting the kernel";

  /** The data ports of the first and the second 8259 (Intel 8259A data sheet: OCW1). */
  private static final List<String> MASK_EVERY_INTERRUPT =
      List.of("outb 0x21 0xff", "outb 0xa1 0xff");

  /** Copies the list. */
  public GrubConfig {
    words = List.copyOf(words);
  }

  /**
   * Returns the file's text. The menu is hidden to keep control sequences off the serial console;
   * Escape shows it during the timeout.
   */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add("echo " + quoted(LOADING));
    lines.add("set default=0");
    lines.add("set timeout=" + timeout);
    lines.add("set timeout_style=hidden");
    lines.add("");
    lines.add("menuentry " + quoted(title) + " {");
    lines.add("  echo " + quoted("Loading " + kernel));
    if (maskInterrupts) {
      MASK_EVERY_INTERRUPT.forEach(line -> lines.add("  " + line));
    }
    lines.add("  if multiboot " + kernel + commandLine() + "; then");
    lines.add("    echo " + quoted(STARTING));
    lines.add("  fi");
    lines.add("}");
    return String.join("\n", lines) + "\n";
  }

  private String commandLine() {
    return words.stream().map(word -> " " + quoted(word)).collect(Collectors.joining());
  }

  /**
   * Returns a text in single quotes, within which only the single quote is special (chapter 6.2).
   */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
