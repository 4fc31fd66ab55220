/**
 * Checks AWS's Signature Version 4 on a request, from the bytes that came over the wire, as the IAM
 * user guide's "Create a signed AWS API request" describes it. It is written without the SDK's
 * signer, so that each proves the other.
 */
package io.github.miragemaven.local.signature;
