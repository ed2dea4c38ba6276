package io.penstock.event.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The oracle: another strict parser, without limits. It forgives some malformed UTF-8, so the JDK
 * decodes first; it guesses other encodings from the first bytes, so it gets some space before
 * them; it refuses escapes of lone surrogates in names, which are lawful, so it gets to see a
 * letter instead of each.
 */
final class Jackson {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final String SPACE = "    ";
  private static final Pattern SURROGATE = Pattern.compile("\\\\u[dD][89a-fA-F][0-9a-fA-F]{2}");

  private Jackson() {}

  /** Whether the bytes are UTF-8 and one JSON text. */
  static boolean accepts(byte[] bytes) {
    try (JsonParser parser = FACTORY.createParser(prepared(bytes))) {
      return parser.nextToken() != null && skipValue(parser) && parser.nextToken() == null;
    } catch (CharacterCodingException | JsonProcessingException malformed) {

      return false;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Where the first value of the bytes, an object or an array, ends. */
  static long endOfValue(byte[] bytes) throws IOException {
    try (JsonParser parser = FACTORY.createParser(prepared(bytes))) {
      parser.nextToken();
      skipValue(parser);
      return parser.currentLocation().getByteOffset() - SPACE.length();
    }
  }

  private static boolean skipValue(JsonParser parser) throws IOException {
    parser.skipChildren();
    parser.finishToken();
    return true;
  }

  private static byte[] prepared(byte[] bytes) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    String withoutSurrogates = SURROGATE.matcher(text).replaceAll("\\\\u0041");
    return (SPACE + withoutSurrogates).getBytes(StandardCharsets.UTF_8);
  }
}
