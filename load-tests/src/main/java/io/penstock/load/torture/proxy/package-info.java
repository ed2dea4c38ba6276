/** A small TCP proxy that stands between two parts and makes their connection bad. */
@NullMarked
package io.penstock.load.torture.proxy;

import org.jspecify.annotations.NullMarked;
