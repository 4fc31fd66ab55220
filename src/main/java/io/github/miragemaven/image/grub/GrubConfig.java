package io.github.miragemaven.image.grub;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The {@code grub.cfg} that starts a Multiboot kernel (GNU GRUB Manual 2.06, chapter 6).
 *
 * @param title what the menu shows
 * @param timeout the seconds until the kernel starts
 * @param kernel the kernel's absolute path
 * @param words the words of the kernel's command line
 * @param maskInterrupts whether both 8259 interrupt controllers are masked before the kernel starts
 */
public record GrubConfig(
    String title, int timeout, String kernel, List<String> words, boolean maskInterrupts) {

  /** The directory that GRUB looks for its configuration in. */
  public static final String DIRECTORY = "/boot/grub";

  /** The file's path. */
  public static final String FILE = DIRECTORY + "/grub.cfg";

  /** What is printed first, before the menu's time runs. */
  public static final String LOADING = "GRUB reads its configuration";

  /** What is printed when the loader has the kernel in memory; what follows is the kernel's own. */
  public static final String STARTING = "Starting the kernel";

  /** The data ports of the first and the second 8259 (Intel 8259A data sheet: OCW1). */
  private static final List<String> MASK_EVERY_INTERRUPT =
      List.of("outb 0x21 0xff", "outb 0xa1 0xff");

  /** Copies the words. */
  public GrubConfig {
    words = List.copyOf(words);
  }

  /**
   * The file's text. Without a menu on the screen the serial line stays free of control sequences;
   * Escape shows it within the timeout.
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

  /** Within single quotes everything stands for itself but the single quote (chapter 6.2). */
  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
