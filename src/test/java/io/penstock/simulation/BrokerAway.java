package io.penstock.simulation;

/** What the fake log throws where Kafka's client would, after waiting in vain. */
final class BrokerAway extends RuntimeException {
  BrokerAway() {
    super("the broker does not answer", null, false, false);
  }
}
