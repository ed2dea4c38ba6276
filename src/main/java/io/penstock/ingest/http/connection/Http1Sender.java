package io.penstock.ingest.http.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.penstock.observability.Problem;
import io.penstock.observability.ProblemForm;
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
    ChannelFuture told =
        head != null && messages.unanswered == 1
            ? channel.pipeline().context(messages).writeAndFlush(answer(head))
            : channel.newSucceededFuture();
    told.addListener(ChannelFutureListener.CLOSE);
    return head == null ? Cut.SLOW_HEAD : Cut.SLOW_BODY;
  }

  private FullHttpResponse answer(HttpRequest head) {
    Problem problem = tooSlow.problem();
    String path = pathOf(head.uri());
    tooSlow.heard().accept(path);
    String requestId = tooSlow.requestIds().of(head.headers().get("x-request-id"));
    var form = ProblemForm.preferred(head.headers().getAll(HttpHeaderNames.ACCEPT));
    byte[] body = form.write(problem, path, requestId).getBytes();
    var answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(problem.status()),
            Unpooled.wrappedBuffer(body));
    answer
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, form.mediaType())
        .set(HttpHeaderNames.CONTENT_LENGTH, body.length)
        .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
        .set("x-request-id", requestId)
        .set("x-content-type-options", Problem.NO_SNIFFING);
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
        head = request;
        unanswered++;
        sending = true;
      }
      if (message instanceof LastHttpContent) {
        head = null;
        sending = false;
        startOver();
      }
      context.fireChannelRead(message);
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
