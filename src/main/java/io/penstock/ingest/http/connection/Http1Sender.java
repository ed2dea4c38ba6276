package io.penstock.ingest.http.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.penstock.observability.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A sender of HTTP/1: before the decoder it counts bytes, behind it {@link Messages} begin and end.
 */
final class Http1Sender extends Sender {
  private final Channel channel;
  private final TooSlow tooSlow;
  private final Messages messages = new Messages();
  private boolean sending;

  Http1Sender(Connections connections, Channel channel, TooSlow tooSlow) {
    super(connections);
    this.channel = channel;
    this.tooSlow = tooSlow;
  }

  /** The names are those that Vert.x gives its handlers. */
  void addTo(ChannelPipeline pipeline) {
    pipeline.addBefore("httpDecoder", "sender", this).addAfter("httpEncoder", "messages", messages);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    sending = true;
    super.channelRead(context, message);
  }

  /** Where we do not read, the earlier requests are to be answered first, and the fault is ours. */
  @Override
  boolean isSending() {
    return sending && channel.config().isAutoRead();
  }

  @Override
  Cut cut() {
    HttpRequest head = messages.head;
    end(tooSlow.problem());
    return head == null ? Cut.SLOW_HEAD : Cut.SLOW_BODY;
  }

  /** Tells it where the answer can only be to the request in hand, and hangs up. */
  private void end(Problem problem) {
    HttpRequest head = messages.head;
    ChannelFuture told =
        head != null && messages.unanswered == 1
            ? channel.pipeline().context(messages).writeAndFlush(answer(head, problem))
            : channel.newSucceededFuture();
    told.addListener(ChannelFutureListener.CLOSE);
  }

  private FullHttpResponse answer(HttpRequest head, Problem problem) {
    String requestId = tooSlow.requestIds().of(head.headers().get("x-request-id"));
    byte[] body = problem.body(pathOf(head.uri()), requestId).getBytes();
    var answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(problem.status()),
            Unpooled.wrappedBuffer(body));
    answer
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
        .set("x-request-id", requestId);
    return answer;
  }

  private static String pathOf(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  /** Sees where requests begin and end, and which are answered. */
  private final class Messages extends ChannelDuplexHandler {
    /** Of the request whose body is to come. */
    private @Nullable HttpRequest head;

    private int unanswered;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest request) {
        refuseOtherVersions(request);
        head = request;
        unanswered++;
        sending = true;
      }
      if (message instanceof HttpContent body && isBroken(body)) {
        refuse(body);
        return;
      }
      if (message instanceof LastHttpContent) {
        head = null;
        sending = false;
        startOver();
      }
      context.fireChannelRead(message);
    }

    /** A head that is broken comes with an empty body, and is answered as a request is. */
    private static boolean isBroken(HttpContent body) {
      return body.decoderResult().isFailure() && !(body instanceof HttpRequest);
    }

    /** A body whose chunks are broken; Vert.x would hang up without a word. */
    private void refuse(HttpContent body) {
      String why = String.valueOf(body.decoderResult().cause().getMessage());
      body.release();
      end(Problem.of(400, "bad_request", "The request is not HTTP", why));
    }

    /**
     * Vert.x would answer another version with a bare 501, in that version; so it gets to see a
     * request that is no HTTP, and the answer is in ours.
     */
    private static void refuseOtherVersions(HttpRequest request) {
      HttpVersion version = request.protocolVersion();
      boolean old = version.equals(HttpVersion.HTTP_1_0);
      request.setProtocolVersion(old ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1);
      if (!old && !version.equals(HttpVersion.HTTP_1_1) && request.decoderResult().isSuccess()) {
        var fault = new IllegalArgumentException("the version is not HTTP/1.1: " + version.text());
        request.setDecoderResult(DecoderResult.failure(fault));
      }
    }

    /** What only invites the sender to go on is no answer. */
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
        throws Exception {
      if (message instanceof HttpResponse response && response.status().code() >= 200) {
        unanswered--;
      }
      super.write(context, message, promise);
    }
  }
}
