package io.penstock.access.tenant;

/** What a tenant has booked. */
public enum Tier {
  FREE,
  PAID,
  ENTERPRISE
}
