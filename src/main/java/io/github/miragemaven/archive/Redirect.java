package io.github.miragemaven.archive;

/**
 * A redirect or rewrite.
 *
 * @param pattern the pattern of the paths it applies to
 * @param target the path or URL to answer with
 * @param status the HTTP status
 * @param forced whether it applies even if the site has a file for the path
 */
record Redirect(String pattern, String target, int status, boolean forced) {}
