package io.github.miragemaven.mojo;

import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.snapshot.Uploader;
import io.github.miragemaven.snapshot.host.BuildHostUploader;
import io.github.miragemaven.snapshot.host.HostSettings;
import io.github.miragemaven.snapshot.host.SshSettings;
import io.github.miragemaven.snapshot.imported.ImportSettings;
import io.github.miragemaven.snapshot.imported.ImportUploader;
import java.io.File;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** Base of {@code mirage:deploy}: how the image gets into a snapshot. */
abstract class UploadMojo extends AmiMojo {

  /**
   * How the image gets into a snapshot: {@code direct}, through the EBS direct APIs, which needs
   * nothing else; or, for accounts that deny those APIs, {@code import}, through an S3 bucket that
   * EC2 imports from, or {@code buildHost}, through an instance of yours that gets the volume
   * attached and is written to over SSH. Example: {@code -Dmirage.deploy.strategy=import}.
   */
  @Parameter(property = "mirage.deploy.strategy", defaultValue = "direct")
  String strategy;

  /**
   * The tag of the build host, as {@code KEY=VALUE}; exactly one instance may have it. The goal
   * starts a stopped build host, and stops it again. Example: {@code
   * -Dmirage.host.tag=role=builder}.
   */
  @Parameter(property = "mirage.host.tag", defaultValue = "role=host")
  String hostTag;

  /**
   * The address of the build host: {@code public} or {@code private} for that address of the
   * instance, or a name or address that {@code ssh} reaches, such as a {@code Host} of {@code
   * ~/.ssh/config}. Append {@code :PORT} to set the port; an IPv6 address with a port needs
   * brackets. Example: {@code -Dmirage.host.address=build.example.com:2222}.
   */
  @Parameter(property = "mirage.host.address", defaultValue = "public")
  String hostAddress;

  /**
   * The user to log in as: root, or a user who may run {@code sudo} without a password. Default:
   * the user that {@code ssh} uses. Example: {@code -Dmirage.host.user=ec2-user}.
   */
  @Parameter(property = "mirage.host.user")
  String hostUser;

  /**
   * The private key to log in with. Default: the keys that {@code ssh} uses, from its agent, its
   * configuration and {@code ~/.ssh}. Load a key with a passphrase into the agent. Example: {@code
   * -Dmirage.host.privateKey=blog.pem}.
   */
  @Parameter(property = "mirage.host.privateKey")
  File hostPrivateKey;

  /**
   * The only file of known hosts to trust. Default: the files that {@code ssh} uses. Example:
   * {@code -Dmirage.host.knownHosts=known_hosts}.
   */
  @Parameter(property = "mirage.host.knownHosts")
  File hostKnownHosts;

  /**
   * The configuration file of {@code ssh}, for the build host and any jump host. Default: the
   * user's and the system's. Example: {@code -Dmirage.host.sshConfig=ssh_config}.
   */
  @Parameter(property = "mirage.host.sshConfig")
  File hostSshConfig;

  /**
   * The volume's device on the build host, with {@code {volume}} for the volume's id. Default: the
   * device that Linux uses on EC2. Example: {@code -Dmirage.host.device=/dev/xvdf}.
   */
  @Parameter(property = "mirage.host.device")
  String hostDevice;

  /**
   * The S3 bucket for the strategy {@code import}, with {@code {region}} for the name of the region
   * that it must be in. The goal deletes the object afterwards; a bucket with versioning retains
   * it. Default: none. Example: {@code -Dmirage.import.bucket=blog-images-{region}}.
   */
  @Parameter(property = "mirage.import.bucket")
  String importBucket;

  /**
   * The service role that lets EC2 read the bucket; the VM Import/Export User Guide describes it
   * under "Required service role". Example: {@code -Dmirage.import.role=image-import}.
   */
  @Parameter(property = "mirage.import.role", defaultValue = Strategy.DEFAULT_ROLE)
  String importRole;

  final Uploader.Strategy uploadStrategy() throws UserFailureException {
    return switch (Choices.parse("mirage.deploy.strategy", strategy, Strategy.class)) {
      case DIRECT -> Uploader.Strategy.DIRECT;
      case BUILD_HOST -> {
        HostSettings host = host();
        yield (region, upload, execution) -> new BuildHostUploader(region, upload, host, execution);
      }
      case IMPORT -> {
        ImportSettings imported = Strategy.importSettings(importBucket, importRole);
        yield (region, upload, execution) ->
            new ImportUploader(region, upload, imported, execution);
      }
    };
  }

  private HostSettings host() throws UserFailureException {
    int equals = hostTag.indexOf('=');
    if (equals < 1) {
      throw new UserFailureException(
          "mirage.host.tag is \"%s\".%nSet it to KEY=VALUE, such as role=host.".formatted(hostTag));
    }
    HostAddress address = HostAddress.parse(hostAddress);
    return new HostSettings(
        hostTag.substring(0, equals).strip(),
        hostTag.substring(equals + 1).strip(),
        new SshSettings(
            address.host(),
            address.port(),
            given(hostUser).map(String::strip),
            Optional.ofNullable(hostPrivateKey).map(File::toPath),
            Optional.ofNullable(hostKnownHosts).map(File::toPath),
            Optional.ofNullable(hostSshConfig).map(File::toPath)),
        given(hostDevice));
  }
}
