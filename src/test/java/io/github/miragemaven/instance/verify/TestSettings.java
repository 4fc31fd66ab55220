package io.github.miragemaven.instance.verify;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Copies of settings that differ in one value. */
public final class TestSettings {

  private TestSettings() {}

  /** Sets the scheme and port. */
  public static VerifySettings on(VerifySettings old, String scheme, int port) {
    return old.withAddress(new VerifySettings.Address(scheme, old.address().host(), port));
  }

  /** Sets the expected status and text. */
  public static VerifySettings expecting(VerifySettings old, int status, String... text) {
    VerifySettings.Pages pages = old.pages();
    return old.withPages(
        new VerifySettings.Pages(
            pages.paths(), status, List.of(text).stream().findFirst(), pages.site()));
  }

  static VerifySettings asking(VerifySettings old, String... paths) {
    VerifySettings.Pages pages = old.pages();
    return old.withPages(
        new VerifySettings.Pages(List.of(paths), pages.status(), pages.text(), pages.site()));
  }

  /** Compares the pages with a directory. */
  static VerifySettings serving(VerifySettings old, Path site) {
    VerifySettings.Pages pages = old.pages();
    return old.withPages(
        new VerifySettings.Pages(pages.paths(), pages.status(), pages.text(), Optional.of(site)));
  }

  static VerifySettings closing(VerifySettings old, Ports closed) {
    return new VerifySettings(old.address(), old.pages(), closed, old.trust(), old.limits());
  }

  static VerifySettings trusting(VerifySettings old, Trust trust) {
    return new VerifySettings(old.address(), old.pages(), old.closed(), trust, old.limits());
  }
}
