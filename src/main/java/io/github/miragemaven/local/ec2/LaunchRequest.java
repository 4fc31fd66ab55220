package io.github.miragemaven.local.ec2;

import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.state.Launch;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A RunInstances request, before its resources are checked.
 *
 * @param imageId the AMI
 * @param instanceType the instance type
 * @param least the minimum number of instances
 * @param most the maximum number of instances
 * @param nic the network interface
 * @param options the other options
 */
record LaunchRequest(
    String imageId, String instanceType, int least, int most, Nic nic, Launch.Options options) {

  private static final int MAX_USER_DATA = 16_384;

  /**
   * The requested network interface.
   *
   * @param subnetId its subnet
   * @param groups its security groups
   * @param associatePublic whether it gets a public address, if given
   * @param ipv6Count the number of IPv6 addresses
   */
  record Nic(
      Optional<String> subnetId,
      List<String> groups,
      Optional<Boolean> associatePublic,
      int ipv6Count) {}

  /** Parses a request. */
  static LaunchRequest of(Query query) throws ServiceError {
    int least = count(query, "MinCount");
    int most = count(query, "MaxCount");
    if (least < 1 || most < least) {
      throw Ec2Errors.invalidValue(
          "Invalid value '%d' for the instance count: at least 1 and at most MaxCount"
              .formatted(least));
    }
    // Performance and monitoring are not emulated.
    query.structure("Monitoring").flag("Enabled");
    query.flag("EbsOptimized");
    return new LaunchRequest(
        query.required("ImageId"),
        query.text("InstanceType").orElse("m1.small"),
        least,
        most,
        nic(query),
        new Launch.Options(
            userData(query),
            spot(query.structure("InstanceMarketOptions")),
            oneOf(query, "InstanceInitiatedShutdownBehavior", "stop", "terminate"),
            query.flag("DisableApiTermination").orElse(false),
            metadata(query.structure("MetadataOptions"))));
  }

  private static int count(Query query, String name) throws ServiceError {
    query.required(name);
    return query.number(name).orElseThrow();
  }

  private static Nic nic(Query query) throws ServiceError {
    Optional<String> subnetId = query.text("SubnetId");
    List<String> groups = query.texts("SecurityGroupId");
    int ipv6Count = query.number("Ipv6AddressCount").orElse(0);
    List<Query> interfaces = query.structures("NetworkInterface");
    if (interfaces.isEmpty()) {
      return new Nic(subnetId, groups, Optional.empty(), ipv6Count);
    }
    if (subnetId.isPresent() || !groups.isEmpty() || ipv6Count > 0) {
      throw Ec2Errors.invalidCombination(
          "Network interfaces and an instance-level subnet ID, security groups or addresses may not"
              + " be specified on the same request");
    }
    Query first = interfaces.get(0);
    if (interfaces.size() > 1 || first.number("DeviceIndex").orElse(-1) != 0) {
      throw Ec2Errors.invalidCombination(
          "An instance has one network interface here, with the device index 0");
    }
    if (!first.flag("DeleteOnTermination").orElse(true)) {
      throw Ec2Errors.invalidCombination("A network interface goes with its instance here");
    }
    first.text("Description");
    return new Nic(
        first.text("SubnetId"),
        first.texts("SecurityGroupId"),
        first.flag("AssociatePublicIpAddress"),
        first.number("Ipv6AddressCount").orElse(0));
  }

  private static Optional<String> userData(Query query) throws ServiceError {
    Optional<String> data = query.text("UserData");
    try {
      if (data.isPresent() && Base64.getDecoder().decode(data.get()).length > MAX_USER_DATA) {
        throw Ec2Errors.invalidValue("User data is limited to 16384 bytes");
      }
    } catch (IllegalArgumentException e) {
      throw ServiceError.of("InvalidUserData.Malformed", "Invalid BASE64 encoding of user data");
    }
    return data;
  }

  /**
   * Parses the market options. Only one-time Spot Instances that are terminated on interruption are
   * supported.
   */
  private static boolean spot(Query market) throws ServiceError {
    Optional<String> type = market.text("MarketType");
    Query options = market.structure("SpotOptions");
    boolean priced = options.text("MaxPrice").isPresent();
    String kind = oneOf(options, "SpotInstanceType", "one-time");
    String interruption = oneOf(options, "InstanceInterruptionBehavior", "terminate");
    if (type.isEmpty()
        && (priced || !kind.equals("one-time") || !interruption.equals("terminate"))) {
      throw ServiceError.of(
          "MissingParameter", "The request must contain the parameter MarketType");
    }
    if (type.isPresent() && !type.get().equals("spot")) {
      throw Ec2Errors.invalidValue("Invalid value '" + type.get() + "' for MarketType");
    }
    return type.isPresent();
  }

  /** Returns the metadata options by the names of the response's elements. */
  private static Map<String, String> metadata(Query query) throws ServiceError {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("httpTokens", oneOf(query, "HttpTokens", "optional", "required"));
    int hops = query.number("HttpPutResponseHopLimit").orElse(1);
    if (hops < 1 || hops > 64) {
      throw Ec2Errors.invalidValue("The hop limit must be from 1 to 64, not " + hops);
    }
    options.put("httpPutResponseHopLimit", Integer.toString(hops));
    options.put("httpEndpoint", oneOf(query, "HttpEndpoint", "enabled", "disabled"));
    options.put("httpProtocolIpv6", oneOf(query, "HttpProtocolIpv6", "disabled", "enabled"));
    options.put(
        "instanceMetadataTags", oneOf(query, "InstanceMetadataTags", "disabled", "enabled"));
    return options;
  }

  /** Returns a parameter's value, or the first of the allowed values if it is missing. */
  private static String oneOf(Query query, String name, String... values) throws ServiceError {
    String value = query.text(name).orElse(values[0]);
    if (!Set.of(values).contains(value)) {
      throw Ec2Errors.invalidValue("Invalid value '%s' for %s".formatted(value, name));
    }
    return value;
  }
}
