package io.penstock.deadletter;

import io.penstock.control.ControlDatabases;
import java.nio.file.Path;

class LettersInPostgresIT extends IndexContract {
  @Override
  ControlDatabases start(Path folder) {
    return ControlDatabases.postgres(folder);
  }
}
