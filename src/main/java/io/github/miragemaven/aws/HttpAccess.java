package io.github.miragemaven.aws;

import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * How a region's services are reached.
 *
 * @param client by the SDK's clients
 * @param direct what TLS trusts and presents from here to there; empty where there is a proxy
 *     between
 */
record HttpAccess(SdkHttpClient client, Optional<Supplier<SSLContext>> direct) {}
