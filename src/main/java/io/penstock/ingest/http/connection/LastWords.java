package io.penstock.ingest.http.connection;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.penstock.observability.Problem;
import io.penstock.observability.ProblemForm;
import io.penstock.observability.RequestIds;
import java.util.function.BiConsumer;

/**
 * What a sender hears before it is cut in the middle of a body: too slow it was, or broken.
 *
 * @param heard told the path of each request that was answered so, and with what
 */
public record LastWords(
    Problem tooSlow, Problem broken, RequestIds requestIds, BiConsumer<String, Problem> heard) {

  FullHttpResponse answer(HttpRequest head, Problem problem) {
    String path = pathOf(head.uri());
    heard.accept(path, problem);
    String requestId = requestIds.of(head.headers().get("x-request-id"));
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
}
