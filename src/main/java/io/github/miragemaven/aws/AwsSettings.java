package io.github.miragemaven.aws;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How AWS is reached. What is empty is left to the SDK: its chain of credentials, its environment
 * variables and its configuration files, {@code AWS_ENDPOINT_URL} among them.
 *
 * @param accessKey credentials, where they are not to come from the SDK's chain
 * @param profile a profile of the SDK's configuration files
 * @param endpoint where all services answer, in place of AWS's own endpoints
 * @param proxy a proxy, where it is not to come from the system properties or the environment
 * @param connections how many requests to a region may be in flight at once
 * @param localDirectory where the regions on this machine are kept
 */
public record AwsSettings(
    Optional<AccessKey> accessKey,
    Optional<String> profile,
    Optional<URI> endpoint,
    Optional<ProxySettings> proxy,
    int connections,
    Path localDirectory) {}
