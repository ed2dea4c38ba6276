/**
 * Redpanda or Kafka: topics, producing, consuming, positions. Kafka's client is imported only here.
 */
@NullMarked
package io.penstock.log;

import org.jspecify.annotations.NullMarked;
