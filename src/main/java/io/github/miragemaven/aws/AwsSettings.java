package io.github.miragemaven.aws;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Settings for calls to AWS. For empty ones the SDK's defaults apply: its credentials provider
 * chain, environment variables such as {@code AWS_ENDPOINT_URL}, and configuration files.
 *
 * @param accessKey credentials that replace the SDK's provider chain
 * @param profile a profile in the SDK's configuration files
 * @param endpoint an endpoint for all services that replaces AWS's endpoints
 * @param proxy a proxy that replaces the one of the system properties or the environment
 * @param connections the maximum number of concurrent requests to a region
 * @param localDirectory the directory of the regions on this machine
 */
public record AwsSettings(
    Optional<AccessKey> accessKey,
    Optional<String> profile,
    Optional<URI> endpoint,
    Optional<ProxySettings> proxy,
    int connections,
    Path localDirectory) {}
