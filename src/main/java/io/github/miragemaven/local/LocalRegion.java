package io.github.miragemaven.local;

import io.github.miragemaven.local.ebs.EbsService;
import io.github.miragemaven.local.ec2.Ec2Service;
import io.github.miragemaven.local.http.TlsServer;
import io.github.miragemaven.local.service.FrontDoor;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.signature.SignatureCheck;
import io.github.miragemaven.local.state.RegionState;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;

/**
 * A region on this machine. One HTTPS endpoint on 127.0.0.1 serves all its services, told apart by
 * the service that a request is signed for.
 *
 * <p>What it holds stays in its directory when it is closed, or killed. Several may be open on one
 * directory at once, in one process or many.
 */
public final class LocalRegion implements AutoCloseable {

  private final LocalRegionSettings settings;
  private final Keyring keyring;
  private final TlsServer server;

  private LocalRegion(LocalRegionSettings settings, Keyring keyring, TlsServer server) {
    this.settings = settings;
    this.keyring = keyring;
    this.server = server;
  }

  /**
   * Opens a region and starts its server.
   *
   * @throws LocalRegionException where its directory cannot be used
   */
  public static LocalRegion open(LocalRegionSettings settings) throws LocalRegionException {
    try {
      Keyring keyring = Keyring.in(settings.directory());
      RegionState state = RegionState.open(settings.directory(), settings.name());
      RegionContext context =
          new RegionContext(
              settings.name(), settings.directory(), state, settings.clock(), settings.polls());
      SignatureCheck signatures =
          new SignatureCheck(
              settings.name(),
              id -> Optional.of(keyring.accessKey()).filter(key -> key.id().equals(id)),
              InstantSource.system());
      FrontDoor door =
          new FrontDoor(List.of(new Ec2Service(context), new EbsService(context)), signatures);
      return new LocalRegion(
          settings,
          keyring,
          TlsServer.start(keyring.identity().serverContext().getSocketFactory(), door));
    } catch (IOException e) {
      throw new LocalRegionException(
          "The local region's directory %s cannot be used: %s"
              .formatted(settings.directory(), e.getMessage()),
          e);
    }
  }

  /** The region's name. */
  public String name() {
    return settings.name();
  }

  /** Where all its services answer. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** What its clients sign with. */
  public LocalCredentials credentials() {
    return new LocalCredentials(
        keyring.accessKey().id(), keyring.accessKey().secret(), Optional.empty());
  }

  /** Trusts the region's certificate and no other. */
  public X509TrustManager trustManager() {
    return keyring.identity().trustManager();
  }

  /** Stops the server. What the region holds stays in its directory. */
  @Override
  public void close() {
    server.close();
  }
}
