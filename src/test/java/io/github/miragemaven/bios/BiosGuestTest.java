package io.github.miragemaven.bios;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.kernel.KernelInspector;
import io.github.miragemaven.xen.GuestRun;
import io.github.miragemaven.xen.TestImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("boot")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class BiosGuestTest {

  private static final String NAME = "mirage-maven-plugin tiny Multiboot kernel";
  private static final Pattern LOADER_WAITS = Pattern.compile("Press any key");

  @TempDir Path directory;

  @Test
  void startsTheKernelThroughTheLoaderOnTheDisk() throws Exception {
    assertThat(boot(image("-l", "*:info")).lines())
        .containsExactly(
            "GRUB reads its configuration",
            "  Booting `Blog'",
            "Loading /boot/mirage-os.gz",
            "Starting the kernel",
            NAME,
            "command line: -l *:info");
  }

  @Test
  void startsAKernelThatIsNotCompressedFromSmallBlocks() throws Exception {
    assertThat(boot(image("--http=80").uncompressed().withBlocksOf(1024)).lines())
        .contains("Loading /boot/mirage-os", NAME, "command line: --http=80");
  }

  @Test
  void givesTheKernelEveryWordOfItsArguments() throws Exception {
    assertThat(
            boot(image("--hello=good day", "say=\"hi\"", "it's", "\\o/", "$a;b{c}", "#")).lines())
        .contains("command line: \"--hello=good day\" say=\\\"hi\\\" it\\'s \\\\o/ $a;b{c} #");
  }

  @Test
  void givesAKernelWithoutArgumentsNone() throws Exception {
    assertThat(boot(image()).lines()).contains("command line: ");
  }

  @Test
  void loaderSaysThatTheKernelIsMissing() throws Exception {
    Path image = image().writtenTo(directory);
    overwrite(image, "multiboot /boot/mirage-os.gz", "multiboot /boot/mirage-no.gz");
    assertThat(new BiosMachine(directory).bootUntil(LOADER_WAITS, image).all())
        .contains("error: file `/boot/mirage-no.gz' not found.")
        .doesNotContain("Starting the kernel")
        .doesNotContain(NAME);
  }

  @Test
  void loaderSaysThatTheKernelIsDamaged() throws Exception {
    Path image = image().uncompressed().writtenTo(directory);
    overwrite(image, "\u0002\u00b0\u00ad\u001b", "\0\0\0\0");
    assertThat(new BiosMachine(directory).bootUntil(LOADER_WAITS, image).all())
        .contains("error: ")
        .doesNotContain(NAME);
  }

  private GuestRun.Text boot(TestImage image) throws Exception {
    return new BiosMachine(directory).boot(image.writtenTo(directory));
  }

  private static TestImage image(String... arguments) throws Exception {
    return TestImage.of(
        KernelInspector.inspect(Path.of("src/test/resources/kernels/multiboot.elf")), arguments);
  }

  private static void overwrite(Path image, String what, String with) throws Exception {
    String disk = Files.readString(image, StandardCharsets.ISO_8859_1);
    int at = disk.lastIndexOf(what);
    assertThat(at).isPositive();
    assertThat(with).hasSameSizeAs(what);
    String changed = disk.substring(0, at) + with + disk.substring(at + what.length());
    Files.writeString(image, changed, StandardCharsets.ISO_8859_1);
  }
}
