package io.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.Native;
import io.netty.channel.unix.Errors;
import org.junit.jupiter.api.Test;

/** The native transport comes in a jar of its own, of another version than the rest of Netty. */
class NativeTransportTest {

  @Test
  void theEpollLibraryLoads() {
    assertThat(Epoll.isAvailable()).as(() -> String.valueOf(Epoll.unavailabilityCause())).isTrue();
  }

  @Test
  void everyFunctionThatTheClassesCallIsInTheLibrary() {
    assertThat(Errors.ERRNO_EAGAIN_NEGATIVE).isNegative();
    assertThat(Native.EPOLLIN).isPositive();
    assertThat(Native.IS_SUPPORTING_SENDMMSG).isTrue();
  }
}
