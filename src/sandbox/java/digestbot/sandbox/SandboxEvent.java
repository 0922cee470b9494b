package digestbot.sandbox;

import java.util.List;

public sealed interface SandboxEvent {

    SandboxPlace place();

    record Shown(ShownMessage message) implements SandboxEvent {

        @Override
        public SandboxPlace place() {
            return message.place();
        }
    }

    record Edited(ShownMessage message) implements SandboxEvent {

        @Override
        public SandboxPlace place() {
            return message.place();
        }
    }

    record Deleted(SandboxPlace place, long id) implements SandboxEvent {}

    /// A short text that pops up for the person who pressed a button.
    record Toast(SandboxPlace place, SandboxPerson person, String text) implements SandboxEvent {}

    /// The client of the person who pressed a button opens a link, such as
    /// `https://t.me/…?start=…`.
    record Opened(SandboxPlace place, SandboxPerson person, String url) implements SandboxEvent {}

    record FormOpened(SandboxPlace place, SandboxPerson person, ClientForm form) implements SandboxEvent {}

    public record ClientForm(String title, List<Field> fields) {

        /// The client sends the field's value under the id; a tall field has room for several lines.
        public record Field(
                String id,
                String label,
                String note,
                String placeholder,
                boolean required,
                boolean tall,
                int most,
                String text) {}
    }
}
