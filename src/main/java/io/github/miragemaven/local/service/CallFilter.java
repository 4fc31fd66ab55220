package io.github.miragemaven.local.service;

import io.github.miragemaven.local.http.HttpAnswer;
import io.github.miragemaven.local.http.Reply;

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
   * Replies to a call.
   *
   * @param next performs the call unchanged
   * @throws Refusal if the call is refused
   */
  Reply reply(Service service, Call call, Performer next) throws Refusal;
}
