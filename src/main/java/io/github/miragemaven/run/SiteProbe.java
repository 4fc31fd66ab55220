package io.github.miragemaven.run;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Requests a page repeatedly until the site answers. QEMU accepts connections on a forwarded port
 * before the guest listens, and leaves them pending. Attempts therefore overlap, and the oldest is
 * canceled when there are too many.
 */
final class SiteProbe {

  private static final int MAXIMUM_PENDING = 4;
  private static final long PAUSE_MILLIS = 200;
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);
  private static final int FIRST_ERROR = 400;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(REQUEST_TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();
  private final HttpRequest request;
  private final int firstError;
  private final Deque<CompletableFuture<?>> tries = new ArrayDeque<>();
  private final CompletableFuture<Integer> answer = new CompletableFuture<>();
  private volatile String last = "there was no answer";

  /**
   * Creates a probe of this page.
   *
   * @param anyStatus whether error statuses count as answers
   */
  SiteProbe(URI page, boolean anyStatus) {
    this.firstError = anyStatus ? Integer.MAX_VALUE : FIRST_ERROR;
    this.request = HttpRequest.newBuilder(page).timeout(REQUEST_TIMEOUT).build();
  }

  /** Waits until the site answers with the page or a redirect. */
  void awaitAnswer() throws InterruptedException {
    while (!answer.isDone()) {
      if (tries.size() == MAXIMUM_PENDING) {
        tries.removeFirst().cancel(true);
      }
      CompletableFuture<HttpResponse<Void>> response =
          client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
      tries.addLast(response);
      var unused = response.whenComplete(this::take);
      try {
        answer.get(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException tryAgain) {
        // Send another request.
      } catch (ExecutionException e) {
        throw new AssertionError("An answer is never an error", e);
      }
    }
  }

  private void take(HttpResponse<Void> response, Throwable failure) {
    if (failure != null) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      last = cause.getMessage() == null ? "no connection or no response" : cause.getMessage();
    } else if (response.statusCode() < firstError) {
      answer.complete(response.statusCode());
    } else {
      last = "it answered with status " + response.statusCode();
    }
  }

  /** Describes the result of the last attempt. */
  String lastTry() {
    return last;
  }
}
