package io.penstock.access.network;

import java.util.List;
import java.util.Optional;

/** The addresses that share their first bits, as CIDR writes them: {@code 10.0.0.0/8}. */
public record Network(IpAddress base, int bits) {
  private static final int DIGITS_MAX = 3;

  /** What IPv4 in IPv6 has before the address. */
  private static final int MAPPED_BITS = 96;

  /** Reads a network, or a single address; empty for anything else. */
  public static Optional<Network> parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    return IpAddress.parse(address)
        .flatMap(base -> slash < 0 ? whole(base) : of(base, address, text.substring(slash + 1)));
  }

  private static Optional<Network> whole(IpAddress base) {
    return Optional.of(new Network(base, base.bits()));
  }

  /** {@code ::ffff:10.0.0.0/104} is {@code 10.0.0.0/8}. */
  private static Optional<Network> of(IpAddress base, String written, String length) {
    if (length.isEmpty()
        || length.length() > DIGITS_MAX
        || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    boolean isMapped = base.bits() == 32 && written.indexOf(':') >= 0;
    int bits = Integer.parseInt(length) - (isMapped ? MAPPED_BITS : 0);
    return bits < 0 || bits > base.bits() ? Optional.empty() : Optional.of(new Network(base, bits));
  }

  /** The network of that size which an address is in; no larger than the address is long. */
  public static Network around(IpAddress address, int bits) {
    int kept = Math.min(bits, address.bits());
    return new Network(address.cutTo(kept), kept);
  }

  public boolean contains(IpAddress address) {
    return base.shares(bits, address);
  }

  /** Whether the address is within one of them; where there are none, it may be anywhere. */
  public static boolean anyHas(List<Network> networks, IpAddress address) {
    for (Network network : networks) {
      if (network.contains(address)) {
        return true;
      }
    }
    return networks.isEmpty();
  }

  @Override
  public String toString() {
    return base.text() + "/" + bits;
  }
}
