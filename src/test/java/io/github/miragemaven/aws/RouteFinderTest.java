package io.github.miragemaven.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.ebs.model.StartSnapshotRequest;

class RouteFinderTest {

  private static final String SIGNATURE =
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261126/us-west-2/ebs/aws4_request,"
          + " SignedHeaders=host, Signature=0";

  private final RouteFinder finder = new RouteFinder();
  private final List<String> done = new ArrayList<>();

  @Test
  void doesOnceWhatWaitedForTheWay() {
    finder.whenFound(() -> done.add("before"));
    assertThat(done).isEmpty();

    call(SIGNATURE);
    call(SIGNATURE);

    assertThat(done).containsExactly("before");
    finder.whenFound(() -> done.add("after"));
    assertThat(done).containsExactly("before", "after");
  }

  @Test
  void goesOnWaitingWhereACallDoesNotSayTheWay() {
    finder.whenFound(() -> done.add("before"));

    call("Bearer token");
    assertThat(finder.found()).isEmpty();
    assertThat(done).isEmpty();

    call(SIGNATURE);
    assertThat(finder.found()).isPresent();
    assertThat(done).containsExactly("before");
  }

  private void call(String authorization) {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .protocol("https")
            .host("ebs.us-west-2.amazonaws.com")
            .encodedPath("/snapshots")
            .putHeader("Authorization", authorization)
            .build();
    finder.beforeTransmission(
        InterceptorContext.builder()
            .request(StartSnapshotRequest.builder().build())
            .httpRequest(request)
            .build(),
        new ExecutionAttributes());
  }
}
