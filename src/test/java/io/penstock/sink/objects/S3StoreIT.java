package io.penstock.sink.objects;

import io.penstock.config.Configuration;
import io.penstock.fixture.Bucket;

class S3StoreIT extends ObjectStoreContract {
  @Override
  protected ObjectStore open() {
    return new S3Store(S3Access.read(Configuration.ofYaml(Bucket.empty().keys()).root()));
  }
}
