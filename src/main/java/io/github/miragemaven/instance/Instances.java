package io.github.miragemaven.instance;

import io.github.miragemaven.ami.Project;
import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.aws.CallFailure;
import io.github.miragemaven.aws.Ec2Tags;
import io.github.miragemaven.aws.TagKeys;
import io.github.miragemaven.failure.UserFailureException;
import io.github.miragemaven.kernel.Virtualization;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.InstanceInterruptionBehavior;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.MarketType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.SpotInstanceType;
import software.amazon.awssdk.services.ec2.model.StateReason;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VirtualizationType;

/** EC2 calls for the instances of an account in a region. */
public final class Instances {

  private static final String MALFORMED = "InvalidInstanceID.Malformed";

  private final String region;
  private final Ec2Client ec2;

  /** Uses a region's EC2 client. */
  public Instances(AwsRegion region) {
    this.region = region.name();
    this.ec2 = region.ec2();
  }

  /**
   * Lists a project's site instances, the newest first. Terminated instances are listed for about
   * an hour.
   *
   * @param project the project's key
   */
  public List<Instance> ofSite(String project) {
    return describe(
            request ->
                request.filters(
                    filter("tag:" + TagKeys.PROJECT, project),
                    filter("tag:" + TagKeys.ROLE, TagKeys.SITE)))
        .stream()
        .sorted(Comparator.comparing(Instance::launched).thenComparing(Instance::id).reversed())
        .toList();
  }

  /** Lists the instances created by a run. */
  List<Instance> ofRun(String run) {
    return describe(request -> request.filters(filter("tag:" + TagKeys.DEPLOYMENT, run)));
  }

  /** Finds an instance by its id; empty if there is none, or EC2 does not know it yet. */
  public Optional<Instance> find(String id) {
    return CallFailure.find(() -> describe(request -> request.instanceIds(id)), MALFORMED);
  }

  /**
   * Returns the instance with this id.
   *
   * @throws UserFailureException if there is none
   */
  Instance require(String id) throws UserFailureException {
    return find(id)
        .orElseThrow(
            () ->
                new UserFailureException(
                    "There is no instance %s in %s.%nCorrect mirage.instance (-Dmirage.instance=...); mvn mirage:status lists the project's."
                        .formatted(id, region)));
  }

