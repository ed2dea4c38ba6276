package io.penstock.fuzz;

import java.util.List;

/** What stands in damaged heads. */
final class HeadTokens {
  static final List<String> METHODS =
      List.of("GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "BREW", "post", "P");

  /** For paths that answer GET. */
  static final List<String> OTHER_METHODS =
      List.of("POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW", "get", "P");

  static final List<String> TYPES =
      List.of(
          "",
          "text/plain",
          "application/xml",
          "application/json; charset=utf-16",
          "json",
          "application/x-ndjson",
          "application/json, text/plain",
          ";;;",
          "application/x-protobuf",
          "application/cloudevents+json",
          "application/cloudevents+avro",
          "multipart/form-data",
          "application/cloudevents-batch+json",
          "application/x-www-form-urlencoded",
          "\u00ff/\u00ff",
          "application/json; charset=",
          "application/json;;=;\"",
          "application/cloudevents");
  static final List<String> ENCODINGS =
      List.of(
          "gzip",
          "deflate",
          "zstd",
          "identity",
          "br",
          "gzip, gzip",
          "gzip,identity",
          "compress",
          "x-gzip",
          "GZIP",
          "",
          "*",
          "zstd;q=1",
          "\u00e9");
  static final List<String> PATHS =
      List.of(
          "/",
          "//ingest",
          "/ingest/",
          "/INGEST",
          "/v1",
          "/v1/streams/nowhere/events",
          "/../ingest",
          "/v1/streams/../ingest",
          "/v1/streams/%6fpen/events",
          "/ingest%00",
          "/%zz",
          "/ingest%",
          "*",
          "http://127.0.0.1/ingest",
          "http:///",
          "ingest",
          "/v1/receipts/",
          "/v1/receipts/open",
          "/v1/receipts/open~0:1-0",
          "/v1/receipts/nowhere~0:0-0",
          "/v1/receipts/open~999999999:0-1",
          "/v1/receipts/open~0:0-999999999999999999",
          "/v1/receipts/%zz",
          "/v1/receipts/a/b",
          "/v1/receipts/%C3%A9~0:0-0",
          "/v1/receipts/%ff",
          "/v1/logs/",
          "/v1/traces;x=1",
          "/health/",
          "/metrics/x",
          "/\u00e9",
          "/ingest#f",
          "/v1/streams//events",
          "/admin/v1/ledger",
          "/%2e%2e/",
          "/v1/streams/open/events/",
          "/v1/streams/%ff/events",
          "/v1/streams/\"/events",
          "127.0.0.1:1");
  static final List<String> QUERIES =
      List.of(
          "?",
          "?atomic",
          "?atomic=",
          "?atomic=maybe",
          "?atomic=TRUE",
          "?atomic=true&atomic=no",
          "?%zz",
          "?a=%",
          "?atomic=%zz",
          "?atomic=%74rue",
          "?a=%c3%28",
          "?&&&==&",
          "?atomic=true#x",
          "?\u00ff",
          "??atomic=true",
          "?a=1;atomic=x",
          "?" + "a&".repeat(800));
  static final List<Header> JUNK =
      List.of(
          new Header("te", "trailers"), new Header("upgrade", "websocket"),
          new Header("connection", "upgrade"), new Header("upgrade", "h2c"),
          new Header("connection", "close"), new Header("accept", "text/html"),
          new Header("accept-encoding", "gzip, *;q=0"), new Header("range", "bytes=0-1"),
          new Header("if-none-match", "*"), new Header("cookie", "a=\"; b"),
          new Header("origin", "https://a.example"), new Header("origin", "null"),
          new Header("access-control-request-method", "POST"),
              new Header("x-forwarded-for", "::1,x"),
          new Header("traceparent", "00-" + "0".repeat(32) + "-x"),
              new Header("tracestate", "=,=,"),
          new Header("sec-websocket-key", "x"), new Header("http2-settings", "AAMAAABkAAQAAP__"),
          new Header("x-http-method-override", "DELETE"), new Header("forwarded", "for=\"_"),
          new Header("content-range", "bytes 0-1/2"), new Header("x-utf8", "caf\u00c3\u00a9"),
          new Header("host", "a.example"), new Header("priority", "u=9"));
  static final List<String> LENGTHS =
      List.of(
          "-1",
          "many",
          "+5",
          "0x10",
          "1 2",
          "",
          "99999999999999999999",
          "1,1",
          "9223372036854775807");
  static final List<String> CONTROLS =
      List.of(
          "\0", "\u0001", "\u000b", "\u007f", "\r", "\n", "\r\n", "\r\n\r\n", "\r\n x", "\u0085");

  private HeadTokens() {}
}
