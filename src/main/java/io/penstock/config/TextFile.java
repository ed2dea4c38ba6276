package io.penstock.config;

import io.penstock.config.Parsed.Refused;
import io.penstock.config.Parsed.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A small file of UTF-8 text. */
final class TextFile {
  private TextFile() {}

  /** A refusal is half a sentence that lacks the file's name. */
  static Parsed<String> read(Path path, int bytesMax) {
    try (InputStream file = Files.newInputStream(path)) {
      byte[] bytes = file.readNBytes(bytesMax + 1);
      return bytes.length <= bytesMax
          ? new Value<>(
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString())
          : new Refused<>("is larger than " + Units.BYTES.print((long) bytesMax));
    } catch (NoSuchFileException missing) {
      return new Refused<>("does not exist");
    } catch (CharacterCodingException binary) {
      return new Refused<>("is not UTF-8 text");
    } catch (IOException fault) {
      return new Refused<>("cannot be read");
    }
  }
}
