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
  NO_RESPONSE("no response"),
  UNREACHABLE("no route to host");

  private final String text;

  Connection(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** Connects and closes the connection. */
  static Connection to(InetSocketAddress address, Duration timeout) {
    try (Socket socket = new Socket()) {
      socket.connect(address, Math.max(1, Math.toIntExact(timeout.toMillis())));
      return OPEN;
    } catch (SocketTimeoutException e) {
      return NO_RESPONSE;
    } catch (NoRouteToHostException e) {
      return UNREACHABLE;
    } catch (ConnectException e) {
      return REFUSED;
    } catch (IOException e) {
      return UNREACHABLE;
    }
  }
}
