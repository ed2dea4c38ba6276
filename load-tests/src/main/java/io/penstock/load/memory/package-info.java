/** What the server holds in memory while a sink of files has many partitions and hours open. */
@NullMarked
package io.penstock.load.memory;

import org.jspecify.annotations.NullMarked;
