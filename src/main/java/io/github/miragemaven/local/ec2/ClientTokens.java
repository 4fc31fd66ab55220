package io.github.miragemaven.local.ec2;

import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.local.service.Query;
import io.github.miragemaven.local.service.ServiceError;
import io.github.miragemaven.local.state.Instance.Token;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Idempotency of requests by client tokens (Amazon EC2 API Reference, "Ensuring idempotency"). */
final class ClientTokens {

  private ClientTokens() {}

  /** Returns the client token of a request, with a digest of all its parameters. */
  static Optional<Token> of(Query query) {
    return query
        .text("ClientToken")
        .map(text -> new Token(text, Sha256.of(query.without("ClientToken", "DryRun")).hex()));
  }

  /**
   * Returns the resource that an earlier request with the same token created.
   *
   * @param all all resources of the kind
   * @throws ServiceError if that request had other parameters
   */
  static <T> Optional<T> made(
      Optional<Token> token,
      List<T> all,
      Function<T, Optional<Token>> tokenOf,
      Function<T, String> idOf)
      throws ServiceError {
    for (T one : all) {
      Optional<Token> its = tokenOf.apply(one);
      if (token.isPresent() && its.map(Token::text).equals(token.map(Token::text))) {
        if (!its.equals(token)) {
          throw ServiceError.of(
              "IdempotentParameterMismatch",
              "The client token was used with other parameters for " + idOf.apply(one));
        }
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }
}
