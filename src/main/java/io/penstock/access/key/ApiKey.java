package io.penstock.access.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A key as its owner has it: {@code penstock_live_<32 letters and digits><6 more>}, of which the
 * last six are the CRC-32 of all before them, so that a typing error is told without asking
 * anybody, and a key that went astray is found by whoever looks for such.
 */
public final class ApiKey {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static final String PREFIX = "penstock";

  /** 62^32 is 190 bits. */
  private static final int RANDOM_DIGITS = 32;

  private static final int CHECK_DIGITS = 6;
  private static final int ID_DIGITS = 8;
  private static final Pattern FORM = Pattern.compile("[a-z]{1,16}_[a-z]{1,16}_[0-9A-Za-z]{36,70}");

  private static final int CHARS_MAX = 128;

  private final String text;
  private final String id;

  private ApiKey(String text, String id) {
    this.text = text;
    this.id = id;
  }

  /** A new one; {@code random} is to be one that nobody can guess. */
  public static ApiKey random(RandomGenerator random, String environment) {
    StringBuilder digits = new StringBuilder(RANDOM_DIGITS);
    for (int i = 0; i < RANDOM_DIGITS; i++) {
      digits.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
    }
    String checked = PREFIX + '_' + environment + '_' + digits;
    return new ApiKey(checked + check(checked), digits.substring(0, ID_DIGITS));
  }

  /**
   * A text that may be a key.
   *
   * @param id what it is called if it is one
   * @param isSound whether it looks like one, and has no error in it
   */
  public record Read(String text, String id, boolean isSound) {
    /** Never the secret. */
    @Override
    public String toString() {
      return id;
    }
  }

  /** What is too long to be a key is as good as none. */
  public static Read read(String given) {
    String text = given.length() > CHARS_MAX ? "" : given;
    int digits = text.lastIndexOf('_') + 1;
    String id = text.substring(digits, Math.min(text.length(), digits + ID_DIGITS));
    return new Read(text, id, isSound(text));
  }

  /** Looks at both whatever the first is, so that it takes as long for all keys. */
  private static boolean isSound(String text) {
    int end = Math.max(0, text.length() - CHECK_DIGITS);
    boolean hasForm = FORM.matcher(text).matches();
    boolean addsUp = check(text.substring(0, end)).equals(text.substring(end));
    return hasForm && addsUp;
  }

  private static String check(String checked) {
    var crc = new CRC32();
    crc.update(checked.getBytes(UTF_8));
    char[] digits = new char[CHECK_DIGITS];
    long left = crc.getValue();
    for (int i = CHECK_DIGITS - 1; i >= 0; i--) {
      digits[i] = DIGITS.charAt((int) (left % DIGITS.length()));
      left /= DIGITS.length();
    }
    return new String(digits);
  }

  /** What it is called where it must not be shown: the first of its digits. */
  public String id() {
    return id;
  }

  /** The secret itself. */
  public String reveal() {
    return text;
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return id;
  }
}
