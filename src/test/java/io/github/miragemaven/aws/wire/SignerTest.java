package io.github.miragemaven.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/** Held against the SDK's signer, which signs the same call at the same moment. */
class SignerTest {

  private static final Route ROUTE =
      new Route("https", "ebs.us-west-2.amazonaws.com", 443, "us-west-2", "ebs");
  private static final AwsCredentials KEY = AwsBasicCredentials.create("AKIDEXAMPLE", "secret");

  private final AwsV4HttpSigner theirs = AwsV4HttpSigner.create();

  @Property(tries = 300)
  void signsAsTheSdkDoes(
      @ForAll("routes") Route route,
      @ForAll("keys") AwsCredentials key,
      @ForAll("paths") String path,
      @ForAll("headers") Map<String, String> headers,
      @ForAll @LongRange(min = 0, max = 4_102_444_799L) long second) {
    Instant now = Instant.ofEpochSecond(second);
    List<Header> ours = new ArrayList<>();
    headers.forEach((name, value) -> ours.add(new Header(name, value)));

    Map<String, String> signed = byName(new Signer(route).signed("PUT", path, ours, key, now));

    assertThat(signed).isEqualTo(byTheSdk(route, key, path, headers, now));
  }

  @Example
  void keepsNothingOfOtherCredentialsOrAnotherDay() {
    Signer signer = new Signer(ROUTE);
    AwsCredentials other = AwsSessionCredentials.create("AKIDOTHER", "other", "token");
    Instant today = Instant.parse("2026-11-26T23:59:59Z");
    Instant tomorrow = today.plusSeconds(1);

    for (Instant now : List.of(today, today, tomorrow, today)) {
      for (AwsCredentials key : List.of(KEY, KEY, other, KEY)) {
        assertThat(byName(signer.signed("PUT", "/snapshots", List.of(), key, now)))
            .isEqualTo(byTheSdk(ROUTE, key, "/snapshots", Map.of(), now));
      }
    }
  }

  private Map<String, String> byTheSdk(
      Route route, AwsCredentials key, String path, Map<String, String> headers, Instant now) {
    SdkHttpRequest.Builder call =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.PUT)
            .protocol(route.protocol())
            .host(route.host())
            .port(route.port())
            .encodedPath(path);
    headers.forEach(call::putHeader);
    SdkHttpRequest signed =
        theirs
            .sign(
                signing ->
                    signing
                        .identity(key)
                        .request(call.build())
                        .putProperty(AwsV4HttpSigner.REGION_NAME, route.region())
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, route.service())
                        .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)))
            .request();
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    signed.headers().forEach((name, values) -> all.put(name, values.get(0)));
    return all;
  }

  private static Map<String, String> byName(List<Header> headers) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(header -> all.put(header.name(), header.value()));
    return all;
  }

  @Provide
  Arbitrary<Route> routes() {
    Arbitrary<String> words = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1);
    return Combinators.combine(words, words, Arbitraries.of(443, 80, 8443))
        .as(
            (region, service, port) ->
                new Route("https", service + "." + region + ".example", port, region, service));
  }

  @Provide
  Arbitrary<AwsCredentials> keys() {
    Arbitrary<String> words =
        Arbitraries.strings().withCharRange('!', '~').excludeChars(' ').ofMinLength(1);
    Arbitrary<AwsCredentials> lasting =
        Combinators.combine(words, words).as(AwsBasicCredentials::create);
    Arbitrary<AwsCredentials> passing =
        Combinators.combine(words, words, words).as(AwsSessionCredentials::create);
    return Arbitraries.oneOf(lasting, passing);
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('A', 'Z')
        .numeric()
        .withChars("-_.~")
        .ofMinLength(1)
        .filter(part -> !part.matches("\\.+"))
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(parts -> "/" + String.join("/", parts));
  }

  @Provide
  Arbitrary<Map<String, String>> headers() {
    Arbitrary<String> names =
        Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).map(name -> "x-amz-x-" + name);
    Arbitrary<String> values = Arbitraries.strings().withCharRange('!', '~').ofMinLength(1);
    return Arbitraries.maps(names, values).ofMaxSize(5);
  }
}
