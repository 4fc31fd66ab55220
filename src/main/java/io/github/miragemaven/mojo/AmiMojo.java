package io.github.miragemaven.mojo;

import io.github.miragemaven.ami.AmiName;
import io.github.miragemaven.ami.AmiSettings;
import io.github.miragemaven.ami.Deprecation;
import io.github.miragemaven.ami.LaunchPermission;
import io.github.miragemaven.failure.UserFailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** Base of {@code mirage:deploy}: the AMI to register. */
abstract class AmiMojo extends AwsMojo {

  /**
   * The AMI's name, with {@code {artifactId}}, {@code {version}} and {@code {digest}} for the
   * project's values and for a digest of the image and its settings; with the digest, each AMI has
   * a different name. In the project's values, characters that EC2 does not accept are replaced.
   * Example: {@code <amiName>blog {digest}</amiName>}.
   */
  @Parameter(property = "mirage.amiName", defaultValue = AmiName.DEFAULT)
  String amiName;

  /** The AMI's description, in ASCII. Default: the project's name. Example: {@code My blog}. */
  @Parameter(property = "mirage.amiDescription")
  String amiDescription;

  /**
   * Tags of the AMI and its snapshot, besides the plugin's own; also set with {@code
   * -Dmirage.tag.NAME=VALUE}. Default: none. Example: {@code <tags><team>birds</team></tags>}.
   */
  @Parameter Map<String, String> tags;

  /**
   * Whether to encrypt the snapshot. An account may encrypt all snapshots by default. Example:
   * {@code -Dmirage.encrypted}.
   */
  @Parameter(property = "mirage.encrypted", defaultValue = "false")
  boolean encrypted;

  /**
   * The id, alias or ARN of the KMS key that encrypts the snapshot. Default: the account's default
   * key. Example: {@code -Dmirage.kmsKey=alias/blog}.
   */
  @Parameter(property = "mirage.kmsKey")
  String kmsKey;

  /**
   * The PV-GRUB kernel image (AKI) of a paravirtual AMI. Default: the region's newest. Example:
   * {@code -Dmirage.kernelId=aki-70cb0e10}.
   */
  @Parameter(property = "mirage.kernelId")
  String kernelId;

  /**
   * The instance type that the AMI is meant for; the goal fails early if that type cannot boot the
   * AMI or the region does not offer it. Default: none. Example: {@code
   * -Dmirage.instanceType=t2.micro}.
   */
  @Parameter(property = "mirage.instanceType")
  String instanceType;

  /**
   * Who else may launch the AMI: a list of account numbers, ARNs of organizations or organizational
   * units, or {@code public}; replaces all earlier permissions. Default: permissions stay as they
   * are. Example: {@code -Dmirage.launchPermissions=123456789012}.
   */
  @Parameter(property = "mirage.launchPermissions")
  List<String> launchPermissions;

  /**
   * When the AMI is deprecated: a time after its creation, such as {@code 90d}, {@code P90D} or
   * {@code P1Y}, or a date, such as {@code 2027-01-31}. Default: never. Example: {@code
   * -Dmirage.deprecateAfter=90d}.
   */
  @Parameter(property = "mirage.deprecateAfter")
  String deprecateAfter;

  /**
   * How the image gets to more than one region: {@code upload} to each, {@code copy} from the
   * first, or {@code auto} for the faster of the two. Example: {@code -Dmirage.spread=upload}.
   */
  @Parameter(property = "mirage.spread", defaultValue = "auto")
  String spread;

  final AmiSettings amiSettings() throws UserFailureException {
    return AmiSettings.named(
            new AmiName(amiName),
            given(amiDescription)
                .orElseGet(
                    () ->
                        AmiSettings.defaultDescription(project.getName(), project.getArtifactId())))
        .tags(withProperties(tags, "mirage.tag."))
        .encryption(encrypted, given(kmsKey))
        .kernelId(given(kernelId))
        .instanceType(given(instanceType))
        .launchPermissions(permissions(launchPermissions))
        .deprecation(deprecation(deprecateAfter))
        .build();
  }

  static List<LaunchPermission> permissions(List<String> texts) throws UserFailureException {
    List<LaunchPermission> permissions = new ArrayList<>();
    for (String text : texts == null ? List.<String>of() : texts) {
      permissions.add(LaunchPermission.parse(text));
    }
    return permissions;
  }

  static Optional<Deprecation> deprecation(String text) throws UserFailureException {
    Optional<String> given = given(text);
    return given.isPresent() ? Optional.of(Deprecation.parse(given.get())) : Optional.empty();
  }
}
