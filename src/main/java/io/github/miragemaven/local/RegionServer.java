package io.github.miragemaven.local;

import io.github.miragemaven.aws.AccessKey;
import io.github.miragemaven.aws.RegionProvider;
import io.github.miragemaven.local.ebs.EbsService;
import io.github.miragemaven.local.ec2.Ec2Service;
import io.github.miragemaven.local.http.LoopbackServer;
import io.github.miragemaven.local.kms.KmsService;
import io.github.miragemaven.local.machine.RunningMachines;
import io.github.miragemaven.local.service.RegionContext;
import io.github.miragemaven.local.service.SealedTokens;
import io.github.miragemaven.local.service.Service;
import io.github.miragemaven.local.ssm.SsmService;
import io.github.miragemaven.local.state.Addresses;
import io.github.miragemaven.local.state.DamagedRecordException;
import io.github.miragemaven.local.state.RegionState;
import io.github.miragemaven.local.sts.StsService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.X509TrustManager;

/**
 * A region on this machine. One HTTPS endpoint on 127.0.0.1 serves all its services; the service
 * that a request is signed for tells them apart.
 *
 * <p>The region's resources stay in its directory when it is closed or killed. Several servers may
 * be open on one directory at once, in one process or many, under the same name or others.
 */
final class RegionServer implements RegionProvider.OpenRegion {

  private final Keyring keyring;
  private final RegionState state;
  private final LoopbackServer server;
  private final RunningMachines machines;
  private final ClosedPort closedPort;

  private RegionServer(Path directory, String name, RegionOptions options) throws IOException {
    this.keyring = Keyring.in(directory);
    this.state = RegionState.open(directory, name);
    if (options.ownAddress().isPresent()) {
      state.own(options.ownAddress().get());
    }
    this.machines = RunningMachines.of(state, options.machines(), options.clock());
    this.closedPort = ClosedPort.open();
    RegionContext region =
        new RegionContext(
            name,
            directory,
            state,
            options.clock(),
            options.account(),
            new SealedTokens(keyring.accessKey().secret(), options.clock()),
            machines);
    List<Service> services = new ArrayList<>();
    services.add(new Ec2Service(region, options.ec2()));
    services.add(new EbsService(region));
    services.add(new SsmService(region));
    services.add(new KmsService(region));
    services.add(new StsService());
    services.addAll(options.services(region));
    this.server =
        options.serve(
            keyring.identity().serverContext(),
            new RequestDispatcher(
                region, services, options.authenticator(keyring.accessKey()), options),
            state);
  }

  /**
   * Opens a region and starts its server.
   *
   * @throws LocalRegionException if its directory cannot be used
   */
  static RegionServer open(Path directory, String name, RegionOptions options)
      throws LocalRegionException {
    Path parent = directory.toAbsolutePath().normalize();
    try {
      return new RegionServer(parent, name, options);
    } catch (DamagedRecordException e) {
      throw new LocalRegionException(e.getMessage(), e);
    } catch (IOException e) {
      throw new LocalRegionException(
          """
          The local region cannot be kept in %s: %s
          Give it a directory that can be written to, or remove this one to begin anew.\
          """
              .formatted(parent, e.getMessage()),
          e);
    }
  }

  @Override
  public URI endpoint() {
    return server.endpoint();
  }

  @Override
  public AccessKey accessKey() {
    return keyring.accessKey();
  }

  @Override
  public X509TrustManager trustManager() {
    return keyring.identity().trustManager();
  }

  /**
   * Returns a port of this machine for a TCP port of one of the region's instances: a port that
   * refuses connections where no instance listens or its security groups do not admit the port.
   * Hosts outside the region keep their own addresses.
   *
   * @param host a public or private address of an instance, IPv4 or IPv6
   */
  @Override
  public InetSocketAddress reach(String host, int port) {
    if (!Addresses.isOurs(host)) {
      return new InetSocketAddress(host, port);
    }
    try {
      return machines.reach(host, port).orElse(closedPort.address());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RegionState state() {
    return state;
  }

  /** Stops the server and the machines. The region's resources stay in its directory. */
  @Override
  public void close() {
    server.close();
    machines.close();
    closedPort.close();
  }
}
