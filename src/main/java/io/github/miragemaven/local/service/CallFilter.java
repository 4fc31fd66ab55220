package io.github.miragemaven.local.service;

import io.github.miragemaven.local.http.HttpAnswer;

/** Intercepts the calls of a region whose signatures are valid. */
@FunctionalInterface
public interface CallFilter {

  /** Performs a call. Refusals become responses. */
  @FunctionalInterface
  interface Performer {

    /** Performs the call and returns the response. */
    HttpAnswer perform(Call call);
  }

  /**
   * Answers a call.
   *
   * @param next performs the call unchanged
   * @throws Refusal if the call is refused
   */
  HttpAnswer answer(Service service, Call call, Performer next) throws Refusal;
}
