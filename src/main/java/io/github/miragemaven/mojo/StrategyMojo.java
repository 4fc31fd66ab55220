package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.snapshot.Uploader;
import io.github.miragemaven.snapshot.host.BuildHostUploader;
import io.github.miragemaven.snapshot.host.HostSettings;
import io.github.miragemaven.snapshot.imported.ImportSettings;
import io.github.miragemaven.snapshot.imported.ImportUploader;
import java.io.File;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** By what way an image gets into a snapshot. */
abstract class StrategyMojo extends AmiMojo {

  private static final int SSH = 22;

  /** The ways that there are. */
  enum Strategy {
    /** The EBS direct APIs. */
    DIRECT("direct"),
    /** An instance that a volume is attached to. */
    BUILD_HOST("buildHost"),
    /** A bucket that EC2 imports from. */
    IMPORT("import");

    private final String word;

    Strategy(String word) {
      this.word = word;
    }
  }

  /**
   * How the image gets into a snapshot: {@code direct}, through the EBS direct APIs, which needs
   * nothing else; or, for accounts where those APIs are denied, {@code import}, through a bucket
   * that EC2 imports from, or {@code buildHost}, through an instance of yours that a volume is
   * attached to and that is written to over SSH. Example: {@code -Dmirage.deploy.strategy=import}.
   */
  @Parameter(property = "mirage.deploy.strategy", defaultValue = "direct")
  String strategy;

  /**
   * The tag by which the build host is found, which no other instance may have. It is started if it
   * is stopped, and stopped again. Example: {@code -Dmirage.host.tag=role=builder}.
   */
  @Parameter(property = "mirage.host.tag", defaultValue = "role=host")
  String hostTag;

  /**
   * How the build host is reached: its {@code public} or its {@code private} address, or a name or
   * address of your own, each with {@code :PORT} if that is not 22. Example: {@code
   * -Dmirage.host.address=build.example.com:2222}.
   */
  @Parameter(property = "mirage.host.address", defaultValue = "public")
  String hostAddress;

  /**
   * The user to log in to the build host as: root, or one who may use {@code sudo} without a
   * password. Example: {@code -Dmirage.host.user=admin}.
   */
  @Parameter(property = "mirage.host.user", defaultValue = "ec2-user")
  String hostUser;

  /**
   * The private key to log in to the build host with; without it, those of {@code ~/.ssh} that
   * {@code ssh} takes too. Example: {@code -Dmirage.host.privateKey=blog.pem}.
   */
  @Parameter(property = "mirage.host.privateKey")
  File hostPrivateKey;

  /**
   * A {@code <server>} of {@code settings.xml} whose {@code <passphrase>}, which may be encrypted,
   * opens the private key. Example: {@code -Dmirage.host.serverId=build-host}.
   */
  @Parameter(property = "mirage.host.serverId")
  String hostServerId;

  /**
   * The file of known hosts that has the build host's key. Example: {@code
   * -Dmirage.host.knownHosts=known_hosts}.
   */
  @Parameter(
      property = "mirage.host.knownHosts",
      defaultValue = "${user.home}/.ssh/known_hosts",
      required = true)
  File hostKnownHosts;

  /**
   * Where the volume is found on the build host, with {@code {volume}} for its id; without it,
   * where Linux has it on EC2. Example: {@code -Dmirage.host.device=/dev/xvdf}.
   */
  @Parameter(property = "mirage.host.device")
  String hostDevice;

  /**
   * The bucket that the image goes through with the strategy {@code import}, with {@code {region}}
   * for the name of the region, in which it must be. The object is removed afterwards; a bucket
   * that keeps versions keeps it nevertheless. Example: {@code
   * -Dmirage.import.bucket=blog-images-{region}}.
   */
  @Parameter(property = "mirage.import.bucket")
  String importBucket;

  /**
   * The role by which EC2 reads the bucket, as the VM Import/Export User Guide describes it under
   * "Required service role". Example: {@code -Dmirage.import.role=image-import}.
   */
  @Parameter(property = "mirage.import.role", defaultValue = "vmimport")
  String importRole;

  StrategyMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  final Strategy strategy() throws UserFailureException {
    for (Strategy known : Strategy.values()) {
      if (known.word.equals(strategy.strip())) {
        return known;
      }
    }
    throw new UserFailureException(
        "mirage.deploy.strategy is \"%s\".%nSet it to one of direct, buildHost, import."
            .formatted(strategy));
  }

  final Uploader.Way way() throws UserFailureException {
    return switch (strategy()) {
      case DIRECT -> Uploader.Way.DIRECT;
      case BUILD_HOST -> {
        HostSettings host = host();
        yield (region, upload, progress, time) ->
            new BuildHostUploader(region, upload, host, progress, time);
      }
      case IMPORT -> {
        ImportSettings imported = importSettings();
        yield (region, upload, progress, time) ->
            new ImportUploader(region, upload, imported, progress, time);
      }
    };
  }

  final ImportSettings importSettings() throws UserFailureException {
    Optional<String> bucket = given(importBucket);
    if (bucket.isEmpty()) {
      throw new UserFailureException(
          "The strategy import sends the image through a bucket, and mirage.import.bucket is not set.%nSet it to one in the region, with {region} for the region's name if there is one in each: -Dmirage.import.bucket=blog-images-{region}"
              .formatted());
    }
    return ImportSettings.of(bucket.get(), importRole.strip());
  }

  private HostSettings host() throws UserFailureException {
    int equals = hostTag.indexOf('=');
    if (equals < 1) {
      throw new UserFailureException(
          "mirage.host.tag is \"%s\".%nSet it to a key and a value, such as role=host."
              .formatted(hostTag));
    }
    int colon = hostAddress.lastIndexOf(':');
    boolean hasPort = colon > 0 && hostAddress.substring(colon + 1).matches("\\d{1,5}");
    return new HostSettings(
        hostTag.substring(0, equals).strip(),
        hostTag.substring(equals + 1).strip(),
        hasPort ? hostAddress.substring(0, colon) : hostAddress.strip(),
        hasPort ? Integer.parseInt(hostAddress.substring(colon + 1)) : SSH,
        hostUser.strip(),
        Optional.ofNullable(hostPrivateKey).map(File::toPath),
        passphrase(),
        hostKnownHosts.toPath(),
        given(hostDevice));
  }

  private Optional<String> passphrase() throws UserFailureException {
    Optional<String> server = given(hostServerId);
    return server.isPresent()
        ? Optional.of(mavenSettings().passphrase(server.get()))
        : Optional.empty();
  }
}
