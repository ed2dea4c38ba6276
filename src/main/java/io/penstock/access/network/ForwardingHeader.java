package io.penstock.access.network;

import java.util.ArrayList;
import java.util.List;

/** A header in which proxies write down whom they speak for, the last of them at the end. */
public enum ForwardingHeader {
  /** An address, often with a port, for each. */
  X_FORWARDED_FOR("x-forwarded-for") {
    // It knows no quotes: what a sender writes must not reach into what a proxy adds.
    @Override
    List<String> elements(String line) {
      return List.of(line.split(",", -1));
    }

    @Override
    String addressIn(String element) {
      return element;
    }
  },
  /** RFC 7239: pairs for each, of which {@code for} has the address. */
  FORWARDED("forwarded") {
    @Override
    List<String> elements(String line) {
      return split(line, ',');
    }

    @Override
    String addressIn(String element) {
      for (String pair : split(element, ';')) {
        int equals = pair.indexOf('=');
        if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase("for")) {
          return unquoted(pair.substring(equals + 1).strip());
        }
      }
      return "";
    }
  };

  private final String header;

  ForwardingHeader(String header) {
    this.header = header;
  }

  /** Its name in a request, in small letters. */
  String header() {
    return header;
  }

  /** What the proxies wrote, one after the other. */
  abstract List<String> elements(String line);

  /** What one proxy wrote; empty where it names nobody. */
  abstract String addressIn(String element);

  /** What was written down for whom, in the order of the proxies; {@code lines} are its values. */
  List<String> addresses(List<String> lines) {
    List<String> addresses = new ArrayList<>();
    for (String line : lines) {
      for (String element : elements(line)) {
        addresses.add(addressIn(element.strip()));
      }
    }
    return addresses;
  }

  /**
   * What is between the separators, but those between quotes. A quote that is never closed has
   * swallowed what proxies added: then nobody is named.
   */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (quoted && c == '\\') {
        at++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(from, at));
        from = at + 1;
      }
    }
    parts.add(text.substring(from));
    return quoted ? List.of("") : parts;
  }

  private static String unquoted(String value) {
    return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1)
        : value;
  }
}
