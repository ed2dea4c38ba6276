/** The parts of a run as processes: broker, PostgreSQL, the node, and what is read of them. */
@NullMarked
package io.penstock.load.torture.scene;

import org.jspecify.annotations.NullMarked;
