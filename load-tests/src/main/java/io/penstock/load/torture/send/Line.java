package io.penstock.load.torture.send;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A door, and the connection to it as long as there is one. */
final class Line {
  private final Door door;
  private @Nullable DoorConnection connection;

  Line(Door door) {
    this.door = door;
  }

  /** False where nobody is there. */
  boolean isOpen() {
    if (connection != null && connection.isUsable()) {
      return true;
    }
    hangUp();
    try {
      connection = new DoorConnection(door);
      return true;
    } catch (IOException nobodyThere) {
      return false;
    }
  }

  /** Only while it is open. */
  HttpAnswer post(byte[] body) throws IOException {
    return post(body, door.credential().lines(body));
  }

  /** Likewise, as somebody else; the lines are those of {@link Credential}. */
  HttpAnswer post(byte[] body, List<String> lines) throws IOException {
    DoorConnection open = connection;
    if (open == null) {
      throw new IOException("not connected");
    }
    return open.post(door.path(), lines, body);
  }

  void hangUp() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
