package io.github.miragemaven.aws;

import io.github.miragemaven.failure.FailureException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.X509TrustManager;

/**
 * Provides regions that do not belong to AWS. Implementations are found by {@link
 * java.util.ServiceLoader}.
 */
public interface RegionProvider {

  /** Differences from AWS's regions. */
  enum Capability {
    /** Needs neither a network nor an IAM policy. */
    OFFLINE,
    /** Returns an instance's console output as soon as it is written. */
    IMMEDIATE_CONSOLE,
    /** Boots Multiboot kernels that EC2 does not boot. */
    MULTIBOOT
  }

  /** Returns true if the region of this name is one of this provider's. */
  boolean handles(String region);

  /** The capabilities of this provider's regions. */
  Set<Capability> capabilities();

  /**
   * Opens a region.
   *
   * @param directory where the provider keeps its regions
   * @throws FailureException if the region cannot be opened
   */
  OpenRegion open(String region, Path directory) throws FailureException;

  /** The command that removes an AMI or a snapshot by hand. */
  String removalCommand(String region);

  /** Explains an error code that AWS does not have, and suggests how to fix its cause. */
  Optional<String> explain(String region, String errorCode, String message);

  /** A region that answers requests until it is closed. */
  interface OpenRegion extends AutoCloseable {

    /** The endpoint of all its services. */
    URI endpoint();

    /** The access key to sign requests with. */
    AccessKey accessKey();

    /** Trusts the certificate of {@link #endpoint()}. */
    X509TrustManager trustManager();

    /** The address at which this machine reaches a TCP port of a host in the region. */
    InetSocketAddress reach(String host, int port);

    @Override
    void close();
  }
}
