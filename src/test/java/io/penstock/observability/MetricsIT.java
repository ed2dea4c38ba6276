package io.penstock.observability;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.fixture.SharedNode;
import io.penstock.fixture.TestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scrape finds. */
@ExtendWith(SharedNode.class)
class MetricsIT {
  private final TestNode node;

  MetricsIT(TestNode node) {
    this.node = node;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "penstock_events_received_total{stream=\"counted\"}",
        "penstock_events_accepted_total{stream=\"counted\"}",
        "penstock_events_duplicates_total{stream=\"counted\"}",
        "penstock_events_delivered_total{sink=\"duckdb\"}",
        "penstock_events_repeated_total{sink=\"duckdb\"}",
        "penstock_events_conflicting_total{sink=\"duckdb\"}",
        "penstock_sink_lag_records{sink=\"duckdb\"}",
        "penstock_sink_lag_seconds{sink=\"duckdb\"}",
        "penstock_sink_write_seconds_count{sink=\"duckdb\"}",
        "penstock_batch_records_count{sink=\"duckdb\"}",
        "penstock_batch_bytes_count{sink=\"duckdb\"}",
        "penstock_circuit_state{sink=\"duckdb\"",
        "penstock_credit_bytes",
        "penstock_ledger_unexplained_events{sink=\"duckdb\"}",
        "penstock_build_info{version=",
        "penstock_ingest_request_seconds_bucket{le=\"0.001\"}",
        "jvm_memory_used_bytes{",
        "jvm_gc_max_data_size_bytes",
        "jvm_threads_live_threads",
        "process_cpu_usage",
        "kafka_producer_record_send_total{",
      })
  void everyPromisedMeterIsThere(String name) {
    assertThat(metrics().lines().anyMatch(line -> line.startsWith(name))).isTrue();
  }

  @Test
  void everyEventIsCountedOnceAtTheDoor() {
    node.post("counted", "[{\"id\":1},{\"id\":1},{\"id\":1,\"v\":2},7,{\"id\":2}]");
    node.post("counted", "[{\"id\":3}");
    node.post("counted", "[1,2,3,4,5,6]");
    node.post("counted", "[]");

    assertThat(value("penstock_events_received_total{stream=\"counted\"}")).isEqualTo(5);
    assertThat(value("penstock_events_accepted_total{stream=\"counted\"}")).isEqualTo(2);
    assertThat(value("penstock_events_duplicates_total{stream=\"counted\"}")).isEqualTo(1);
    assertThat(rejected("id_conflict")).isEqualTo(1);
    assertThat(rejected("not_an_object")).isEqualTo(1);
    assertThat(refused("malformed_json")).isEqualTo(1);
    assertThat(refused("too_many_events")).isEqualTo(1);
  }

  @Test
  void noCreditIsLeftTakenWhenNothingIsInFlight() {
    assertThat(value("penstock_credit_bytes")).isZero();
  }

  @Test
  void noLabelNamesATenantOrASender() {
    assertThat(metrics())
        .doesNotContain("00000000-0000-0000-0000-000000000000")
        .doesNotContain("tenant=")
        .doesNotContain("remote=");
  }

  private double rejected(String reason) {
    return value("penstock_events_rejected_total{reason=\"" + reason + "\",stream=\"counted\"}");
  }

  private double refused(String code) {
    return value("penstock_requests_refused_total{code=\"" + code + "\",stream=\"counted\"}");
  }

  private double value(String name) {
    return metrics()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is missing"));
  }

  private String metrics() {
    return node.admin().get("/metrics").text();
  }
}
