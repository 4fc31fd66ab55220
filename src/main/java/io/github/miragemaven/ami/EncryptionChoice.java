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

/** Determines how snapshots are encrypted, and checks the key. */
final class EncryptionChoice {

  private EncryptionChoice() {}

  /** Combines the settings with the account's default in a region. */
  static Encryption of(AwsRegion region, AmiSettings settings) throws UserFailureException {
    boolean wanted =
        settings.encrypted()
            || settings.kmsKey().isPresent()
            || region.ec2().getEbsEncryptionByDefault(request -> {}).ebsEncryptionByDefault();
    Optional<String> key = Optional.empty();
    if (settings.kmsKey().isPresent()) {
      key = Optional.of(usableKey(region, settings.kmsKey().get()));
    }
    requireShareable(settings, wanted, key);
    return new Encryption(wanted, key);
  }

  private static String usableKey(AwsRegion region, String name) throws UserFailureException {
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

  /** Other accounts cannot use the account's default key, and a public AMI cannot be encrypted. */
  private static void requireShareable(
      AmiSettings settings, boolean encrypted, Optional<String> key) throws UserFailureException {
    if (!encrypted || settings.launchPermissions().isEmpty()) {
      return;
    }
    if (settings.launchPermissions().contains(LaunchPermission.PUBLIC) || key.isEmpty()) {
      throw new UserFailureException(
          "An AMI encrypted with %s cannot be launched by other accounts, which mirage.launchPermissions names.%nSet a <kmsKey> (-Dmirage.kmsKey=...) that they may use; a public AMI cannot be encrypted."
              .formatted(key.map(arn -> "the key " + arn).orElse("the account's default key")));
    }
  }
}
