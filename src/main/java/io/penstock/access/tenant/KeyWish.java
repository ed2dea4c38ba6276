package io.penstock.access.tenant;

import io.penstock.access.network.Network;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The key that somebody wants.
 *
 * @param networks from where it may be used; empty for everywhere that its tenant's may
 * @param lasts empty for ever
 * @param signed whether requests with it must be signed
 */
public record KeyWish(
    String tenant,
    Set<Scope> scopes,
    List<Network> networks,
    Optional<Duration> lasts,
    boolean signed) {}
