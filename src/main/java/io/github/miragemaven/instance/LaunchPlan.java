package io.github.miragemaven.instance;

import io.github.miragemaven.ami.Ami;

/**
 * The AMI, type and subnet of a launch.
 *
 * @param ami the AMI
 * @param type the instance type
 * @param subnet the subnet
 */
record LaunchPlan(Ami ami, String type, Subnet subnet) {}
