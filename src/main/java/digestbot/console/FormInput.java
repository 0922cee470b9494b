package digestbot.console;

import java.util.Optional;

/// What an address or a form says, which may be anything.
final class FormInput {

    private FormInput() {}

    /// The number of something in the database; empty if that is none.
    static Optional<Long> number(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
