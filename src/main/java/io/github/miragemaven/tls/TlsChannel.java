package io.github.miragemaven.tls;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;

/**
 * One end of a connection over TLS. Records lie in buffers outside the heap, many of them one
 * behind the other, so that a block takes few calls of the system and few copies. One thread uses
 * it at a time. Closing the connection below, from any thread, ends what is under way.
 */
public final class TlsChannel {

  /** As much as a record holds (RFC 8446, section 5.1). */
  private static final int RECORD = 1 << 14;

  /** What is made into records at once. */
  private static final int PLAIN = 4 * RECORD;

  /** What is written or read with one call of the system. */
  private static final int BATCH = 1 << 17;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel tcp;
  private final SSLEngine engine;

  /** What the next records will say; filled from its start. */
  private final ByteBuffer plain = ByteBuffer.allocateDirect(PLAIN);

  /** Records to be sent; filled from its start. */
  private final ByteBuffer records;

  /** Records that have come in; between position and limit. */
  private final ByteBuffer arrived;

  /** What the last record said; between position and limit. */
  private final ByteBuffer said;

  private TlsChannel(SocketChannel tcp, SSLEngine engine) {
    this.tcp = tcp;
    this.engine = engine;
    int batch = Math.max(BATCH, 2 * engine.getSession().getPacketBufferSize());
    this.records = ByteBuffer.allocateDirect(batch);
    this.arrived = ByteBuffer.allocateDirect(batch).flip();
    this.said =
        ByteBuffer.allocateDirect(Math.max(RECORD, engine.getSession().getApplicationBufferSize()))
            .flip();
  }

  /**
   * Agrees with the other end.
   *
   * @param tcp a connection, in blocking mode
   * @param engine which end this is, and what it trusts
   * @throws IOException if the other end is not trusted, speaks no TLS, or has gone
   */
  public static TlsChannel open(SocketChannel tcp, SSLEngine engine) throws IOException {
    TlsChannel channel = new TlsChannel(tcp, engine);
    engine.beginHandshake();
    channel.handshake();
    return channel;
  }

  private void handshake() throws IOException {
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_WRAP -> seal(NOTHING);
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          send();
          if (!unseal()) {
            throw new EOFException("The other end closed the connection inside TLS's handshake");
          }
        }
        case NEED_TASK -> task();
        default -> {
          send();
          return;
        }
      }
    }
  }

  private void task() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  private void write(byte[] from, int offset, int length) throws IOException {
    int end = offset + length;
    for (int at = offset; at < end; ) {
      int count = Math.min(end - at, plain.remaining());
      plain.put(from, at, count);
      at += count;
      if (!plain.hasRemaining()) {
        sealPlain();
      }
    }
  }

  /** Sends all that a channel gives, at the latest with the next flush. */
  public void transferFrom(ReadableByteChannel from) throws IOException {
    while (from.read(plain) >= 0) {
      if (!plain.hasRemaining()) {
        sealPlain();
      }
    }
  }

  private void sealPlain() throws IOException {
    plain.flip();
    while (plain.hasRemaining()) {
      seal(plain);
    }
    plain.clear();
  }

  /** Makes a record of as much as fits into one. */
  private void seal(ByteBuffer bytes) throws IOException {
    SSLEngineResult result = engine.wrap(bytes, records);
    switch (result.getStatus()) {
      case BUFFER_OVERFLOW -> {
        if (records.position() == 0) {
          throw new IOException("A record of TLS does not fit into " + records.capacity());
        }
        send();
      }
      case CLOSED -> {
        send();
        throw new EOFException("The connection is closed");
      }
      default -> {
        if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
          task();
        }
      }
    }
  }

  private void flush() throws IOException {
    sealPlain();
    send();
  }

  private void send() throws IOException {
    records.flip();
    while (records.hasRemaining()) {
      tcp.write(records);
    }
    records.clear();
  }

  /**
   * Reads some bytes, waiting for the first one.
   *
   * @return how many; -1 at the end
   */
  private int read(byte[] into, int offset, int length) throws IOException {
    while (!said.hasRemaining()) {
      if (!unseal()) {
        return -1;
      }
      // A key update wants an answer (RFC 8446, section 4.6.3).
      if (engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
        handshake();
      }
    }
    int count = Math.min(length, said.remaining());
    said.get(into, offset, count);
    return count;
  }

  /** Opens the next record, waiting for it; false at the end. */
  private boolean unseal() throws IOException {
    while (true) {
      said.compact();
      SSLEngineResult result;
      try {
        result = engine.unwrap(arrived, said);
      } finally {
        said.flip();
      }
      switch (result.getStatus()) {
        case CLOSED -> {
          return false;
        }
        case BUFFER_UNDERFLOW -> {
          if (!receive()) {
            return false;
          }
        }
        case BUFFER_OVERFLOW ->
            throw new IOException("A record of TLS says more than " + said.capacity());
        default -> {
          return true;
        }
      }
    }
  }

  private boolean receive() throws IOException {
    arrived.compact();
    try {
      return tcp.read(arrived) >= 0;
    } finally {
      arrived.flip();
    }
  }

  /** What comes in. Single bytes cost little. */
  public InputStream input() {
    return new InputStream() {

      @Override
      public int read() throws IOException {
        if (said.hasRemaining()) {
          return Byte.toUnsignedInt(said.get());
        }
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        return length == 0 ? 0 : TlsChannel.this.read(into, offset, length);
      }

      @Override
      public int available() {
        return said.remaining();
      }
    };
  }

  /** What goes out, at the latest with a flush. */
  public OutputStream output() {
    return new OutputStream() {

      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] from, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, from.length);
        TlsChannel.this.write(from, offset, length);
      }

      @Override
      public void flush() throws IOException {
        TlsChannel.this.flush();
      }
    };
  }

  /** Says that nothing more comes from here (RFC 8446, section 6.1). */
  public void end() throws IOException {
    engine.closeOutbound();
    engine.wrap(NOTHING, records);
    send();
  }
}