  /**
   * Returns the instance with this id among those of a project.
   *
   * @throws UserFailureException if it is not one of them
   */
  public Instance require(String id, List<Instance> own, Project project)
      throws UserFailureException {
    return own.stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new UserFailureException(
                    "mirage.instance is %s, which is not an instance of %s in %s.%nmvn mirage:status lists the project's instances."
                        .formatted(id, project.key(), region)));
  }

  private List<Instance> describe(Consumer<DescribeInstancesRequest.Builder> selection) {
    return ec2.describeInstancesPaginator(selection).reservations().stream()
        .flatMap(reservation -> reservation.instances().stream())
        .map(Instances::instance)
        .toList();
  }

  /**
   * Runs an instance.
   *
   * @param group the id of its security group
   * @param token the client token: repeating the call with it does not run a second instance
   * @param tags the tags of the instance and its volumes
   * @return its id
   */
  String run(
      LaunchPlan plan,
      LaunchSettings settings,
      String group,
      String token,
      Map<String, String> tags) {
    Set<LaunchSettings.AddressKind> addresses = settings.network().addresses();
    InstanceNetworkInterfaceSpecification.Builder network =
        InstanceNetworkInterfaceSpecification.builder()
            .deviceIndex(0)
            .subnetId(plan.subnet().id())
            .groups(group)
            .associatePublicIpAddress(addresses.contains(LaunchSettings.AddressKind.PUBLIC_IPV4));
    if (addresses.contains(LaunchSettings.AddressKind.IPV6)) {
      network.ipv6AddressCount(1);
    }
    RunInstancesRequest.Builder request =
        RunInstancesRequest.builder()
            .imageId(plan.ami().id())
            .instanceType(plan.type())
            .minCount(1)
            .maxCount(1)
            .clientToken(token)
            .networkInterfaces(network.build())
            .tagSpecifications(
                Ec2Tags.of(ResourceType.INSTANCE, tags), Ec2Tags.of(ResourceType.VOLUME, tags));
    settings.spec().userData().ifPresent(text -> request.userData(base64(text)));
    if (settings.spec().spot()) {
      request.instanceMarketOptions(
          market ->
              market
                  .marketType(MarketType.SPOT)
                  .spotOptions(
                      spot ->
                          spot.spotInstanceType(SpotInstanceType.ONE_TIME)
                              .instanceInterruptionBehavior(
                                  InstanceInterruptionBehavior.TERMINATE)));
    }
    return ec2.runInstances(request.build()).instances().get(0).instanceId();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Terminates instances; those already terminated are ignored. */
  public void terminate(Collection<String> ids) {
    for (String id : ids) {
      CallFailure.ignoreMissing(
          () -> ec2.terminateInstances(request -> request.instanceIds(id)), MALFORMED);
    }
  }

  /** Stops an instance. */
  public void stop(String id) {
    ec2.stopInstances(request -> request.instanceIds(id));
  }

  /** Starts a stopped instance. */
  public void start(String id) {
    ec2.startInstances(request -> request.instanceIds(id));
  }

  /** Removes a tag from an instance, if present. */
  public void untag(String id, String key) {
    ec2.deleteTags(request -> request.resources(id).tags(Tag.builder().key(key).build()));
  }

  /** Adds tags to an instance, or overwrites them. */
  public void tag(String id, Map<String, String> tags) {
    ec2.createTags(request -> request.resources(id).tags(Ec2Tags.of(tags)));
  }

  /**
   * Gets the part of the console's last 64 KiB that EC2 has published (Amazon EC2 API Reference,
   * GetConsoleOutput). On Xen, EC2 publishes it some time after the instance was started, stopped
   * or terminated, and rejects {@code Latest}.
   */
  public String console(String id) {
    String output = ec2.getConsoleOutput(request -> request.instanceId(id)).output();
    return new String(
        Base64.getMimeDecoder().decode(Optional.ofNullable(output).orElse("")),
        StandardCharsets.UTF_8);
  }

  static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }

  private static Instance instance(software.amazon.awssdk.services.ec2.model.Instance instance) {
    return new Instance(
        instance.instanceId(),
        new Instance.Spec(
            instance.imageId(),
            instance.instanceTypeAsString(),
            instance.virtualizationType() == VirtualizationType.PARAVIRTUAL
                ? Virtualization.PARAVIRTUAL
                : Virtualization.HVM,
            instance.instanceLifecycle() == InstanceLifecycleType.SPOT),
        state(instance.state().name()),
        Optional.ofNullable(instance.stateReason()).map(Instances::words).orElse(""),
        Optional.ofNullable(instance.launchTime()).orElse(Instant.EPOCH),
        new Instance.Network(
            Optional.ofNullable(instance.placement())
                .flatMap(place -> Optional.ofNullable(place.availabilityZone()))
                .orElse(""),
            Optional.ofNullable(instance.vpcId()).orElse(""),
            Optional.ofNullable(instance.subnetId()).orElse(""),
            instance.securityGroups().stream().map(GroupIdentifier::groupId).toList(),
            addresses(instance)),
        instance.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)));
  }

  private static String words(StateReason reason) {
    String code = Optional.ofNullable(reason.code()).orElse("");
    String message = Optional.ofNullable(reason.message()).orElse("");
    return message.startsWith(code) ? message : code + ": " + message;
  }

  private static Instance.Addresses addresses(
      software.amazon.awssdk.services.ec2.model.Instance instance) {
    return new Instance.Addresses(
        nonEmpty(instance.publicDnsName()),
        nonEmpty(instance.publicIpAddress()),
        nonEmpty(instance.privateIpAddress()),
        nonEmpty(instance.ipv6Address())
            .or(
                () ->
                    instance.networkInterfaces().stream()
                        .map(InstanceNetworkInterface::ipv6Addresses)
                        .flatMap(List::stream)
                        .findFirst()
                        .flatMap(address -> nonEmpty(address.ipv6Address()))));
  }

  private static Optional<String> nonEmpty(String text) {
    return Optional.ofNullable(text).filter(some -> !some.isEmpty());
  }

  private static Instance.State state(InstanceStateName state) {
    return switch (state) {
      case PENDING -> Instance.State.PENDING;
      case RUNNING -> Instance.State.RUNNING;
      case STOPPING -> Instance.State.STOPPING;
      case STOPPED -> Instance.State.STOPPED;
      case SHUTTING_DOWN -> Instance.State.SHUTTING_DOWN;
      default -> Instance.State.TERMINATED;
    };
  }
}
