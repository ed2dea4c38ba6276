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
import io.penstock.observability.RequestIds;

/** What a sender hears before it is cut in the middle of a body: too slow it was, or broken. */
public record LastWords(Problem tooSlow, Problem broken, RequestIds requestIds) {

  FullHttpResponse answer(HttpRequest head, Problem problem) {
    String requestId = requestIds.of(head.headers().get("x-request-id"));
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
}
