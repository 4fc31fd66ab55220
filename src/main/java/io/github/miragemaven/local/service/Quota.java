package io.github.miragemaven.local.service;

import java.util.Optional;
import java.util.stream.Stream;

/** The quotas that the region knows, with AWS's codes and default values. */
public enum Quota {
  /** Snapshots, in whatever state. */
  SNAPSHOTS("ebs", "L-309BACF6", "Snapshots per Region", 100_000),
  /** Images, private ones too. */
  AMIS("ec2", "L-B665C33B", "AMIs", 50_000),
  /** Images that everyone may launch. */
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

  /** The one that a service's code and its own name. */
  public static Optional<Quota> of(String service, String code) {
    return Stream.of(values())
        .filter(quota -> quota.service.equals(service) && quota.code.equals(code))
        .findFirst();
  }

  /** The code of the service whose quota it is. */
  public String service() {
    return service;
  }

  /** Its code. */
  public String code() {
    return code;
  }

  /** Its name. */
  public String title() {
    return title;
  }

  /** What an account has that never asked for more. */
  public long usual() {
    return usual;
  }
}
