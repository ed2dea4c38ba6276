package io.penstock.access.limit;

import io.penstock.control.ControlDatabases;
import java.nio.file.Path;

class UsageInPostgresIT extends UsageContract {
  @Override
  ControlDatabases start(Path folder) {
    return ControlDatabases.postgres(folder);
  }
}
