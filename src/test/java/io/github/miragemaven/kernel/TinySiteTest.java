package io.github.miragemaven.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.miragemaven.archive.ArchiveSettings;
import io.github.miragemaven.archive.ArchiveStep;
import io.github.miragemaven.archive.SiteArchive;
import io.github.miragemaven.image.DiskImageWriter;
import io.github.miragemaven.image.ImageSettings;
import io.github.miragemaven.image.grub.GrubParts;
import io.github.miragemaven.incremental.BuildState;
import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.progress.RecordedProgress;
import io.github.miragemaven.site.StaticSite;
import io.github.miragemaven.tools.RealTool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the test kernel that serves pages with a site archive on a virtio disk. The site is on a
 * disk as {@code mirage:image} writes it, from which GRUB boots the kernel.
 */
class TinySiteTest {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final int CHUNK = 65_536;

  @TempDir static Path directory;
  private static Path site;
  private static byte[] archive;
  private static TinyMachine machine;
  private static int port;

  @BeforeAll
  static void serveSite() throws Exception {
    site = Files.createDirectories(directory.resolve("site"));
    write("index.html", "<h1>Home</h1>".getBytes(StandardCharsets.UTF_8));
    write("posts/hello/index.html", "<h1>Hello</h1>".getBytes(StandardCharsets.UTF_8));
    write("404.html", "<h1>Nothing here</h1>".getBytes(StandardCharsets.UTF_8));
    write("style.css", "h1 { color: teal }\n".repeat(10_000).getBytes(StandardCharsets.UTF_8));
    write("with space/ü.txt", "ä".getBytes(StandardCharsets.UTF_8));
    write("empty.txt", new byte[0]);
    write("two-chunks.bin", random(2 * CHUNK));
    write("large.bin", random(3_000_001));
    write("damaged.bin", random(1_000));
    write("damaged-later.bin", random(3 * CHUNK));
    archive = archive();
    byte[] damaged = archive.clone();
    damage(damaged, content("damaged.bin"));
    byte[] later = content("damaged-later.bin");
    damage(damaged, Arrays.copyOfRange(later, CHUNK, 2 * CHUNK));
    port = TinyMachine.freePort();
    machine = TinyMachine.boot(devices(image(damaged), port));
    assertThat(machine.linesTo("listening on "))
        .contains(
            "site: files in the archive on the disk: 10",
            "site: this test kernel stands in for a MirageOS unikernel, and serves plain files"
                + " only");
  }

  @AfterAll
  static void stopMachine() throws IOException {
    if (machine != null) {
      machine.close();
    }
  }

  @Test
  void servesEveryFile() throws Exception {
    List<Path> files;
    try (Stream<Path> found = Files.walk(site)) {
      files =
          found
              .filter(Files::isRegularFile)
              .filter(file -> !file.getFileName().toString().startsWith("damaged"))
              .toList();
    }
    assertThat(files).hasSize(8);
    for (Path file : files) {
      HttpResponse<byte[]> response = get(site.toUri().relativize(file.toUri()).toASCIIString());

      assertThat(response.statusCode()).as("%s", file).isEqualTo(200);
      assertThat(response.body()).as("%s", file).isEqualTo(Files.readAllBytes(file));
    }
  }

  @Test
  void sendsTheHeaderLinesOfTheIndex() throws Exception {
    HttpResponse<byte[]> response = get("style.css");

    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(isType("text/css"));
    assertThat(response.headers().firstValue("Cache-Control")).isPresent();
  }

  @Test
  void servesIndexPagesAndRedirectsToThem() throws Exception {
    assertThat(get("").body()).isEqualTo(content("index.html"));
    assertThat(get("posts/hello/").body()).isEqualTo(content("posts/hello/index.html"));
    HttpResponse<byte[]> redirect = get("posts/hello?page=2");
    assertThat(redirect.statusCode()).isEqualTo(301);
    assertThat(redirect.headers().firstValue("Location")).hasValue("/posts/hello/?page=2");
  }

  @Test
  void answersForMissingFilesWithTheSitesPageForThem() throws Exception {
    for (String path : List.of("none", "posts/", "posts/hello/index.html/", "index.htm")) {
      HttpResponse<byte[]> response = get(path);

      assertThat(response.statusCode()).as(path).isEqualTo(404);
      assertThat(response.body()).as(path).isEqualTo(content("404.html"));
    }
  }

  @Test
  void answersHeadWithoutTheFile() throws Exception {
    HttpResponse<byte[]> response = request("HEAD", "large.bin", port);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(3_000_001);
    assertThat(response.body()).isEmpty();
  }

  @Test
  void answersWith500ForADamagedFile() throws Exception {
    assertThat(get("damaged.bin").statusCode()).isEqualTo(500);
    assertThat(get("index.html").statusCode()).isEqualTo(200);
  }

  @Test
  void resetsTheConnectionWhereALaterChunkIsDamaged() throws Exception {
    assertThatThrownBy(() -> get("damaged-later.bin")).isInstanceOf(IOException.class);
    assertThat(get("index.html").statusCode()).isEqualTo(200);
  }

  @Test
  void readsAnArchiveThatFillsTheDisk() throws Exception {
    int other = TinyMachine.freePort();
    try (TinyMachine guest = start(Files.write(file("bare"), archive), other)) {
      guest.linesTo("listening on ");

      assertThat(request("GET", "", other).body()).isEqualTo(content("index.html"));
    }
  }

  @Test
  void answersWith500IfTheIndexIsDamaged() throws Exception {
    byte[] damaged = archive.clone();
    damaged[5_000] ^= 1;
    assertUnusable(damaged, "the archive's index is damaged");
  }

