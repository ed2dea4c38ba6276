package io.penstock.access.audit;

import io.penstock.control.ControlDatabases;
import java.nio.file.Path;

class AuditInPostgresIT extends AuditContract {
  @Override
  ControlDatabases start(Path folder) {
    return ControlDatabases.postgres(folder);
  }
}
