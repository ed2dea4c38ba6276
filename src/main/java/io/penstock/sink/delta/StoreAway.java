package io.penstock.sink.delta;

import io.penstock.sink.objects.StoreTrouble;

/** The trouble of a store, on its way through a library that would try again what fails. */
final class StoreAway extends RuntimeException {
  StoreAway(StoreTrouble trouble) {
    super(trouble.getMessage(), trouble);
  }
}
