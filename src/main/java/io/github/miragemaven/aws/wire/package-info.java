/**
 * The short way to a service, for calls that are made thousands of times: the call is signed by the
 * SDK's signer and goes over connections of our own. It takes half the processor time of the SDK's
 * clients, which make each call anew from endpoint rules, interceptors and retries (measured:
 * {@code src/benchmark/README.md}). It knows TLS without a proxy; where there is another way to go,
 * the SDK's clients go it.
 */
package io.github.miragemaven.aws.wire;