  @Test
  void answersWith500IfTheEndIsMissing() throws Exception {
    assertUnusable(
        Arrays.copyOf(archive, archive.length - 4_096), "the archive is longer than its partition");
  }

  @Test
  void servesItsGreetingIfThereIsNoArchive() throws Exception {
    int other = TinyMachine.freePort();
    try (TinyMachine guest = start(partitioned(new byte[4_096]), other)) {
      assertThat(guest.linesTo("listening on "))
          .contains("site: a greeting at every path: no archive on the disk");
      assertThat(new String(request("GET", "", other).body(), StandardCharsets.UTF_8))
          .contains("tiny HTTP kernel");
    }
  }

  @Test
  void leavesNoBoundsUncheckedInDamagedIndexes() throws Exception {
    RealTool make = RealTool.require("make", "make");
    RealTool.require("gcc", "gcc");
    Path file = Files.write(file("checked"), archive);

    RealTool.Outcome outcome =
        make.run(
            Path.of("src/test/kernels").toAbsolutePath(),
            "check",
            "ARCHIVE=" + file,
            "BUILD=" + directory.resolve("build"));

    assertThat(outcome.exitCode()).as(outcome.text()).isZero();
  }

  private static void assertUnusable(byte[] archive, String problem) throws Exception {
    int other = TinyMachine.freePort();
    try (TinyMachine guest = start(partitioned(archive), other)) {
      assertThat(guest.linesTo("listening on "))
          .contains("site: every request is answered with 500: " + problem);
      assertThat(request("GET", "", other).statusCode()).isEqualTo(500);
    }
  }

  private static TinyMachine start(Path disk, int port) throws IOException {
    Path kernel = file("kernel");
    Files.write(kernel, SampleKernels.tiny("http.elf"));
    return TinyMachine.start(kernel, "", devices(disk, port));
  }

  private static String[] devices(Path disk, int port) {
    List<String> devices = new ArrayList<>(List.of(TinyMachine.network(port, ":80")));
    devices.addAll(List.of("-drive", "if=virtio,format=raw,file=" + disk));
    return devices.toArray(String[]::new);
  }

  /** Writes the disk image with the kernel and this archive. */
  private static Path image(byte[] archive) throws Exception {
    if (GrubParts.installed().isEmpty()) {
      throw RealTool.missing("GRUB 2 for BIOS is not installed: apt-get install grub-pc-bin");
    }
    Path file = Files.write(file("archive"), archive);
    SiteArchive content = new SiteArchive(file, archive.length, Sha256.ofFile(file), 10);
    Path kernel = Files.write(file("kernel"), SampleKernels.tiny("http.elf"));
    Path image = directory.resolve("site.img");
    ImageSettings settings =
        new ImageSettings(
            image,
            directory.resolve("work"),
            new ImageSettings.Boot("Site", 1, List.of(), true),
            new ImageSettings.FileSystem(4096, OptionalLong.empty()),
            Optional.empty(),
            List.of(),
            Instant.parse("2026-11-23T00:00:00Z"));
    new DiskImageWriter(new BuildState(directory.resolve("state")), new RecordedProgress())
        .write(KernelInspector.inspect(kernel), Optional.of(content), settings);
    return image;
  }

  private static byte[] archive() throws Exception {
    long files;
    try (Stream<Path> found = Files.walk(site)) {
      files = found.filter(Files::isRegularFile).count();
    }
    Path file = directory.resolve("site.archive");
    ArchiveSettings settings = new ArchiveSettings(file, Optional.empty());
    StaticSite finished = new StaticSite(site, files, 0, Sha256.of("site"));
    new ArchiveStep(finished, settings, new BuildState(directory.resolve("state"))).run();
    return Files.readAllBytes(file);
  }

  /** Writes a disk whose second partition contains this, with a master boot record. */
  private static Path partitioned(byte[] content) throws IOException {
    int sector = 512;
    int start = 2_048;
    ByteBuffer record = ByteBuffer.allocate(sector).order(ByteOrder.LITTLE_ENDIAN);
    record.put(446 + 4, (byte) 0x83).putInt(446 + 8, 1).putInt(446 + 12, start - 1);
    record
        .put(462 + 4, (byte) 0xda)
        .putInt(462 + 8, start)
        .putInt(462 + 12, content.length / sector);
    record.put(510, (byte) 0x55).put(511, (byte) 0xaa);
    Path disk = file("disk");
    try (FileChannel channel = FileChannel.open(disk, StandardOpenOption.WRITE)) {
      channel.write(record, 0);
      channel.write(ByteBuffer.wrap(content), (long) start * sector);
    }
    return disk;
  }

  /** Changes the last byte of this part of the archive. */
  private static void damage(byte[] archive, byte[] part) {
    int at =
        new String(archive, StandardCharsets.ISO_8859_1)
            .indexOf(new String(part, StandardCharsets.ISO_8859_1));
    assertThat(at).isPositive();
    archive[at + part.length - 1] ^= 1;
  }

  private static HttpResponse<byte[]> get(String path) throws Exception {
    return request("GET", path, port);
  }

  private static HttpResponse<byte[]> request(String method, String path, int port)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + "/" + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build();
    return CLIENT.send(request, BodyHandlers.ofByteArray());
  }

  private static Consumer<String> isType(String type) {
    return value -> assertThat(value).startsWith(type);
  }

  private static byte[] random(int bytes) {
    byte[] content = new byte[bytes];
    new Random(bytes).nextBytes(content);
    return content;
  }

  private static void write(String path, byte[] content) throws IOException {
    Path file = site.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static byte[] content(String path) throws IOException {
    return Files.readAllBytes(site.resolve(path));
  }

  private static Path file(String name) throws IOException {
    return Files.createTempFile(directory, name, "");
  }
}
