package io.penstock.sink.objects;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Keeps objects under names, whole or not at all; names have slashes, and no folders have to be
 * made. Blocks, for virtual threads. What does not work is a {@link StoreTrouble}.
 */
public interface ObjectStore extends AutoCloseable {
  /** An object as a listing shows it. */
  record Listed(String name, long bytes, Instant changedAt) {}

  /**
   * Keeps a new object; answers whether there was none of that name, which it leaves alone. Of
   * several who try at once one is answered so.
   *
   * @param notes a few short texts beside it, by lower-case names
   */
  boolean create(String name, byte[] body, Map<String, String> notes) throws StoreTrouble;

  /** Keeps an object, instead of one that may be there. */
  void replace(String name, byte[] body) throws StoreTrouble;

  /** The notes of an object; empty where there is none of that name. */
  Optional<Map<String, String>> notes(String name) throws StoreTrouble;

  /** How large it is; empty where there is none of that name. */
  Optional<Listed> look(String name) throws StoreTrouble;

  /** So many bytes of it from there on; fewer only where it ends. */
  byte[] read(String name, long from, int length) throws StoreTrouble;

  /**
   * Shows what has names that begin so, in the order of their bytes, until {@code each} has had
   * enough.
   *
   * @param after only names behind this one; may be empty
   * @param each answers whether it wants more
   */
  void list(String prefix, String after, Predicate<Listed> each) throws StoreTrouble;

  /**
   * Keeps the same bytes and notes under another name too, instead of what may be there.
   *
   * @param storageClass the store's word for what the copy is to cost; its default where empty
   */
  void copy(String name, String to, Optional<String> storageClass) throws StoreTrouble;

  /** There is none of that name any more; nor was there one, perhaps. */
  void delete(String name) throws StoreTrouble;

  /** Lets go of connections. */
  @Override
  void close();
}
