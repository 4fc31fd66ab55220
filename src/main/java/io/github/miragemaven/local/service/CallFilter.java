package io.github.miragemaven.local.service;

import io.github.miragemaven.local.http.HttpAnswer;
import io.github.miragemaven.local.http.Reply;

/** Intercepts the calls of a region whose signatures are valid. */
@FunctionalInterface
public interface CallFilter {

  /** Performs a call. Refusals become answers. */
  @FunctionalInterface
  interface Performer {

    /** Performs the call and returns the answer. */
    HttpAnswer perform(Call call);
  }

  /**
   * Replies to a call.
   *
   * @param next performs the call unchanged
   * @throws Refusal where the call is refused
   */
  Reply reply(Service service, Call call, Performer next) throws Refusal;
}
