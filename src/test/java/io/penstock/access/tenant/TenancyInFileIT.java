package io.penstock.access.tenant;

import io.penstock.control.ControlDatabases;
import java.nio.file.Path;

class TenancyInFileIT extends TenancyContract {
  @Override
  ControlDatabases start(Path folder) {
    return ControlDatabases.file(folder);
  }

  @Override
  String numbers(int count) {
    return "SYSTEM_RANGE(1, " + count + ")";
  }
}
