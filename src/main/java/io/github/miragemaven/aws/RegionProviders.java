package io.github.miragemaven.aws;

import io.github.miragemaven.aws.RegionProvider.Capability;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The region providers on the class path. */
public final class RegionProviders {

  /** Loaded with the plugin's class loader, which is not the context class loader in Maven. */
  private static final List<RegionProvider> INSTALLED =
      ServiceLoader.load(RegionProvider.class, RegionProvider.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  private RegionProviders() {}

  /** Finds the provider of a region; empty for a region of AWS. */
  static Optional<RegionProvider> find(String region) {
    return INSTALLED.stream().filter(provider -> provider.handles(region)).findFirst();
  }

  /** Returns true if a region has a capability that AWS's regions do not have. */
  public static boolean supports(String region, Capability capability) {
    return find(region).filter(it -> it.capabilities().contains(capability)).isPresent();
  }
}
