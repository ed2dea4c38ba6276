/** A load generator for HTTP that costs the machine as little as possible. */
@NullMarked
package io.penstock.load.http;

import org.jspecify.annotations.NullMarked;
