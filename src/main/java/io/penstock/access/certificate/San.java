package io.penstock.access.certificate;

import java.net.URI;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A subject alternative name: whom a certificate is made for, in the one form that counts. */
sealed interface San {
  Pattern HOST = Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?");
  int HOST_LETTERS_MAX = 253;

  /** Whether letters are large or small means nothing in it. */
  record Dns(String name) implements San {
    public Dns {
      name = name.toLowerCase(Locale.ROOT);
    }
  }

  /** Each letter counts. */
  record Uri(String uri) implements San {}

  /** As the configuration writes it; empty where it is none that a certificate could have. */
  static Optional<San> parse(String text) {
    if (text.startsWith("dns:")) {
      return Optional.of(new Dns(text.substring("dns:".length())))
          .filter(San::isHost)
          .map(it -> it);
    }
    return text.startsWith("uri:") ? uri(text.substring("uri:".length())) : Optional.empty();
  }

  private static boolean isHost(Dns dns) {
    return dns.name().length() <= HOST_LETTERS_MAX
        && Stream.of(dns.name().split("\\.", -1)).allMatch(part -> HOST.matcher(part).matches());
  }

  private static Optional<San> uri(String text) {
    try {
      return URI.create(text).isAbsolute() ? Optional.of(new Uri(text)) : Optional.empty();
    } catch (IllegalArgumentException noUri) {
      return Optional.empty();
    }
  }

  /** Those that we look at, of a certificate; its common name is none. */
  static List<San> of(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null ? List.of() : names.stream().flatMap(San::known).toList();
    } catch (CertificateParsingException unreadable) {
      return List.of();
    }
  }

  /** A number says what a name is, and the name follows. */
  private static Stream<San> known(List<?> name) {
    return switch (name.getFirst()) {
      case Integer kind when kind == 2 -> Stream.of(new Dns((String) name.get(1)));
      case Integer kind when kind == 6 -> Stream.of(new Uri((String) name.get(1)));
      default -> Stream.empty();
    };
  }
}
