package io.penstock.load.torture.send;

import io.penstock.load.http.WebhookSigner;
import io.penstock.load.process.TenantKeys;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What tells a node who sends: lines of the head of a request. */
@FunctionalInterface
public interface Credential {
  /** For a request with this body. */
  List<String> lines(byte[] body);

  static Credential key(String key) {
    List<String> lines = List.of("Authorization: Bearer " + key);
    return _ -> lines;
  }

  static Credential key(TenantKeys.Key key) {
    return key(key.text());
  }

  /** Each request is signed anew, by a clock of the sender's own. For one thread. */
  static Credential signed(TenantKeys.Key key, InstantSource clock) {
    var signer = new WebhookSigner(key.signingSecret().orElseThrow());
    return body -> {
      List<String> lines = new ArrayList<>(key(key).lines(body));
      String id = "msg_" + UUID.randomUUID();
      lines.addAll(signer.lines(id, clock.instant().getEpochSecond(), body));
      return lines;
    };
  }
}
