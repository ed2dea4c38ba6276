package io.penstock.access.network;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells who sends a request that may have come through proxies. What a proxy that we trust wrote
 * down is true; what was there before may be anything.
 */
public final class ClientAddress {
  /** Some proxies write a word for a port. */
  private static final Pattern WITH_PORT =
      Pattern.compile("(?:\\[([^\\[\\]]*)]|([^:\\[\\]]*))(?::\\w{0,16})?");

  private final List<Network> trusted;
  private final ForwardingHeader header;

  /** {@code trusted} are the proxies whose header counts. */
  public ClientAddress(List<Network> trusted, ForwardingHeader header) {
    this.trusted = List.copyOf(trusted);
    this.header = header;
  }

  /**
   * The last address in the header, seen from us, that is no proxy of ours; the first where all
   * are. Empty where there is something else on the way there: then nobody knows.
   *
   * @param headers the values of a header, in the order of the request, by its name
   */
  public Optional<IpAddress> of(IpAddress peer, Function<String, List<String>> headers) {
    return isTrusted(peer) ? behind(peer, headers.apply(header.header())) : Optional.of(peer);
  }

  private Optional<IpAddress> behind(IpAddress peer, List<String> lines) {
    List<String> addresses = header.addresses(lines);
    IpAddress client = peer;
    for (int i = addresses.size() - 1; i >= 0 && isTrusted(client); i--) {
      Optional<IpAddress> written = address(addresses.get(i));
      if (written.isEmpty()) {
        return Optional.empty();
      }
      client = written.get();
    }
    return Optional.of(client);
  }

  private boolean isTrusted(IpAddress address) {
    for (Network network : trusted) {
      if (network.contains(address)) {
        return true;
      }
    }
    return false;
  }

  /** Perhaps with a port, and in brackets then where it is IPv6. */
  static Optional<IpAddress> address(String text) {
    return IpAddress.parse(withoutPort(text)).filter(address -> !address.isUnspecified());
  }

  private static String withoutPort(String text) {
    Matcher address = WITH_PORT.matcher(text);
    if (!address.matches()) {
      return text;
    }
    String inBrackets = address.group(1);
    return inBrackets == null ? address.group(2) : inBrackets;
  }
}
