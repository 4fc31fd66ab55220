package io.github.miragemaven.it;

import io.github.miragemaven.incremental.Sha256;
import io.github.miragemaven.process.Programs;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ebs.EbsClient;
import software.amazon.awssdk.services.ebs.model.Block;

/** A moto server, an independent mock of AWS, for a build in {@code src/it}. */
public final class MotoServer implements AutoCloseable {

  private static final int BLOCK = 524_288;
  private static final long SECONDS_TO_START = 60;

  private final Process process;
  private final int port;

  private MotoServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Returns whether {@code moto_server} is on the {@code PATH}. */
  public static boolean isThere() {
    return Programs.ofThisProcess().find("moto_server").isPresent();
  }

  /** Starts a server on loopback, and waits until it answers. It stops with this process. */
  public static MotoServer start(int port, File log) throws IOException, InterruptedException {
    Path program = Programs.ofThisProcess().find("moto_server").orElseThrow();
    Process process =
        new ProcessBuilder(program.toString(), "-H", "127.0.0.1", "-p", Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    MotoServer server = new MotoServer(process, port);
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
    while (!server.answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        server.close();
        throw new IOException("moto_server did not start: see " + log);
      }
      process.waitFor(100, TimeUnit.MILLISECONDS);
    }
    return server;
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Reads the first bytes of a snapshot, with gaps as zeros; returns their SHA-256. */
  public String sha256(String region, String snapshot, long size) {
    try (EbsClient ebs =
        EbsClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + port))
            .region(Region.of(region))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .build()) {
      Map<Integer, String> tokens = new TreeMap<>();
      for (Block block : ebs.listSnapshotBlocks(list -> list.snapshotId(snapshot)).blocks()) {
        tokens.put(block.blockIndex(), block.blockToken());
      }
      var sha256 = Sha256.digest();
      for (int index = 0; (long) index * BLOCK < size; index++) {
        int number = index;
        byte[] block =
            tokens.containsKey(number)
                ? ebs.getSnapshotBlockAsBytes(
                        get ->
                            get.snapshotId(snapshot)
                                .blockIndex(number)
                                .blockToken(tokens.get(number)))
                    .asByteArray()
                : new byte[BLOCK];
        sha256.update(Arrays.copyOf(block, (int) Math.min(BLOCK, size - (long) index * BLOCK)));
      }
      return Sha256.of(sha256.digest()).hex();
    }
  }

  /** Stops the server. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
