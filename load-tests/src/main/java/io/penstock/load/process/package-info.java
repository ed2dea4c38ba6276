/** The processes of a bench run: broker, servers, ProducerPerformance, and what they use. */
@NullMarked
package io.penstock.load.process;

import org.jspecify.annotations.NullMarked;
