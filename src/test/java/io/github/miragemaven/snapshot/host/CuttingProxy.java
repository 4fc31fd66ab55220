package io.github.miragemaven.snapshot.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Forwards connections on loopback to another port, and cuts those that send much. */
final class CuttingProxy implements AutoCloseable {

  private static final int RESET = 0;

  private final ServerSocket listener;
  private final int target;
  private final AtomicInteger cuts;
  private final long after;

  /**
   * A proxy.
   *
   * @param target the port to forward to
   * @param cuts how many connections it cuts, the first that send more than the limit
   * @param after the limit: how many bytes to the target it forwards before a cut
   */
  CuttingProxy(int target, int cuts, long after) throws IOException {
    this.listener = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    this.target = target;
    this.cuts = new AtomicInteger(cuts);
    this.after = after;
    start(this::accept);
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "cutting-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket from = listener.accept();
        Socket to = new Socket(InetAddress.getLoopbackAddress(), target);
        start(() -> pass(from, to, after));
        start(() -> pass(to, from, Long.MAX_VALUE));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void pass(Socket from, Socket to, long limit) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[1 << 14];
      long passed = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        passed += read;
        if (passed - read <= limit && passed > limit && cuts.getAndDecrement() > 0) {
          from.setSoLinger(true, RESET);
          to.setSoLinger(true, RESET);
          return;
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException closed) {
      // One of the two has hung up, and so does the other.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
