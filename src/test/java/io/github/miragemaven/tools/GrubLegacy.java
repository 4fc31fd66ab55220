package io.github.miragemaven.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk image as GRUB 0.97 reads it, which PV-GRUB is made of, through its shell.
 *
 * @param image the image
 * @param drive the drive it is to GRUB
 * @param root the device of its file system
 */
public record GrubLegacy(Path image, String drive, String root) {

  /** An unpartitioned disk: unless patched, GRUB 0.97 takes one only for a floppy. */
  public static GrubLegacy wholeDisk(Path image) {
    return new GrubLegacy(image, "(fd0)", "(fd0)");
  }

  /** The first partition of a disk. */
  public static GrubLegacy firstPartition(Path image) {
    return new GrubLegacy(image, "(hd0)", "(hd0,0)");
  }

  /** What the shell prints, with its prompts, when it is given these commands. */
  public String run(String commands) throws IOException, InterruptedException {
    Path grub = RealTool.require("grub", "grub-legacy").program();
    Path script = Files.createTempFile("grub", ".commands");
    try {
      Files.writeString(
          script, "device %s %s\nroot %s\n%s\nquit\n".formatted(drive, image, root, commands));
      return RealTool.require("sh", "dash")
          .run(script.getParent(), "-c", "\"$0\" --batch <\"$1\"", grub, script)
          .text();
    } finally {
      Files.delete(script);
    }
  }

  /** The text of a file in the image. */
  public String text(String path) throws IOException, InterruptedException {
    String command = "grub> cat " + path + "\n";
    String output = run("cat " + path);
    assertThat(output).contains(command).doesNotContain("Error ");
    int start = output.indexOf(command) + command.length();
    return output.substring(start, output.indexOf("\ngrub> ", start) + 1);
  }

  /** Reads a file twice, and fails if it is not there or anything differs. */
  public void readWhole(String path) throws IOException, InterruptedException {
    assertThat(run("cmp " + path + " " + path))
        .contains("grub> cmp " + path + " " + path + "\ngrub> quit");
  }
}
