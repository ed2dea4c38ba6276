/** The sink of tests and benches: keeps nothing, fails as it is told. */
@NullMarked
package io.penstock.sink.blackhole;

import org.jspecify.annotations.NullMarked;
