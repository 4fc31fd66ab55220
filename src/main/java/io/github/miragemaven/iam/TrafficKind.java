package io.github.miragemaven.iam;

/** How traffic is routed to an instance. */
public enum TrafficKind {
  /** By an Elastic IP address. */
  ADDRESS,
  /** By a target group of a load balancer. */
  TARGET_GROUP,
  /** By a DNS record in a hosted zone that is looked up by name. */
  RECORD,
  /** By a DNS record in a hosted zone with a known ID. */
  RECORD_IN_ZONE
}
