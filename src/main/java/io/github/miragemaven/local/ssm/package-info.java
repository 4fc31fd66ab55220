/** Systems Manager: the parameter store. */
package io.github.miragemaven.local.ssm;
