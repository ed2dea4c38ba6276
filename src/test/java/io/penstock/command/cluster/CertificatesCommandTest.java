package io.penstock.command.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.command.Run;
import io.penstock.command.client.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesCommandTest {
  @TempDir private Path temporary;

  private Path folder() {
    return temporary.resolve("tls");
  }

  private Run certificates(String... more) {
    List<String> arguments = new ArrayList<>(List.of(folder().toString()));
    arguments.addAll(List.of(more));
    return Run.of(new CertificatesCommand(), arguments.toArray(String[]::new));
  }

  @Test
  void makesAnAuthorityAndAPairForEachNode() throws Exception {
    Run run = certificates("--node", "node-1", "--node", "node-2", "--host", "10.0.0.1");

    assertThat(run.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(files())
        .containsExactly("authority.pem", "node-1.key", "node-1.pem", "node-2.key", "node-2.pem");
    X509Certificate one = read("node-1.pem");
    one.verify(read("authority.pem").getPublicKey());
    assertThat(one.getSubjectX500Principal().getName()).isEqualTo("CN=node-1");
    assertThat(one.getSubjectAlternativeNames().toString())
        .contains("node-1", "localhost", "127.0.0.1", "10.0.0.1");
    assertThat(one.getBasicConstraints()).as("can sign nothing").isEqualTo(-1);
    assertThat(lasts(one)).isEqualTo(Duration.ofDays(365));
  }

  @Test
  void onlyTheOwnerReadsKeys() throws IOException {
    certificates("--node", "node-1");

    assertThat(permissions("node-1.key")).isEqualTo("rw-------");
  }

  @Test
  void theyLastAsLongAsIsSaid() throws Exception {
    certificates("--node", "node-1", "--days", "30");

    assertThat(lasts(read("node-1.pem"))).isEqualTo(Duration.ofDays(30));
    assertThat(lasts(read("authority.pem"))).isEqualTo(Duration.ofDays(30));
  }

  @Test
  void overwritesNothing() throws IOException {
    Files.createDirectories(folder());
    Path key = Files.writeString(folder().resolve("node-2.key"), "dear");

    Run run = certificates("--node", "node-1", "--node", "node-2");

    assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED);
    assertThat(run.err()).startsWith(key + " is there already, and nothing was changed.\n");
    assertThat(files()).containsExactly("node-2.key");
    assertThat(key).hasContent("dear");
  }

  @Test
  void saysWhatBelongsWhere() {
    Run run = certificates("--node", "node-1");

    assertThat(run.out())
        .contains(
            "authority.pem  on every node: cluster.tls.authority\n",
            "node-1.pem  on node-1: cluster.tls.certificate\n",
            "node-1.key  on node-1 and nowhere else: cluster.tls.key\n",
            "They are for trying and for private networks, and last until ",
            "The authority's own key was not kept");
  }

  @Test
  void refusesNamesThatAreNoFiles() {
    assertThat(certificates("--node", "../node").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(certificates("--node", "authority").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(certificates("--node", "a", "--host", "a,dns:b").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(certificates("--node", "a", "--days", "0").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(certificates().exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(folder()).doesNotExist();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private X509Certificate read(String name) throws Exception {
    try (InputStream in = Files.newInputStream(folder().resolve(name))) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private String permissions(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder().resolve(name)));
  }

  private static Duration lasts(X509Certificate certificate) {
    return Duration.between(
        certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
  }
}
