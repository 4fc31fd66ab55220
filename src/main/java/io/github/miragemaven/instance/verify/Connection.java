package io.github.miragemaven.instance.verify;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Result of connecting to a port. */
enum Connection {
  OPEN("open"),
  REFUSED("refused"),
  UNANSWERED("no answer"),
  UNREACHABLE("no way there");

  private final String words;

  Connection(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** Connects and closes the connection. */
  static Connection to(InetSocketAddress address, Duration limit) {
    try (Socket socket = new Socket()) {
      socket.connect(address, Math.max(1, Math.toIntExact(limit.toMillis())));
      return OPEN;
    } catch (SocketTimeoutException e) {
      return UNANSWERED;
    } catch (NoRouteToHostException e) {
      return UNREACHABLE;
    } catch (ConnectException e) {
      return REFUSED;
    } catch (IOException e) {
      return UNREACHABLE;
    }
  }
}
