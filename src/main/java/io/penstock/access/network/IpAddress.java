package io.penstock.access.network;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address as addresses are compared: IPv4 in IPv6 ({@code ::ffff:0:0/96}) is IPv4, and the
 * zone of a link is left out, which means nothing on another machine.
 */
public final class IpAddress {
  private static final Pattern V4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

  private static final Pattern ZONE = Pattern.compile("(%[A-Za-z0-9._-]{0,32})?");

  private final byte[] bytes;

  private IpAddress(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Java has IPv4 in IPv6 as IPv4 already. */
  public static IpAddress of(InetAddress address) {
    return new IpAddress(address.getAddress());
  }

  /**
   * Reads an address: IPv4 with all its four numbers, or IPv6, perhaps with a zone. Empty for
   * anything else.
   */
  public static Optional<IpAddress> parse(String text) {
    int zone = text.indexOf('%');
    String address = zone < 0 ? text : text.substring(0, zone);
    if (!isLiteral(address) || !ZONE.matcher(text.substring(address.length())).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new IpAddress(InetAddress.ofLiteral(address).getAddress()));
    } catch (IllegalArgumentException notOne) {
      return Optional.empty();
    }
  }

  /**
   * Java also takes {@code 127.1}, {@code 2130706433} and zeros in front, which others read as
   * something else.
   */
  private static boolean isLiteral(String text) {
    return text.indexOf(':') >= 0 || V4.matcher(text).matches();
  }

  /** Which nobody has: {@code 0.0.0.0} and {@code ::}. */
  public boolean isUnspecified() {
    for (byte one : bytes) {
      if (one != 0) {
        return false;
      }
    }
    return true;
  }

  /** How many bits it has. */
  int bits() {
    return bytes.length * Byte.SIZE;
  }

  /** Whether the first bits are the same; addresses of different kinds share none. */
  boolean shares(int bits, IpAddress other) {
    if (bytes.length != other.bytes.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    int rest = bits % Byte.SIZE;
    return Arrays.mismatch(bytes, 0, whole, other.bytes, 0, whole) < 0
        && (rest == 0 || (bytes[whole] ^ other.bytes[whole]) >>> (Byte.SIZE - rest) << 24 == 0);
  }

  /** The same first bits, and behind them none that is set. */
  IpAddress cutTo(int bits) {
    byte[] cut = bytes.clone();
    for (int i = 0; i < cut.length; i++) {
      int kept = Math.clamp(bits - (long) i * Byte.SIZE, 0, Byte.SIZE);
      cut[i] &= (byte) (0xff << (Byte.SIZE - kept));
    }
    return new IpAddress(cut);
  }

  /** As RFC 5952 wants it written: {@code 2001:db8::1}. */
  public String text() {
    return NetUtil.bytesToIpAddress(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IpAddress address && Arrays.equals(bytes, address.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return text();
  }
}
