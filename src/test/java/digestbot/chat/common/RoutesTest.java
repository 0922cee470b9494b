package digestbot.chat.common;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import digestbot.button.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutesTest {

    private static final Routes.Handler COMMANDS = routes -> routes.on(Command.class, (_, _) -> new Reply.NoReply());
    private static final Routes.Handler PRESSES = routes -> routes.on(Press.class, (_, _) -> new Reply.NoReply());
    private static final Routes.Handler HELP = routes -> routes.on(Press.ShowHelp.class, (_, _) -> new Reply.NoReply());

    @Test
    void aKindWithoutAHandlerFailsTheStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Routes.of(List.of(COMMANDS, HELP)))
                .withMessageStartingWith("no handler answers digestbot.button.");
        Routes.of(List.of(COMMANDS, PRESSES));
    }

    @Test
    void aKindWithTwoHandlersFailsTheStart() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Routes.of(List.of(COMMANDS, PRESSES, HELP)))
                .withMessage("two handlers answer digestbot.button.Press$Help");
    }
}
