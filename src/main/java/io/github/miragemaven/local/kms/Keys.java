package io.github.miragemaven.local.kms;

import io.github.miragemaven.local.state.RegionState;
import java.util.List;
import java.util.Optional;

/**
 * The account's keys in a region: the AWS managed key for EBS, a customer managed key {@code
 * alias/mirage}, and a disabled one, {@code alias/disabled}.
 */
public final class Keys {

  /** The alias of the AWS managed key for EBS. */
  public static final String EBS_DEFAULT = "alias/aws/ebs";

  private final String region;
  private final List<KmsKey> keys;

  /** Creates the keys of a region. */
  public Keys(String region) {
    this.region = region;
    this.keys =
        List.of(
            key("00000000-0000-4000-8000-0000000000eb", EBS_DEFAULT, true, true),
            key("00000000-0000-4000-8000-000000000001", "alias/mirage", false, true),
            key("00000000-0000-4000-8000-000000000002", "alias/disabled", false, false));
  }

  private KmsKey key(String id, String alias, boolean awsManaged, boolean enabled) {
    return new KmsKey(id, arn("key/" + id), alias, awsManaged, enabled);
  }

  private String arn(String resource) {
    return "arn:aws:kms:" + region + ":" + RegionState.ACCOUNT + ":" + resource;
  }

  /** Returns the key with this ID, ARN, alias or alias ARN. */
  public Optional<KmsKey> find(String name) {
    return keys.stream()
        .filter(key -> List.of(key.id(), key.arn(), key.alias(), arn(key.alias())).contains(name))
        .findFirst();
  }

  /** Returns the AWS managed key for EBS. */
  public KmsKey ebsDefault() {
    return keys.get(0);
  }
}
