/** Elastic Load Balancing in the local region: target groups, as if a load balancer used them. */
package io.github.miragemaven.local.elb;
