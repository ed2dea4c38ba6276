package io.penstock.ingest.http.connection;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.util.Iterator;
import java.util.Optional;

/**
 * Where a request ends, and whom it is for, must be as plain to us as to every proxy before us: on
 * their differences requests are smuggled. Netty refuses lengths that contradict each other, odd
 * chunks and line ends; this refuses what it would still take.
 */
final class Framing {
  private Framing() {}

  /** Marks a head that is refused, as Netty marks its own. */
  static void check(HttpRequest head) {
    if (head.decoderResult().isSuccess()) {
      faultOf(head).ifPresent(fault -> refuse(head, fault));
    }
    // The answer has the version of the request, and nobody knows HTTP/1.2.
    if (!isOfAVersionWeSpeak(head)) {
      head.setProtocolVersion(HttpVersion.HTTP_1_1);
    }
  }

  private static void refuse(HttpRequest head, String fault) {
    head.setDecoderResult(DecoderResult.failure(new IllegalArgumentException(fault)));
  }

  private static Optional<String> faultOf(HttpRequest head) {
    if (!isOfAVersionWeSpeak(head)) {
      return Optional.of("the version must be HTTP/1.1 or HTTP/1.0");
    }
    if (!isChunkedAloneOrNothing(head)) {
      return Optional.of("Transfer-Encoding must be chunked alone");
    }
    if (!hasItsHost(head)) {
      return Optional.of("Host must be given, and once");
    }
    return head.headers().contains(AsciiString.EMPTY_STRING)
        ? Optional.of("a header must have a name")
        : Optional.empty();
  }

  /** Netty makes a new version of one in small letters, which is no version to Vert.x. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isOfAVersionWeSpeak(HttpRequest head) {
    return head.protocolVersion() == HttpVersion.HTTP_1_1
        || head.protocolVersion() == HttpVersion.HTTP_1_0;
  }

  /** Other codings we could not undo, and what is folded or has commas is read in two ways. */
  private static boolean isChunkedAloneOrNothing(HttpRequest head) {
    Iterator<? extends CharSequence> codings =
        head.headers().valueCharSequenceIterator(HttpHeaderNames.TRANSFER_ENCODING);
    return !codings.hasNext()
        || (AsciiString.contentEqualsIgnoreCase(codings.next(), HttpHeaderValues.CHUNKED)
            && !codings.hasNext());
  }

  /** In HTTP/1.0 it need not be there. */
  private static boolean hasItsHost(HttpRequest head) {
    Iterator<? extends CharSequence> hosts =
        head.headers().valueCharSequenceIterator(HttpHeaderNames.HOST);
    if (!hosts.hasNext()) {
      return head.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }
    hosts.next();
    return !hosts.hasNext();
  }
}
