package digestbot.chat.common;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import digestbot.action.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandlerRegistryTest {

    private static final HandlerRegistry.Handler COMMANDS =
            registry -> registry.on(Command.class, (_, _) -> new Reply.NoReply());
    private static final HandlerRegistry.Handler PRESSES =
            registry -> registry.on(Press.class, (_, _) -> new Reply.NoReply());
    private static final HandlerRegistry.Handler HELP =
            registry -> registry.on(Press.ShowHelp.class, (_, _) -> new Reply.NoReply());

    @Test
    void aKindWithoutAHandlerFailsTheStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> HandlerRegistry.of(List.of(COMMANDS, HELP)))
                .withMessageStartingWith("no handler answers digestbot.action.");
        HandlerRegistry.of(List.of(COMMANDS, PRESSES));
    }

    @Test
    void aKindWithTwoHandlersFailsTheStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> HandlerRegistry.of(List.of(COMMANDS, PRESSES, HELP)))
                .withMessage("two handlers answer digestbot.action.Press$ShowHelp");
    }
}
