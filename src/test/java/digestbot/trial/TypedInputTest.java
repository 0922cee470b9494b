package digestbot.trial;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.trial.TypedInput.Pane;
import org.junit.jupiter.api.Test;

class TypedInputTest {

    @Test
    void readsWhatToWriteWhere() {
        assertThat(TypedInput.parse("telegram /help")).isEqualTo(new TypedInput.TextInput(Pane.TELEGRAM, "/help"));
        assertThat(TypedInput.parse("  Discord  /perspective china "))
                .isEqualTo(new TypedInput.TextInput(Pane.DISCORD, "/perspective china"));
    }

    @Test
    void readsPresses() {
        assertThat(TypedInput.parse("telegram press 2")).isEqualTo(new TypedInput.ButtonInput(Pane.TELEGRAM, 2, 0));
        assertThat(TypedInput.parse("d press 4 3")).isEqualTo(new TypedInput.ButtonInput(Pane.DISCORD, 4, 3));
    }

    @Test
    void explainsItselfWhereItDoesNotUnderstand() {
        assertThat(TypedInput.parse("telegram")).isEqualTo(new TypedInput.HelpInput());
        assertThat(TypedInput.parse("telegram press two")).isEqualTo(new TypedInput.HelpInput());
        assertThat(TypedInput.parse("telegram press")).isEqualTo(new TypedInput.HelpInput());
        assertThat(TypedInput.parse("hello")).isEqualTo(new TypedInput.HelpInput());
    }

    @Test
    void leaves() {
        assertThat(TypedInput.parse("quit")).isEqualTo(new TypedInput.QuitInput());
        assertThat(TypedInput.parse(" ")).isEqualTo(new TypedInput.EmptyInput());
    }
}
