package io.penstock.fuzz;

/** What of a request was damaged: it decides which refusals are lawful. */
enum Touch {
  /** The events, before they were compressed; or attributes in headers. */
  BODY,
  /** The body as it is sent. */
  CODED,
  AUTH,
  /** The key is wrong for certain. */
  NO_KEY,
  METHOD,
  PATH,
  QUERY,
  TYPE,
  ENCODING,
  IDEMPOTENCY_KEY,
  /** Headers that decide nothing. */
  HEADERS,
  /** The request's id. */
  REQUEST_ID,
  /** Where the request ends, or whether it is HTTP at all. */
  FRAMING,
  /** Beyond the limits of the request line or the headers. */
  OVERSIZE,
  /** Any byte of the head: any refusal will do. */
  ANYTHING
}
