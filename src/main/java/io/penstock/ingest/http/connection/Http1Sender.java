package io.penstock.ingest.http.connection;

import static io.netty.handler.codec.http.HttpHeaderNames.CONNECTION;
import static io.netty.handler.codec.http.HttpHeaderValues.CLOSE;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.penstock.observability.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A sender of HTTP/1: before the decoder it counts bytes, behind it {@link Messages} begin and end.
 */
final class Http1Sender extends Sender {
  private final Channel channel;
  private final LastWords lastWords;
  private final Messages messages = new Messages();
  private boolean sending;
  private boolean leaving;
  private boolean saidGoodbye;

  Http1Sender(Connections connections, Channel channel, LastWords lastWords) {
    super(connections);
    this.channel = channel;
    this.lastWords = lastWords;
  }

  /**
   * The names are those that Vert.x gives its handlers. Where HTTP/2 in clear text is allowed, the
   * first head has come as far as the handler that looks for it, and goes on from there.
   */
  void addTo(ChannelPipeline pipeline) {
    String before = pipeline.get("h2c") == null ? "httpEncoder" : "h2c";
    pipeline.addBefore("httpDecoder", "sender", this).addAfter(before, "messages", messages);
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
    end(lastWords.tooSlow());
    return head == null ? Cut.SLOW_HEAD : Cut.SLOW_BODY;
  }

  @Override
  void beginToLeave() {
    leaving = true;
  }

  @Override
  void leave() {
    leaving = true;
    if (messages.unanswered == 0 && !sending && !saidGoodbye) {
      sayGoodbye();
    }
  }

  /**
   * Says that no answer will come any more, and goes on listening until the other side has heard
   * it: a connection closed while a request is on its way would be reset, and its sender would not
   * know what became of it.
   */
  private void sayGoodbye() {
    saidGoodbye = true;
    messages.over = true;
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (tls != null) {
      tls.closeOutbound().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    } else if (channel instanceof DuplexChannel duplex) {
      behindAllAnswers(
          written -> duplex.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE));
    }
  }

  /** What is still to be written to a slow reader would be given up when the output is shut. */
  private void behindAllAnswers(ChannelFutureListener then) {
    channel.pipeline().firstContext().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(then);
  }

  /** Only whoever waits for this answer and no other can be told why. */
  private void end(Problem problem) {
    HttpRequest head = messages.head;
    ChannelFuture told =
        head != null && messages.unanswered == 1
            ? channel.pipeline().context(messages).writeAndFlush(lastWords.answer(head, problem))
            : channel.newSucceededFuture();
    told.addListener(ChannelFutureListener.CLOSE);
  }

  /** Sees where requests begin and end, and which are answered. */
  private final class Messages extends ChannelDuplexHandler {
    /** Of the request whose body is to come. */
    private @Nullable HttpRequest head;

    private int unanswered;

    /** The answer that ends the connection is written: what the sender had still begun goes on. */
    private boolean over;

    /** What the sender begins after that is not even read. */
    private boolean deaf;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest && over) {
        deaf = true;
      }
      if (deaf) {
        ReferenceCountUtil.release(message);
      } else if (isBroken(message) && unanswered <= 1) {
        ReferenceCountUtil.release(message);
        end(lastWords.broken());
      } else {
        note(message);
        context.fireChannelRead(message);
      }
    }

    /**
     * A broken head is answered by the door in its turn, this is about chunks. While earlier
     * requests wait for their answers it is left to Vert.x, which closes behind them.
     */
    private boolean isBroken(Object message) {
      return message instanceof HttpContent content
          && !(message instanceof HttpRequest)
          && content.decoderResult().isFailure();
    }

    private void note(Object message) {
      if (message instanceof HttpRequest request) {
        Framing.check(request);
        head = request;
        unanswered++;
        sending = true;
      }
      if (message instanceof LastHttpContent) {
        head = null;
        sending = false;
        startOver();
        if (leaving && over) {
          leave();
        }
      }
    }

    /** Bytes that are not of the request that is being answered: that may end behind its answer. */
    private boolean hasBegunAnother() {
      return sending && head == null;
    }

    /** What only invites the sender to go on is no answer. */
    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
        throws Exception {
      if (message instanceof HttpResponse response && response.status().code() >= 200) {
        unanswered--;
        if (leaving && unanswered == 0 && !hasBegunAnother()) {
          response.headers().set(CONNECTION, CLOSE);
        }
        over |= response.headers().contains(CONNECTION, CLOSE, true);
      }
      super.write(context, message, leaving ? lastOne(message, promise) : promise);
    }

    private ChannelPromise lastOne(Object message, ChannelPromise promise) {
      ChannelPromise told = promise.unvoid();
      return message instanceof LastHttpContent ? told.addListener(answered -> leave()) : told;
    }
  }
}
