package io.github.miragemaven.instance;

import io.github.miragemaven.ami.Ami;

/**
 * What is launched, and where.
 *
 * @param ami what the instance is made of
 * @param type its type
 * @param subnet where it is
 */
record LaunchPlan(Ami ami, String type, Subnet subnet) {}
