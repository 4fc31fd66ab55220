package io.github.miragemaven.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.miragemaven.aws.AccessKey;
import io.github.miragemaven.aws.Aws;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.AwsSettings;
import io.github.miragemaven.aws.Execution;
import io.github.miragemaven.aws.QuickTime;
import io.github.miragemaven.local.LocalRegion;
import io.github.miragemaven.local.LocalRegionSettings;
import io.github.miragemaven.local.tls.TestChain;
import io.github.miragemaven.progress.RecordedProgress;
import io.github.miragemaven.tls.RecordingTrust;
import io.github.miragemaven.tls.TlsContext;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uploads to a server whose certificate is issued by a CA, as those of AWS are. */
class NativeTlsUploadTest {

  private static final String TRUST_STORE = "javax.net.ssl.trustStore";

  @TempDir Path directory;

  @AfterEach
  void restoreTrustStore() {
    System.clearProperty(TRUST_STORE);
  }

  @Test
  void usesNativeTlsForEveryConnectionWhereItIsAvailable() throws Exception {
    LocalRegionSettings settings =
        LocalRegionSettings.in(directory.resolve("region")).named("us-west-2");
    try (RecordingTrust trust = RecordingTrust.install();
        LocalRegion server = LocalRegion.open(settings)) {
      System.setProperty(TRUST_STORE, trustStore().toString());
      try (AwsRegion region = aws(server).region("us-west-2")) {
        upload(region);
      }

      assertThat(server.requests()).containsEntry("PutSnapshotBlock", 9L);
      assertThat(trust.socketPackages())
          .containsOnly(TlsContext.isNative() ? "org.conscrypt" : "sun.security.ssl");
    }
  }

  /** Trusts the CA of the local region, but not the server's certificate itself. */
  private Path trustStore() throws Exception {
    try (InputStream pem = Files.newInputStream(directory.resolve("region").resolve("ca.pem"))) {
      X509Certificate authority =
          (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
      return TestChain.writeTrustStore(directory.resolve("trust.jks"), authority);
    }
  }

  private Aws aws(LocalRegion server) {
    return new Aws(
        new AwsSettings(
            Optional.of(
                new AccessKey(
                    server.accessKey().id(), server.accessKey().secret(), Optional.empty())),
            Optional.empty(),
            Optional.of(server.endpoint()),
            Optional.empty(),
            4,
            directory));
  }

  private void upload(AwsRegion region) throws Exception {
    Path image = SampleImage.write(directory.resolve("disk.img"), List.of(1, 2, 3, 4, 5, 6, 7, 8));
    SnapshotOrder order =
        new SnapshotOrder(
            SampleImage.disk(image), Encryption.NONE, Optional.empty(), "a test", Map.of());
    new SnapshotUploader(
            region,
            new UploadSettings(directory.resolve("target"), 4, Verification.FULL),
            new Execution(new RecordedProgress(), new QuickTime()))
        .upload(order, id -> {});
  }
}
