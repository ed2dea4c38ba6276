package io.penstock.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class AddressTest {
  private static final Address<Note> NOTES = new Address<>("test.notes");

  record Note(String text) {}

  @BeforeEach
  void recordsTravelByReference(Vertx vertx) {
    vertx.eventBus().registerCodec(new LocalCodec());
  }

  @Test
  void handsOverTheVeryRecord(Vertx vertx, VertxTestContext test) {
    Note note = new Note("hello");
    NOTES.listen(
        vertx.eventBus(),
        heard ->
            test.verify(
                () -> {
                  assertThat(heard).isSameAs(note);
                  test.completeNow();
                }));

    NOTES.send(vertx.eventBus(), note).onFailure(test::failNow);
  }

  @Test
  void aHandOverThatNobodyTakesFails(Vertx vertx, VertxTestContext test) {
    NOTES
        .send(vertx.eventBus(), new Note("hello"))
        .onComplete(
            test.failing(
                fault ->
                    test.verify(
                        () -> {
                          assertThat(fault).isInstanceOf(ReplyException.class);
                          assertThat(((ReplyException) fault).failureType())
                              .isEqualTo(ReplyFailure.NO_HANDLERS);
                          test.completeNow();
                        })));
  }

  @Test
  void aSignalIsHeardByAllWhoListen(Vertx vertx, VertxTestContext test) {
    var both = test.checkpoint(2);
    NOTES.listen(vertx.eventBus(), heard -> both.flag());
    NOTES.listen(vertx.eventBus(), heard -> both.flag());

    NOTES.publish(vertx.eventBus(), new Note("hello"));
  }

  @Test
  void aRecordNeverLeavesTheNode() {
    var codec = new LocalCodec();
    Note note = new Note("hello");

    assertThatThrownBy(() -> codec.encodeToWire(Buffer.buffer(), note))
        .hasMessage(Note.class.getName() + " must not leave the node");
    assertThatThrownBy(() -> codec.decodeFromWire(0, Buffer.buffer()))
        .hasMessage("a local record came from outside the node");
  }
}
