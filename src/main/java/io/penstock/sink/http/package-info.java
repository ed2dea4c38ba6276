/** What sinks share that write over HTTP. */
@NullMarked
package io.penstock.sink.http;

import org.jspecify.annotations.NullMarked;
