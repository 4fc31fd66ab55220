/** KMS: the keys that an account has, and what they can be used for. Nothing is encrypted here. */
package io.github.miragemaven.local.kms;
