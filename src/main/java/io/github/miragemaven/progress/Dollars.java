package io.github.miragemaven.progress;

import java.util.Locale;

/** Amounts of US dollars in words. */
public final class Dollars {

  private static final double CENT = 0.01;

  private Dollars() {}

  /** To the cent, as in {@code $1.20}. */
  public static String of(double amount) {
    return amount < CENT ? "less than $0.01" : String.format(Locale.ROOT, "$%.2f", amount);
  }

  /** The same for an estimate, as in {@code about $1.20}. */
  public static String about(double amount) {
    return (amount < CENT ? "" : "about ") + of(amount);
  }
}
