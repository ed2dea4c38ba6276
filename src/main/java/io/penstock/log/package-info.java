/**
 * Redpanda or Kafka: topics, consuming, positions, letters. Kafka's client is imported only here
 * and below.
 */
@NullMarked
package io.penstock.log;

import org.jspecify.annotations.NullMarked;
