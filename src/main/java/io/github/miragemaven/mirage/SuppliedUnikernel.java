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
  private static final List<String> FILES =
      List.of(
          MirageDriver.CONFIG,
          "content_type.ml",
          "http.ml",
          "memory.ml",
          "static_site.ml",
          "unikernel.ml");

  private SuppliedUnikernel() {}

  /** Its files, by name; {@code config.ml} registers it by the given name. */
  static SortedMap<String, SourceFile> files(String unikernelName) throws IOException {
    SortedMap<String, SourceFile> files = new TreeMap<>();
    for (String file : FILES) {
      byte[] content =
          file.equals(MirageDriver.CONFIG) ? renamed(content(file), unikernelName) : content(file);
      Sha256 digest = Sha256.of(Sha256.digest().digest(content));
      files.put(file, new SourceFile(digest, copy -> Files.write(copy, content)));
    }
    return files;
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
