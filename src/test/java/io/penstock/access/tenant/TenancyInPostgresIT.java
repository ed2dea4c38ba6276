package io.penstock.access.tenant;

import io.penstock.control.ControlDatabases;
import java.nio.file.Path;

class TenancyInPostgresIT extends TenancyContract {
  @Override
  ControlDatabases start(Path folder) {
    return ControlDatabases.postgres(folder);
  }

  @Override
  String numbers(int count) {
    return "generate_series(1, " + count + ")";
  }
}
