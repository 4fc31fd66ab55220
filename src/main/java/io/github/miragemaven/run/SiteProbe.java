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
 * Asks a site for a page, again and again, until it has it. A forwarded port takes connections
 * before the guest listens, and lets them wait: so each try starts while those before it are out,
 * and the oldest is given up.
 */
final class SiteProbe {

  private static final int TRIES_AT_ONCE = 4;
  private static final long PAUSE_MILLIS = 200;
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
  private static final int FIRST_ERROR = 400;

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(LONGEST_ANSWER)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();
  private final HttpRequest request;
  private final int firstError;
  private final Deque<CompletableFuture<?>> tries = new ArrayDeque<>();
  private final CompletableFuture<Integer> answer = new CompletableFuture<>();
  private volatile String last = "there was no answer";

  /**
   * Asks for this page.
   *
   * @param anyStatus whether an error status is an answer too
   */
  SiteProbe(URI page, boolean anyStatus) {
    this.firstError = anyStatus ? Integer.MAX_VALUE : FIRST_ERROR;
    this.request = HttpRequest.newBuilder(page).timeout(LONGEST_ANSWER).build();
  }

  /** Returns when the site has answered with the page, or with a redirection to another. */
  void untilAnswered() throws InterruptedException {
    while (!answer.isDone()) {
      if (tries.size() == TRIES_AT_ONCE) {
        tries.removeFirst().cancel(true);
      }
      CompletableFuture<HttpResponse<Void>> asked =
          client.sendAsync(request, HttpResponse.BodyHandlers.discarding());
      tries.addLast(asked);
      var unused = asked.whenComplete(this::take);
      try {
        answer.get(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException tryAgain) {
        // The loop does.
      } catch (ExecutionException e) {
        throw new AssertionError("An answer is never an error", e);
      }
    }
  }

  private void take(HttpResponse<Void> response, Throwable failure) {
    if (failure != null) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      last = cause.getMessage() == null ? "no connection, or no answer on it" : cause.getMessage();
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
