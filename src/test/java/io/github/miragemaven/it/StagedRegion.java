package io.github.miragemaven.it;

import io.github.miragemaven.aws.AccessKey;
import io.github.miragemaven.local.LocalRegion;
import io.github.miragemaven.local.LocalRegionSettings;
import io.github.miragemaven.local.fault.Faults;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Properties;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * A local region that a build under {@code src/it} takes for one of AWS's: it has a real region's
 * name, and the build is sent there by {@code mirage.endpoint}. The project's {@code setup.groovy}
 * opens it, in the process of the outer build, and its {@code verify.groovy} asks it what came in
 * and closes it.
 */
public final class StagedRegion implements AutoCloseable {

  private static final String TRUST_STORE_PASSWORD = "changeit";

  private final Path project;
  private final LocalRegion region;

  private StagedRegion(Path project, LocalRegion region) {
    this.project = project;
    this.region = region;
  }

  /**
   * Opens a region that is kept in a project's {@code target/aws}.
   *
   * @param faults which of the build's requests fail
   */
  public static StagedRegion open(File project, String name, Faults faults) throws Exception {
    Path directory = project.toPath().resolve("target/aws");
    return new StagedRegion(
        project.toPath(),
        LocalRegion.open(LocalRegionSettings.in(directory).named(name).failing(faults)));
  }

  /** The region, to ask what came in. */
  public LocalRegion region() {
    return region;
  }

  /** Sends the build there, with the region's own key. */
  public StagedRegion sendBuild() throws Exception {
    return sendBuildWith(region.accessKey());
  }

  /** Sends the build there, with this key. */
  public StagedRegion sendBuildWith(AccessKey key) throws Exception {
    Properties properties = route();
    properties.setProperty("aws.accessKeyId", key.id());
    properties.setProperty("aws.secretAccessKey", key.secret());
    key.sessionToken().ifPresent(token -> properties.setProperty("aws.sessionToken", token));
    return write(properties);
  }

  /** Sends the build there, and leaves it to the build to have a key. */
  public StagedRegion sendBuildWithoutKey() throws Exception {
    return write(route());
  }

  private Properties route() throws IOException, GeneralSecurityException {
    Path trustStore = project.resolve("target/trusted.p12");
    writeTrustStore(trustStore);
    Properties properties = new Properties();
    properties.setProperty("mirage.region", region.name());
    properties.setProperty("mirage.endpoint", region.endpoint().toString());
    properties.setProperty("javax.net.ssl.trustStore", trustStore.toString());
    properties.setProperty("javax.net.ssl.trustStorePassword", TRUST_STORE_PASSWORD);
    return properties;
  }

  /** The invoker hands the properties in this file to the build, as if on its command line. */
  private StagedRegion write(Properties properties) throws IOException {
    try (OutputStream out = Files.newOutputStream(project.resolve("test.properties"))) {
      properties.store(out, null);
    }
    return this;
  }

  /** Trusts the region beside what is trusted anyway, so that Maven's downloads go on working. */
  private void writeTrustStore(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, TRUST_STORE_PASSWORD.toCharArray());
    TrustManagerFactory platform =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    platform.init((KeyStore) null);
    X509Certificate[] trusted =
        Stream.concat(
                Stream.of(platform.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast),
                Stream.of(region.trustManager()))
            .flatMap(manager -> Stream.of(manager.getAcceptedIssuers()))
            .toArray(X509Certificate[]::new);
    for (int i = 0; i < trusted.length; i++) {
      store.setCertificateEntry("trusted-" + i, trusted[i]);
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, TRUST_STORE_PASSWORD.toCharArray());
    }
  }

  @Override
  public void close() {
    region.close();
  }
}
