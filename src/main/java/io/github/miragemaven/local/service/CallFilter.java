package io.github.miragemaven.local.service;

import io.github.miragemaven.local.http.HttpResponse;

/** Intercepts the calls of a region whose signatures are valid. */
@FunctionalInterface
public interface CallFilter {

  /** Performs a call. Refusals become responses. */
  @FunctionalInterface
  interface Performer {

    /** Performs the call and returns the response. */
    HttpResponse perform(Call call);
  }

  /**
   * Answers a call.
   *
   * @param next performs the call unchanged
   * @throws ServiceError if the call is refused
   */
  HttpResponse respond(Service service, Call call, Performer next) throws ServiceError;
}
