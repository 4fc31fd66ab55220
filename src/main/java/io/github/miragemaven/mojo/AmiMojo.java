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
import org.apache.maven.settings.crypto.SettingsDecrypter;

/** What AMI is wanted. */
abstract class AmiMojo extends AwsMojo {

  /**
   * The AMI's name. {@code {artifactId}}, {@code {version}} and {@code {digest}} stand for what
   * they say; the digest is of the image and the settings, so that with it no two AMIs ask for the
   * same name. Example: {@code <amiName>blog {digest}</amiName>}.
   */
  @Parameter(property = "mirage.amiName", defaultValue = AmiName.DEFAULT)
  String amiName;

  /** What is written beside the AMI; without it the project's name. Example: {@code My blog}. */
  @Parameter(property = "mirage.amiDescription")
  String amiDescription;

  /**
   * Tags of the AMI and its snapshot, beside the plugin's own; also as {@code
   * -Dmirage.tag.NAME=VALUE}. Example: {@code <tags><team>birds</team></tags>}.
   */
  @Parameter Map<String, String> tags;

  /**
   * Whether the snapshot is encrypted. An account may encrypt all by default. Example: {@code
   * -Dmirage.encrypted}.
   */
  @Parameter(property = "mirage.encrypted", defaultValue = "false")
  boolean encrypted;

  /**
   * The id, alias or ARN of the KMS key that the snapshot is encrypted with; without it, the
   * account's default key. Example: {@code -Dmirage.kmsKey=alias/blog}.
   */
  @Parameter(property = "mirage.kmsKey")
  String kmsKey;

  /**
   * The PV-GRUB that loads a paravirtual AMI's kernel, in place of the region's newest. Example:
   * {@code -Dmirage.kernelId=aki-70cb0e10}.
   */
  @Parameter(property = "mirage.kernelId")
  String kernelId;

  /**
   * The type of the instances that the AMI is meant for: the goal fails early if they do not run it
   * in the region. Example: {@code -Dmirage.instanceType=t2.micro}.
   */
  @Parameter(property = "mirage.instanceType")
  String instanceType;

  /**
   * Who else may launch the AMI, and no one but them: numbers of accounts, ARNs of organisations or
   * their units, or the word {@code public}. Without it, permissions are left as they are. Example:
   * {@code -Dmirage.launchPermissions=123456789012}.
   */
  @Parameter(property = "mirage.launchPermissions")
  List<String> launchPermissions;

  /**
   * When the AMI is deprecated: a period after it was made, or a date. Example: {@code
   * -Dmirage.deprecateAfter=P90D}.
   */
  @Parameter(property = "mirage.deprecateAfter")
  String deprecateAfter;

  /**
   * How the image gets to more than one region: {@code upload} to each, {@code copy} from the
   * first, or {@code auto} for what is faster. Example: {@code -Dmirage.spread=upload}.
   */
  @Parameter(property = "mirage.spread", defaultValue = "auto")
  String spread;

  AmiMojo(SettingsDecrypter decrypter) {
    super(decrypter);
  }

  final AmiSettings amiSettings() throws UserFailureException {
    List<LaunchPermission> permissions = new ArrayList<>();
    for (String text : launchPermissions == null ? List.<String>of() : launchPermissions) {
      permissions.add(LaunchPermission.parse(text));
    }
    Optional<Deprecation> deprecation = Optional.empty();
    if (given(deprecateAfter).isPresent()) {
      deprecation = Optional.of(Deprecation.parse(deprecateAfter.strip()));
    }
    return new AmiSettings(
        new AmiName(amiName),
        given(amiDescription).orElseGet(project::getName),
        withProperties(tags, "mirage.tag."),
        encrypted,
        given(kmsKey),
        given(kernelId),
        given(instanceType),
        permissions,
        deprecation);
  }
}
