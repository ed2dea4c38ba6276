package io.penstock.access;

import static io.penstock.fixture.TestNode.pathOf;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.access.key.ApiKey;
import io.penstock.fixture.PenstockProcess;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key that was used is found nowhere afterwards. */
class CanaryIT {
  /** Of a key, these are nobody else's: its id may be known. */
  private static final int SECRET_FROM = 22;

  @TempDir private Path folder;

  @Test
  void aKeyIsInNothingThatANodeWritesOrKeeps() throws IOException, InterruptedException {
    try (var node = PenstockProcess.start(folder)) {
      var tenants = new Tenants(node.admin());
      tenants.create("canary");
      Tenants.Key key = tenants.key("canary");
      Tenants.Key revoked = tenants.key("canary");
      String unknown = ApiKey.random(new Random(9), "live").reveal();
      tenants.revoke(revoked.id());
      for (String secret : List.of(key.secret(), revoked.secret(), unknown)) {
        post(node, "{\"id\":\"good\"}", "authorization", "Bearer " + secret);
        post(node, "{\"id\":\"good\"}", "authorization", "Bearer canary:" + secret);
        post(node, "not json", "x-api-key", secret);
        node.door().get("/v1/receipts/none", "x-api-key", secret);
      }
      askForOtherThings(node);

      Path dump = heapOf(node);
      List<Path> everything = new ArrayList<>(files(folder));
      for (String secret : List.of(key.secret(), revoked.secret(), unknown)) {
        String canary = secret.substring(SECRET_FROM);
        assertThat(node.said()).doesNotContain(canary);
        assertThat(node.admin().get("/metrics").text()).doesNotContain(canary);
        assertThat(node.admin().get("/admin/v1/config").text()).doesNotContain(canary);
        assertThat(node.admin().get("/health").text()).doesNotContain(canary);
        assertThat(everything).allMatch(file -> !contains(file, canary));
      }
      assertThat(contains(dump, key.id())).as("the dump is of this node").isTrue();
    }
  }

  /** What a connection heard last, it may have in its hands until it hears something else. */
  private static void askForOtherThings(PenstockProcess node) {
    for (int i = 0; i < 200; i++) {
      node.door()
          .get("/health/live", "x-api-key", "something-else-that-is-at-least-as-long-as-a-key");
    }
  }

  private static void post(PenstockProcess node, String body, String header, String value) {
    node.door().post(pathOf("open"), body, header, value);
  }

  /** What is alive: garbage is collected before. */
  private Path heapOf(PenstockProcess node) throws IOException, InterruptedException {
    Path dump = folder.resolve("heap.hprof");
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(
                jcmd.toString(), Long.toString(node.pid()), "GC.heap_dump", dump.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(dump).as(new String(process.getInputStream().readAllBytes(), ISO_8859_1)).exists();
    return dump;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static boolean contains(Path file, String text) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return contains(bytes, text, ISO_8859_1) || contains(bytes, text, UTF_16LE);
    } catch (IOException goneMeanwhile) {
      return false;
    }
  }

  private static boolean contains(byte[] bytes, String text, Charset charset) {
    return new String(bytes, ISO_8859_1).contains(new String(text.getBytes(charset), ISO_8859_1));
  }
}
