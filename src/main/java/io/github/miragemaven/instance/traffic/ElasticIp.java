package io.github.miragemaven.instance.traffic;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.failure.FailureException;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.instance.Instance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;

/** An Elastic IP address. Its target is the ID of one instance. */
final class ElasticIp implements TrafficTarget {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  private final Ec2Client ec2;
  private final String region;
  private final String text;
  private final WaitLimit waitLimit;

  /**
   * Creates a target for an address.
   *
   * @param text the address, its allocation ID, or its name
   */
  ElasticIp(AwsRegion region, String text, WaitLimit waitLimit) {
    this.ec2 = region.ec2();
    this.region = region.name();
    this.text = text;
    this.waitLimit = waitLimit;
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
  public Set<String> currentTargets() throws UserFailureException {
    Address address = address();
    Optional<String> instance = given(address.instanceId());
    if (instance.isEmpty() && given(address.networkInterfaceId()).isPresent()) {
      throw new UserFailureException(
          "%s belongs to the network interface %s, which is not an instance's; it may be a NAT gateway's or a load balancer's. Nothing was changed.%nDisassociate it first (aws ec2 disassociate-address --region %s --association-id %s), or set another mirage.switch.address."
              .formatted(name(), address.networkInterfaceId(), region, address.associationId()));
    }
    return instance.map(Set::of).orElse(Set.of());
  }

  private static Optional<String> given(String text) {
    return Optional.ofNullable(text).filter(some -> !some.isEmpty());
  }

  @Override
  public Set<String> targetsOf(Instance instance) {
    return Set.of(instance.id());
  }

  @Override
  public void reroute(Set<String> from, Set<String> to)
      throws FailureException, InterruptedException {
    if (currentTargets().equals(to)) {
      return;
    }
    rerouteWithoutWaiting(from, to);
    waitLimit.until(
        "%s does not route to %s".formatted(name(), to.isEmpty() ? "no instance" : to),
        LIMIT,
        () -> Optional.of(to).filter(currentTargets()::equals));
  }

  /** Repeating an association has no effect. */
  @Override
  public void rerouteWithoutWaiting(Set<String> from, Set<String> to) throws UserFailureException {
    Address address = address();
    if (!to.isEmpty()) {
      ec2.associateAddress(
          ask ->
              ask.allocationId(address.allocationId())
                  .instanceId(to.iterator().next())
                  .allowReassociation(true));
    } else if (address.associationId() != null) {
      ec2.disassociateAddress(ask -> ask.associationId(address.associationId()));
    }
  }

  private Address address() throws UserFailureException {
    List<Address> found;
    try {
      found = ec2.describeAddresses(this::choose).addresses();
    } catch (Ec2Exception e) {
      CallFailure failure = CallFailure.of(e);
      if (failure.isNotFound() || failure.is("InvalidAllocationID.Malformed")) {
        throw missing();
      }
      throw e;
    }
    if (found.size() > 1) {
      throw new UserFailureException(
          "mirage.switch.address is \"%s\", and %d Elastic IP addresses in %s have that Name: %s.%nSet it to one of them (-Dmirage.switch.address=%s)."
              .formatted(
                  text,
                  found.size(),
                  region,
                  found.stream().map(Address::publicIp).collect(Collectors.joining(", ")),
                  found.get(0).publicIp()));
    }
    return found.stream().findFirst().orElseThrow(this::missing);
  }

  private void choose(DescribeAddressesRequest.Builder ask) {
    if (text.startsWith("eipalloc-")) {
      ask.allocationIds(text);
    } else if (ADDRESS.matcher(text).matches()) {
      ask.publicIps(text);
    } else {
      ask.filters(Filter.builder().name("tag:Name").values(text).build());
    }
  }

  private UserFailureException missing() {
    return new UserFailureException(
        "mirage.switch.address is \"%s\", and %s has no such Elastic IP address.%naws ec2 describe-addresses --region %s lists the existing ones; allocate-address creates one."
            .formatted(text, region, region));
  }
}
