package io.penstock.access.audit;

/**
 * What somebody asked to be done, for the audit trail.
 *
 * @param who as the caller says: the admin listener asks for no key
 * @param address where the request came from
 * @param action such as {@code dead-letters.discard}
 * @param object what it was done to, such as a selection
 * @param why in the words of whoever asked; may be empty
 */
public record Act(
    String who,
    String address,
    String action,
    String object,
    String why,
    String requestId,
    Subject subject) {

  /** The same, now that it is known whom it concerns. */
  public Act concerning(Subject whom) {
    return new Act(who, address, action, object, why, requestId, whom);
  }

  /**
   * How it ended.
   *
   * @param affected how many things changed
   * @param beforeHash of what was there before, empty where nothing was
   */
  public record Ending(String outcome, long affected, String beforeHash, String afterHash) {

    /**
     * One thing was changed from what the one text says to what the other does; empty is nothing.
     */
    public static Ending ofChange(String before, String after) {
      return ofChange(1, before, after);
    }

    /** So many things were changed together. */
    public static Ending ofChange(long affected, String before, String after) {
      return new Ending("done", affected, AuditChain.hash(before), AuditChain.hash(after));
    }
  }
}
