package io.github.miragemaven.instance;

import io.github.miragemaven.aws.AwsRegion;
import io.github.miragemaven.instance.verify.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;

/**
 * The way to what a region serves.
 *
 * @param region the region
 */
public record RegionRoute(AwsRegion region) implements Route {

  @Override
  public InetSocketAddress to(String host, int port) {
    try {
      return region.reach(host, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
