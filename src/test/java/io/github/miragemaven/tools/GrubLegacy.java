package io.github.miragemaven.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A disk image as the shell of GRUB 0.97, the base of PV-GRUB, reads it.
 *
 * @param image the image
 * @param drive GRUB's name of the drive
 * @param root GRUB's name of the file system's device
 */
public record GrubLegacy(Path image, String drive, String root) {

  /** An unpartitioned disk: unpatched GRUB 0.97 accepts one only as a floppy. */
  public static GrubLegacy wholeDisk(Path image) {
    return new GrubLegacy(image, "(fd0)", "(fd0)");
  }

  /** The first partition of a disk. */
  public static GrubLegacy firstPartition(Path image) {
    return new GrubLegacy(image, "(hd0)", "(hd0,0)");
  }

  /** Runs commands in the shell, and returns its output with the prompts. */
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

  /** Reads a text file in the image. */
  public String text(String path) throws IOException, InterruptedException {
    String command = "grub> cat " + path + "\n";
    String output = run("cat " + path);
    assertThat(output).contains(command).doesNotContain("Error ");
    int start = output.indexOf(command) + command.length();
    return output.substring(start, output.indexOf("\ngrub> ", start) + 1);
  }

  /** Reads a file twice, and fails if it is missing or the contents differ. */
  public void readWhole(String path) throws IOException, InterruptedException {
    assertThat(run("cmp " + path + " " + path))
        .contains("grub> cmp " + path + " " + path + "\ngrub> quit");
  }
}
