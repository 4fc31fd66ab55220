package io.github.miragemaven.ami;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.snapshot.Encryption;
import java.util.Optional;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.KmsException;

/** Finds out how a snapshot will be encrypted, and whether its key can be used. */
final class EncryptionChoice {

  private EncryptionChoice() {}

  /** What the settings and the account together say for a region. */
  static Encryption of(AwsRegion region, AmiSettings settings) throws UserFailureException {
    boolean wanted =
        settings.encrypted()
            || settings.kmsKey().isPresent()
            || region.ec2().getEbsEncryptionByDefault(request -> {}).ebsEncryptionByDefault();
    Optional<String> key = Optional.empty();
    if (settings.kmsKey().isPresent()) {
      key = Optional.of(usable(region, settings.kmsKey().get()));
    }
    requireShareable(settings, wanted, key);
    return new Encryption(wanted, key);
  }

  private static String usable(AwsRegion region, String name) throws UserFailureException {
    KeyMetadata key;
    try {
      key = region.kms().describeKey(request -> request.keyId(name)).keyMetadata();
    } catch (KmsException e) {
      if (CallFailure.of(e).is("NotFoundException")) {
        throw new UserFailureException(
            "The KMS key %s is not in %s.%nCorrect <kmsKey> (-Dmirage.kmsKey=...); an alias such as alias/blog can be the same in every region."
                .formatted(name, region.name()),
            e);
      }
      throw e;
    }
    if (key.keyState() != KeyState.ENABLED || key.keyUsage() != KeyUsageType.ENCRYPT_DECRYPT) {
      throw new UserFailureException(
          "The KMS key %s in %s cannot encrypt a snapshot: it is %s, for %s.%nEnable it, or set another <kmsKey> (-Dmirage.kmsKey=...)."
              .formatted(name, region.name(), key.keyStateAsString(), key.keyUsageAsString()));
    }
    return key.arn();
  }

  /** No one else has the account's default key, and everyone else has none at all. */
  private static void requireShareable(
      AmiSettings settings, boolean encrypted, Optional<String> key) throws UserFailureException {
    if (!encrypted || settings.launchPermissions().isEmpty()) {
      return;
    }
    if (settings.launchPermissions().contains(LaunchPermission.PUBLIC) || key.isEmpty()) {
      throw new UserFailureException(
          "An AMI encrypted with %s cannot be launched by others, whom mirage.launchPermissions names.%nSet a <kmsKey> (-Dmirage.kmsKey=...) that they may use; a public AMI cannot be encrypted."
              .formatted(key.map(arn -> "the key " + arn).orElse("the account's default key")));
    }
  }
}
