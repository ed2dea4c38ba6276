package io.penstock.access.tenant;

import java.util.Set;

/** What a key may be used for. */
public enum Scope {
  /** To send events, and to ask what became of them. */
  INGEST,
  /** To look. */
  READ,
  /** To send dead letters on their way again. */
  REPLAY,
  /** To change everything else. */
  ADMIN;

  /** Of which one is enough to send events, */
  public static final Set<Scope> SENDING = Set.of(INGEST);

  /** and to ask what became of them. */
  public static final Set<Scope> ASKING = Set.of(INGEST, READ);
}
