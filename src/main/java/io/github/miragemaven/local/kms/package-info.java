/** KMS: the keys of the account and their state. Nothing is actually encrypted. */
package io.github.miragemaven.local.kms;
