package io.github.miragemaven.local;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Serves a region until the process is killed; prints its URL. */
final class ServeRegion {

  private ServeRegion() {}

  /** Starts a process that serves the region in a directory, with this heap size. */
  static Process start(Path directory, String heap) throws IOException {
    String classPath =
        Stream.of(
                ServeRegion.class,
                LocalRegion.class,
                RegionServer.class,
                JsonMapper.class,
                JacksonException.class,
                JsonIgnore.class)
            .map(ServeRegion::location)
            .distinct()
            .collect(Collectors.joining(File.pathSeparator));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + heap,
            "-cp",
            classPath,
            ServeRegion.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public static void main(String[] arguments) throws Exception {
    try (LocalRegion region =
        LocalRegion.open(LocalRegionSettings.in(Path.of(arguments[0])).readyAfter(0))) {
      System.out.println(region.endpoint());
      Thread.sleep(Long.MAX_VALUE);
    }
  }
}
