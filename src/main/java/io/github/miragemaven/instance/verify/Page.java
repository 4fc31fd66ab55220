package io.github.miragemaven.instance.verify;

import io.github.miragemaven.incremental.Sha256;
import java.util.Optional;

/**
 * A complete HTTP response.
 *
 * @param status its HTTP status
 * @param location the target of a redirect
 * @param bytes the length of its body
 * @param digest the SHA-256 of its body
 * @param text its body as text; empty if no text is expected
 */
record Page(int status, Optional<String> location, long bytes, Sha256 digest, String text) {}
