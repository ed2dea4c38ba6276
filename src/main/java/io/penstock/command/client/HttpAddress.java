package io.penstock.command.client;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The address of a listener, such as {@code http://127.0.0.1:8080}, maybe with a path before ours.
 */
public record HttpAddress(URI uri) {

  public static HttpAddress of(String text) {
    return new HttpAddress(URI.create(text.strip().replaceAll("/+$", "")));
  }

  public URI at(String path) {
    return URI.create(uri + path);
  }

  @Override
  public String toString() {
    return uri.toString();
  }

  /** Reads the value of an option. */
  public static final class Converter implements ITypeConverter<HttpAddress> {
    @Override
    public HttpAddress convert(String text) {
      try {
        URI uri = new URI(text.strip());
        if (isUsable(uri)) {
          return of(text);
        }
      } catch (URISyntaxException malformed) {
        // Answered below, like every other text that is no address.
      }
      throw new TypeConversionException(
          "'" + text + "' is not an address such as http://127.0.0.1:8080");
    }

    private static boolean isUsable(URI uri) {
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null;
    }
  }
}
