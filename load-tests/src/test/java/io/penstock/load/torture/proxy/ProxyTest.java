package io.penstock.load.torture.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.load.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that says back what it hears, and a proxy before it. */
class ProxyTest {
  private static final int SHORT_WAIT_MILLIS = 200;
  private static final int LONG_WAIT_MILLIS = 5_000;

  private final AtomicInteger heard = new AtomicInteger();
  private ServerSocket echo;
  private Proxy proxy;

  @BeforeEach
  void open() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    proxy = Proxy.open(Ports.free(), echo.getLocalPort(), 7);
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    echo.close();
  }

  private void serve() {
    while (!echo.isClosed()) {
      try {
        Socket client = echo.accept();
        Thread.ofVirtual().start(() -> answer(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void answer(Socket client) {
    try (client) {
      byte[] piece = new byte[4 << 10];
      for (int n = client.getInputStream().read(piece);
          n > 0;
          n = client.getInputStream().read(piece)) {
        heard.addAndGet(n);
        client.getOutputStream().write(piece, 0, n);
      }
    } catch (IOException cut) {
      return;
    }
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(LONG_WAIT_MILLIS);
    return socket;
  }

  private static void say(Socket socket, String words) throws IOException {
    socket.getOutputStream().write(words.getBytes(US_ASCII));
  }

  private static String hear(Socket socket, int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length), US_ASCII);
  }

  /** The end, or a reset: either way nothing comes any more. */
  private static boolean isCut(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException still) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  @Test
  void carriesBytesBothWays() throws IOException {
    try (Socket socket = connect()) {
      say(socket, "hello");

      assertThat(hear(socket, 5)).isEqualTo("hello");
      assertThat(proxy.attempts()).isEqualTo(1);
    }
  }

  @Test
  void cutsWhoIsConnectedAndWhoComesWhileItIsAway() throws IOException {
    try (Socket before = connect()) {
      say(before, "x");
      hear(before, 1);

      proxy.become(new Condition.Away());

      assertThat(isCut(before)).isTrue();
      try (Socket during = connect()) {
        assertThat(isCut(during)).isTrue();
      }
      assertThat(proxy.attempts()).isEqualTo(2);
    }
  }

  @Test
  void takesConnectionsAgainWhenItIsCalm() throws IOException {
    proxy.become(new Condition.Away());
    proxy.become(Condition.CALM);

    try (Socket socket = connect()) {
      say(socket, "hello");
      assertThat(hear(socket, 5)).isEqualTo("hello");
    }
  }

  @Test
  void holdsWhatIsSaidWhileItIsSilent() throws IOException {
    try (Socket socket = connect()) {
      proxy.become(new Condition.Silent());
      say(socket, "hello");
      socket.setSoTimeout(SHORT_WAIT_MILLIS);
      assertThatThrownBy(() -> hear(socket, 1)).isInstanceOf(SocketTimeoutException.class);

      proxy.become(Condition.CALM);

      socket.setSoTimeout(LONG_WAIT_MILLIS);
      assertThat(hear(socket, 5)).isEqualTo("hello");
    }
  }

  @Test
  void letsAnswersWait() throws IOException {
    proxy.become(new Condition.Slow(Duration.ofMillis(300)));
    try (Socket socket = connect()) {
      long began = System.nanoTime();
      say(socket, "hello");

      assertThat(hear(socket, 5)).isEqualTo("hello");
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }
  }

  @Test
  void letsSoManyBytesThroughInASecond() throws IOException {
    proxy.become(new Condition.Narrow(10_000));
    try (Socket socket = connect()) {
      long began = System.nanoTime();
      say(socket, "x".repeat(2_000));

      hear(socket, 2_000);
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .as("200 ms there and 200 ms back")
          .isGreaterThanOrEqualTo(Duration.ofMillis(380));
    }
  }

  @Test
  void losesTheAnswerOfARequestThatArrived() throws IOException {
    proxy.become(new Condition.LostAnswers(1, Duration.ofMillis(50)));
    try (Socket socket = connect()) {
      say(socket, "hello");

      assertThat(isCut(socket)).isTrue();
      assertThat(heard).hasValue(5);
    }
  }

  @Test
  void losesTheSameAnswersWithTheSameSeed() throws IOException {
    proxy.become(new Condition.LostAnswers(0.2, Duration.ZERO));
    int first = answersUntilOneIsLost(proxy);
    try (Proxy again = Proxy.open(Ports.free(), echo.getLocalPort(), 7)) {
      again.become(new Condition.LostAnswers(0.2, Duration.ZERO));
      assertThat(answersUntilOneIsLost(again)).isEqualTo(first);
    }
  }

  private static int answersUntilOneIsLost(Proxy through) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), through.port())) {
      int answers = 0;
      while (true) {
        try {
          say(socket, "x");
          if (hear(socket, 1).isEmpty()) {
            return answers;
          }
        } catch (IOException cut) {
          return answers;
        }
        answers++;
      }
    }
  }

  @Test
  void flipsOneBit() throws IOException {
    proxy.become(new Condition.Garbled(1));
    try (Socket socket = connect()) {
      say(socket, "hello");

      byte[] answer = socket.getInputStream().readNBytes(5);
      byte[] said = "hello".getBytes(US_ASCII);
      int bits = 0;
      for (int i = 0; i < said.length; i++) {
        bits += Integer.bitCount((said[i] ^ answer[i]) & 0xff);
      }
      assertThat(bits).isEqualTo(1);
    }
  }
}
