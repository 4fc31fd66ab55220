package io.github.miragemaven.instance.verify;

import io.github.miragemaven.incremental.Sha256;
import java.util.Optional;

/**
 * A whole answer.
 *
 * @param status its HTTP status
 * @param location where it says that the page is, if it is a redirect
 * @param bytes how long its body is
 * @param digest the SHA-256 of its body
 * @param text its body as text; empty where none is looked for
 */
record Page(int status, Optional<String> location, long bytes, Sha256 digest, String text) {}
