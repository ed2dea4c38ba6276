package io.penstock.ingest.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.penstock.fixture.Corpora;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * One of the requests on which a parser of HTTP/1 is tested: odd, broken, or several at once.
 *
 * @param text a character for each byte
 */
record ParserRequest(String title, String text) {
  private static final Pattern TITLE_OR_REQUEST =
      Pattern.compile("(?ms)^#+ (?<title>[^\n]+)$|^```http\n(?<text>.*?)\n?^```$");
  private static final Pattern ESCAPE = Pattern.compile("\\\\([rntf]|x(?<hex>[0-9a-f]{2}))");
  private static final Pattern LINE_OF_HTTP_1_1 = Pattern.compile("(?m)^[A-Z-]+ .* HTTP/1\\.1\r\n");

  static List<ParserRequest> all() {
    List<ParserRequest> requests = new ArrayList<>();
    for (Path file : Corpora.files("http1-requests")) {
      if (file.toString().endsWith(".md")) {
        requests.addAll(in(file));
      }
    }
    return requests;
  }

  private static List<ParserRequest> in(Path file) {
    List<ParserRequest> requests = new ArrayList<>();
    String title = "";
    var found = TITLE_OR_REQUEST.matcher(new String(Corpora.bytes(file), ISO_8859_1));
    while (found.find()) {
      if (found.group("title") != null) {
        title = file.getFileName() + ": " + found.group("title");
      } else {
        requests.add(new ParserRequest(title, read(found.group("text"))));
      }
    }
    return requests;
  }

  /** A backslash before a line's end joins the lines; any other line ends as HTTP wants. */
  private static String read(String written) {
    String lines = written.replace("\\\n", "").replace("\n", "\r\n");
    return ESCAPE.matcher(lines).replaceAll(ParserRequest::unescape);
  }

  private static String unescape(MatchResult escape) {
    return switch (escape.group(1).charAt(0)) {
      case 'r' -> "\r";
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'f' -> "\f";
      default -> String.valueOf((char) HexFormat.fromHexDigits(escape.group("hex")));
    };
  }

  /** Most have no host, and without one no more would be looked at. */
  ParserRequest withHost() {
    return text.toLowerCase(Locale.ROOT).contains("host:")
        ? this
        : new ParserRequest(
            title + ", with a host", LINE_OF_HTTP_1_1.matcher(text).replaceAll("$0Host: it\r\n"));
  }

  boolean isHead() {
    return text.startsWith("HEAD ");
  }
}
