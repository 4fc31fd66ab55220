package io.github.miragemaven.progress;

import java.util.Locale;

/** Formats amounts in US dollars. */
public final class Dollars {

  private static final double CENT = 0.01;

  private Dollars() {}

  /** The amount to the cent, such as {@code $1.20}. */
  public static String of(double amount) {
    return amount < CENT ? "less than $0.01" : String.format(Locale.ROOT, "$%.2f", amount);
  }

  /** An estimated amount, such as {@code about $1.20}. */
  public static String about(double amount) {
    return (amount < CENT ? "" : "about ") + of(amount);
  }
}
