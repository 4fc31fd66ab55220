/** Elastic Load Balancing in the local region: target groups without load balancers. */
package io.github.miragemaven.local.elb;
