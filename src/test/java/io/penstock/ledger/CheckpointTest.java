package io.penstock.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  private static final long MANY = 999_999_999_999_999_999L;

  @Test
  void everyRecordPassedIsCountedOnce() {
    Checkpoint checkpoint =
        Checkpoint.at(100)
            .advance(110, new Counts(7, 1, 2, 0, 0))
            .advance(115, new Counts(2, 0, 0, 1, 2));

    assertThat(checkpoint).isEqualTo(new Checkpoint(100, 115, new Counts(9, 1, 2, 1, 2)));
    assertThat(checkpoint.unexplained()).isZero();
  }

  @Test
  void aRecordNobodyCountedIsUnexplained() {
    assertThat(Checkpoint.at(0).advance(10, new Counts(8, 0, 0, 0, 0)).unexplained()).isEqualTo(2);
    assertThat(Checkpoint.at(0).advance(1, new Counts(2, 0, 0, 0, 0)).unexplained()).isEqualTo(-1);
  }

  @Property
  void isReadAsItWasWritten(
      @ForAll @LongRange(max = MANY) long start,
      @ForAll @LongRange(max = MANY) long next,
      @ForAll @LongRange(max = MANY) long delivered,
      @ForAll @LongRange(max = MANY) long dead) {
    var checkpoint = new Checkpoint(start, next, new Counts(delivered, 2, 3, 4, dead));

    assertThat(Checkpoint.unpacked(next, checkpoint.packed())).contains(checkpoint);
  }

  @Test
  void isPackedAsText() {
    assertThat(new Checkpoint(10, 25, new Counts(1, 2, 3, 4, 5)).packed())
        .isEqualTo("1,10,1,2,3,4,5");
  }

  @Test
  void whatIsAbsentIsPackedOnlyWhereAnythingIs() {
    var checkpoint = new Checkpoint(10, 31, new Counts(1, 2, 3, 4, 5, 6));

    assertThat(checkpoint.packed()).isEqualTo("1,10,1,2,3,4,5+6");
    assertThat(Checkpoint.unpacked(31, checkpoint.packedWithIntent(40))).contains(checkpoint);
    assertThat(Checkpoint.intentIn(checkpoint.packedWithIntent(40))).hasValue(40);
    assertThat(checkpoint.unexplained()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "1,2,3,4,5,6", "2,1,1,1,1,1,1", "1,-1,1,1,1,1,1", "1,1,1,1,1,1,1,1"})
  void isNotReadFromAnythingElse(String packed) {
    assertThat(Checkpoint.unpacked(7, packed)).isEmpty();
  }
}
