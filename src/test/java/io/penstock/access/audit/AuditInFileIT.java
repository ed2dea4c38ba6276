package io.penstock.access.audit;

import io.penstock.control.ControlDatabases;
import java.nio.file.Path;

class AuditInFileIT extends AuditContract {
  @Override
  ControlDatabases start(Path folder) {
    return ControlDatabases.file(folder);
  }
}
