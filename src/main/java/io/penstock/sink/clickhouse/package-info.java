/** ClickHouse, over its HTTP interface. */
@NullMarked
package io.penstock.sink.clickhouse;

import org.jspecify.annotations.NullMarked;
