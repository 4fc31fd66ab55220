package io.github.miragemaven.snapshot.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Forwards connections to another port, and resets those that send more than a limit. */
final class CuttingProxy implements AutoCloseable {

  private static final int RESET = 0;

  private final ServerSocket listener;
  private final int target;
  private final AtomicInteger cuts;
  private final long after;

  /**
   * Starts a proxy.
   *
   * @param target the port to forward to
   * @param cuts how many connections to reset
   * @param after how many bytes to forward to the target before a reset
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
      // The proxy was closed.
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
      // One side closed its connection; the other one is closed too.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
