package io.github.miragemaven.local.service;

import java.util.Optional;
import java.util.stream.Stream;

/** The quotas of a region, with the codes and default values of AWS. */
public enum Quota {
  /** Snapshots in any state. */
  SNAPSHOTS("ebs", "L-309BACF6", "Snapshots per Region", 100_000),
  /** AMIs, including private ones. */
  AMIS("ec2", "L-B665C33B", "AMIs", 50_000),
  /** Public AMIs. */
  PUBLIC_AMIS("ec2", "L-0E3CBAB9", "Public AMIs", 5);

  private final String service;
  private final String code;
  private final String title;
  private final long usual;

  Quota(String service, String code, String title, long usual) {
    this.service = service;
    this.code = code;
    this.title = title;
    this.usual = usual;
  }

  /** Returns the quota with these codes. */
  public static Optional<Quota> of(String service, String code) {
    return Stream.of(values())
        .filter(quota -> quota.service.equals(service) && quota.code.equals(code))
        .findFirst();
  }

  /** Returns the code of the service. */
  public String service() {
    return service;
  }

  /** Returns the quota code. */
  public String code() {
    return code;
  }

  /** Returns the name of the quota. */
  public String title() {
    return title;
  }

  /** Returns the default value. */
  public long usual() {
    return usual;
  }
}
