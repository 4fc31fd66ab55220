package io.github.miragemaven.aws;

import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * How a region's services are reached.
 *
 * @param client by the SDK's clients
 * @param direct over TLS, from here to there; empty where there is a proxy between
 */
record HttpAccess(SdkHttpClient client, Optional<SSLSocketFactory> direct) {}
