package io.penstock.event.analytics;

/**
 * How much the custom properties of an event may hold.
 *
 * @param membersMax of the object itself
 * @param depthMax levels of nesting, of which the object is the first
 * @param bytesMax as they were sent, white space included
 */
public record PropertyLimits(int membersMax, int depthMax, int bytesMax) {
  /** The narrower of both, one by one. */
  public PropertyLimits within(PropertyLimits other) {
    return new PropertyLimits(
        Math.min(membersMax, other.membersMax),
        Math.min(depthMax, other.depthMax),
        Math.min(bytesMax, other.bytesMax));
  }

  /** Where a stream says nothing. */
  public static final PropertyLimits DEFAULT = new PropertyLimits(64, 5, 16 << 10);
}
