package io.penstock.access.tenant;

import io.penstock.access.key.ApiKey;
import io.penstock.config.Secret;
import java.util.Optional;

/**
 * A new key. Its secrets are here and nowhere else, and told once.
 *
 * @param signingSecret what its requests must be signed with, as Standard Webhooks writes it; empty
 *     where they need not be
 */
public record IssuedKey(ApiKey secret, Optional<Secret> signingSecret, TenantKey key) {}
