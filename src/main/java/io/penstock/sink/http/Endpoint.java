package io.penstock.sink.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.penstock.config.Secret;
import io.penstock.config.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a server is, and who we are there.
 *
 * @param url {@code http://host:port} or {@code https://host:port}, without credentials
 */
public record Endpoint(
    URI url, Optional<String> user, Optional<Secret> password, Duration connectTimeout) {
  private static final String WANTED = "is not http://host:port or https://host:port";
  private static final URI NONE = URI.create("http://127.0.0.1");

  public static Endpoint read(Section section) {
    return new Endpoint(
        url(section),
        section.optionalText("user"),
        section.secret("password"),
        section.duration(
            "connect-timeout",
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30)));
  }

  /** The URL is shown where the configuration is shown, so a password has no place in it. */
  private static URI url(Section section) {
    String text = section.text("url");
    if (text.isEmpty()) {
      return NONE;
    }
    try {
      var url = new URI(text);
      if (url.getHost() == null
          || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        section.reject("url", WANTED);
      } else if (url.getUserInfo() != null || url.getQuery() != null) {
        section.reject(
            "url", "holds more than host and port: user and password have keys of their own");
      }
      return url;
    } catch (URISyntaxException malformed) {
      section.reject("url", WANTED);
      return NONE;
    }
  }

  /** What is to be found there; {@code path} begins with a slash. */
  URI at(String path) {
    String root = url.toString();
    return URI.create((root.endsWith("/") ? root.substring(0, root.length() - 1) : root) + path);
  }

  /** The value of the header, where there is a user. */
  Optional<String> authorization() {
    return user.map(
        name -> {
          String secret = password.map(Secret::reveal).orElse("");
          byte[] login = (name + ":" + secret).getBytes(UTF_8);
          return "Basic " + Base64.getEncoder().encodeToString(login);
        });
  }
}
