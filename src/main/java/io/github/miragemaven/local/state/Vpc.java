package io.github.miragemaven.local.state;

import io.github.miragemaven.incremental.Sha256;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The default VPC of a region, with a default subnet in each zone. It always exists.
 *
 * @param id {@code vpc-} and 17 hexadecimal digits
 * @param defaultGroup the default security group
 * @param subnets its subnets
 */
public record Vpc(String id, SecurityGroup defaultGroup, List<Subnet> subnets) {

  /** Its IPv4 CIDR block. */
  public static final String BLOCK = "10.0.0.0/24";

  /** Its IPv6 CIDR block (RFC 3849, "IPv6 Address Prefix Reserved for Documentation"). */
  public static final String IPV6_BLOCK = "2001:db8::/56";

  /** EC2 reserves the first four addresses and the last one of a subnet. */
  private static final int FIRST_HOST = 4;

  private static final int HOSTS = 122;

  /**
   * A subnet.
   *
   * @param id {@code subnet-} and 17 hexadecimal digits
   * @param zone the Availability Zone
   * @param number its number in the VPC, from 0
   */
  public record Subnet(String id, String zone, int number) {

    /** Returns its IPv4 CIDR block. */
    public String block() {
      return "10.0.0.%d/25".formatted(128 * number);
    }

    /** Returns its IPv6 CIDR block. */
    public String ipv6Block() {
      return number == 0 ? "2001:db8::/64" : "2001:db8:0:%x::/64".formatted(number);
    }

    /** Returns the addresses available to instances. */
    List<String> hosts() {
      return IntStream.range(0, HOSTS)
          .mapToObj(host -> "10.0.0." + (128 * number + FIRST_HOST + host))
          .toList();
    }

    /** Returns the IPv6 address with an index that belongs to an IPv4 address. */
    public String ipv6Of(String privateAddress, int index) {
      int host = Integer.parseInt(privateAddress.substring(privateAddress.lastIndexOf('.') + 1));
      return ipv6Block().replace("/64", Integer.toHexString(index << 8 | host));
    }
  }

  /** Returns the VPC of a region. */
  public static Vpc of(String region) {
    String self = id("sg", region, "default");
    SecurityGroup group =
        new SecurityGroup(
            self,
            "default",
            "default VPC security group",
            List.of(
                new SecurityGroup.Rule(
                    id("sgr", region, "default"), "-1", -1, -1, self, "", Map.of())),
            Map.of());
    return new Vpc(
        id("vpc", region, ""),
        group,
        List.of(
            new Subnet(id("subnet", region, "a"), region + "a", 0),
            new Subnet(id("subnet", region, "b"), region + "b", 1)));
  }

  private static String id(String kind, String region, String what) {
    byte[] digest = Sha256.of(kind + "/" + region + "/" + what).bytes();
    return kind + "-0" + HexFormat.of().formatHex(digest).substring(0, 16);
  }
}
