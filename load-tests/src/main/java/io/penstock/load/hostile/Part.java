package io.penstock.load.hostile;

/** Where in a request a slow sender is slow. */
public enum Part {
  HEAD,
  BODY
}
