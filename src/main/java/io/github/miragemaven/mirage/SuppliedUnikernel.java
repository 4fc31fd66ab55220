package io.github.miragemaven.mirage;

import io.github.miragemaven.incremental.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The static-site unikernel that comes with the plugin, for projects without sources of one. */
final class SuppliedUnikernel {

  /** The directory that its {@code config.ml} names as the site's. */
  static final String SITE_DIRECTORY = "htdocs";

  private static final String REGISTERED = "register \"site\"";
  private static final List<String> SERVER =
      List.of(
          "accept_encoding.ml",
          "byte_range.ml",
          "http.ml",
          "http_date.ml",
          "memory.ml",
          "precondition.ml",
          "redirect.ml",
          "response.ml",
          "site.ml",
          "static_site.ml",
          "unikernel.ml");
  private static final List<String> SITE_IN_KERNEL = List.of("content_type.ml", "kernel_site.ml");
  private static final List<String> SITE_ON_DISK =
      List.of("archive.ml", "archive_index.ml", "disk_site.ml");

  private SuppliedUnikernel() {}

  /**
   * The files of the unikernel that has the site inside, by name; {@code config.ml} registers it by
   * the given name.
   */
  static SortedMap<String, SourceFile> files(String unikernelName) throws IOException {
    return files(unikernelName, MirageDriver.CONFIG, SITE_IN_KERNEL);
  }

  /**
   * The files of the unikernel that reads the site from a disk, by name; {@code config.ml}
   * registers it by the given name.
   */
  static SortedMap<String, SourceFile> filesForSiteOnDisk(String unikernelName) throws IOException {
    return files(unikernelName, "config_disk.ml", SITE_ON_DISK);
  }

  private static SortedMap<String, SourceFile> files(
      String unikernelName, String config, List<String> ownFiles) throws IOException {
    SortedMap<String, SourceFile> files = new TreeMap<>();
    files.put(MirageDriver.CONFIG, sourceFile(renamed(content(config), unikernelName)));
    for (List<String> names : List.of(SERVER, ownFiles)) {
      for (String name : names) {
        files.put(name, sourceFile(content(name)));
      }
    }
    return files;
  }

  private static SourceFile sourceFile(byte[] content) {
    return new SourceFile(
        Sha256.of(Sha256.digest().digest(content)), copy -> Files.write(copy, content));
  }

  /**
   * Rejects versions of Mirage that cannot compile it, and site directories that it does not read.
   */
  static void check(MirageVersion version, ConfigureSettings settings) throws MirageException {
    if (!version.isAtLeast(4, 9, 0)) {
      throw new MirageException(
          "The unikernel that comes with the plugin needs Mirage 4.9 or newer, and this is %s.\nUpgrade (opam upgrade mirage), or add your own unikernel, with a config.ml in src/main/mirage."
              .formatted(version));
    }
    if (!settings.layout().siteDirectory().equals(SITE_DIRECTORY)) {
      throw new MirageException(
          "<siteDirectory> is '%s', but the unikernel that comes with the plugin reads %s.\nRemove <siteDirectory>, or add your own unikernel, with a config.ml in src/main/mirage."
              .formatted(settings.layout().siteDirectory(), SITE_DIRECTORY));
    }
  }

  /**
   * Mirage's option {@code -o} would also rename the kernel, but it creates an OCaml module with
   * the name, and most artifact ids are not valid module names.
   */
  private static byte[] renamed(byte[] config, String unikernelName) {
    String text = new String(config, StandardCharsets.UTF_8);
    if (!text.contains(REGISTERED)) {
      throw new AssertionError("The supplied config.ml has no " + REGISTERED);
    }
    return text.replace(REGISTERED, "register \"" + unikernelName + "\"")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] content(String file) throws IOException {
    try (InputStream in = SuppliedUnikernel.class.getResourceAsStream("unikernel/" + file)) {
      if (in == null) {
        throw new AssertionError("The plugin's jar lacks unikernel/" + file);
      }
      return in.readAllBytes();
    }
  }
}
