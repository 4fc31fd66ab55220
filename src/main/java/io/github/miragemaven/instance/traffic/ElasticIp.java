package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.aws.Waiting;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.Instance;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/** An Elastic IP address, which leads to one instance, named by its id. */
final class ElasticIp implements Signpost {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Ec2Client ec2;
  private final String region;
  private final String text;
  private final Waiting waiting;

  /**
   * An address.
   *
   * @param text it, or its allocation id
   */
  ElasticIp(AwsRegion region, String text, Waiting waiting) {
    this.ec2 = region.ec2();
    this.region = region.name();
    this.text = text;
    this.waiting = waiting;
  }

  @Override
  public String name() {
    return "the address " + text;
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public Set<String> places() throws UserFailureException {
    return Optional.ofNullable(address().instanceId())
        .filter(id -> !id.isEmpty())
        .map(Set::of)
        .orElse(Set.of());
  }

  @Override
  public Set<String> places(Instance instance) {
    return Set.of(instance.id());
  }

  @Override
  public void lead(Set<String> from, Set<String> to) throws FailureException, InterruptedException {
    Address address = address();
    if (places().equals(to)) {
      return;
    }
    if (to.isEmpty()) {
      ec2.disassociateAddress(ask -> ask.associationId(address.associationId()));
    } else {
      ec2.associateAddress(
          ask ->
              ask.allocationId(address.allocationId())
                  .instanceId(to.iterator().next())
                  .allowReassociation(true));
    }
    waiting.until(
        "%s does not lead to %s".formatted(name(), to.isEmpty() ? "nowhere" : to),
        LIMIT,
        () -> Optional.of(to).filter(places()::equals));
  }

  private Address address() throws UserFailureException {
    try {
      return ec2
          .describeAddresses(
              ask -> {
                if (text.startsWith("eipalloc-")) {
                  ask.allocationIds(text);
                } else {
                  ask.publicIps(text);
                }
              })
          .addresses()
          .stream()
          .findFirst()
          .orElseThrow(this::missing);
    } catch (Ec2Exception e) {
      CallFailure failure = CallFailure.of(e);
      if (failure.isNotThere() || failure.is("InvalidAllocationID.Malformed")) {
        throw missing();
      }
      throw e;
    }
  }

  private UserFailureException missing() {
    return new UserFailureException(
        "mirage.switch.address is \"%s\", and %s has no such Elastic IP address.%naws ec2 describe-addresses --region %s lists those that are there; allocate-address makes one."
            .formatted(text, region, region));
  }
}
