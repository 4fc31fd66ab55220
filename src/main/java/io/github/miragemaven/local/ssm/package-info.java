/** Systems Manager Parameter Store. */
package io.github.miragemaven.local.ssm;
