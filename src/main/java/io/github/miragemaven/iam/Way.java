package io.github.miragemaven.iam;

/** By what way visitors are led to an instance. */
public enum Way {
  /** An Elastic IP address. */
  ADDRESS,
  /** A target group of a load balancer. */
  TARGET_GROUP,
  /** A DNS record, in a hosted zone that is looked for. */
  RECORD,
  /** A DNS record, in a hosted zone that is named by its id. */
  RECORD_IN_ZONE
}
