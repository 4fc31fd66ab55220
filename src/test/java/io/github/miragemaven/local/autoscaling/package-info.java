/** Amazon EC2 Auto Scaling in the local region: groups whose instances are counted, not run. */
package io.github.miragemaven.local.autoscaling;
