package digestbot.app.trial;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.app.trial.TypedLine.Side;
import org.junit.jupiter.api.Test;

class TypedLineTest {

    @Test
    void readsWhatToWriteWhere() {
        assertThat(TypedLine.parse("telegram /help")).isEqualTo(new TypedLine.Write(Side.TELEGRAM, "/help"));
        assertThat(TypedLine.parse("  Discord  /perspective china "))
                .isEqualTo(new TypedLine.Write(Side.DISCORD, "/perspective china"));
    }

    @Test
    void readsPresses() {
        assertThat(TypedLine.parse("telegram press 2")).isEqualTo(new TypedLine.Press(Side.TELEGRAM, 2, 0));
        assertThat(TypedLine.parse("d press 4 3")).isEqualTo(new TypedLine.Press(Side.DISCORD, 4, 3));
    }

    @Test
    void explainsItselfWhereItDoesNotUnderstand() {
        assertThat(TypedLine.parse("telegram")).isEqualTo(new TypedLine.Help());
        assertThat(TypedLine.parse("telegram press two")).isEqualTo(new TypedLine.Help());
        assertThat(TypedLine.parse("telegram press")).isEqualTo(new TypedLine.Help());
        assertThat(TypedLine.parse("hello")).isEqualTo(new TypedLine.Help());
    }

    @Test
    void leaves() {
        assertThat(TypedLine.parse("quit")).isEqualTo(new TypedLine.Quit());
        assertThat(TypedLine.parse(" ")).isEqualTo(new TypedLine.Nothing());
    }
}
