package digestbot.app;

import digestbot.i18n.Texts;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;

/// The lines and presses of one person in one place, for a golden file in that folder.
record Dialogue(Transcript transcript, SandboxPerson person, SandboxPlace place, String folder) {

    void write(String... lines) {
        transcript.write(person, place, lines);
    }

    void press(int... numbers) {
        transcript.press(person, numbers);
    }

    void press(String... labels) {
        transcript.press(person, labels);
    }

    /// Presses the button whose label is that text.
    void pressText(String key, Object... values) {
        press(Texts.of(person.language()).format(key, values));
    }

    void happens(String what, int expected) {
        transcript.happens(what, expected);
    }

    void isAsWritten(String name) {
        transcript.isAsWritten(folder + name + ".txt");
    }
}
