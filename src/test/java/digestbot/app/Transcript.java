package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.FormatMethod;
import digestbot.Golden;
import digestbot.app.ChatDriver.ClientKey;
import digestbot.sandbox.ClientRow;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import digestbot.sandbox.TerminalText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A conversation on a platform as people see it: their lines and presses, and the bot's answers.
final class Transcript {

    private static final int WIDTH = 110;

    /// From the first command of the help to the last one; a golden file of
    /// `CommandDispatcherTest` has them.
    private static final Pattern COMMANDS = Pattern.compile("(?ms)^  • /.*^  • /[^\\n]*\\n(?:    [^\\n]*\\n)*");

    private final PlatformSandbox platform;
    private final Predicate<SandboxPlace> places;
    private final List<SandboxEvent> answers = new ArrayList<>();
    private final Map<Long, ShownMessage> messages = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    /// Events in other places are left out.
    Transcript(PlatformSandbox platform, SandboxPlace... places) {
        this(platform, among(places));
    }

    Transcript(PlatformSandbox platform, Predicate<SandboxPlace> places) {
        this.platform = platform;
        this.places = places;
        platform.listen(DeferralFilter.leftOut(this::seen));
    }

    private static Predicate<SandboxPlace> among(SandboxPlace... places) {
        Set<Long> ids = Arrays.stream(places).map(SandboxPlace::id).collect(Collectors.toSet());
        return place -> ids.contains(place.id());
    }

    /// One answer comes to each line.
    void write(SandboxPerson person, SandboxPlace place, String... lines) {
        for (String line : lines) {
            write(person, place, line, () -> platform.write(person, place, line));
        }
    }

    /// For a line that is written in another way. Only the name of the place counts.
    void write(SandboxPerson person, SandboxPlace place, String line, Runnable write) {
        write(1, person, place, line, write);
    }

    void write(int expected, SandboxPerson person, SandboxPlace place, String line, Runnable write) {
        say("> %s%s: %s", person.name(), in(place), line);
        write.run();
        answer(expected);
    }

    /// Presses a button of the newest message that has it, by the number in the transcript.
    void pressExpecting(int expected, SandboxPerson person, int number) {
        ShownMessage message = newestWith(person, shown -> !label(shown, number).isEmpty());
        say("> %s presses [%s]", person.name(), label(message, number));
        platform.press(person, message.place(), message.id(), number, 0);
        answer(expected);
    }

    /// Presses the button or the entry of a menu whose label begins with that, besides a mark.
    void pressExpecting(int expected, SandboxPerson person, String label) {
        ShownMessage message = newestWith(person, shown -> find(shown, label).isPresent());
        ClientKey key = find(message, label).orElseThrow();
        say("> %s presses [%s]", person.name(), key.label());
        platform.press(person, message.place(), message.id(), key.number(), key.choice());
        answer(expected);
    }

    void press(SandboxPerson person, String... labels) {
        for (String label : labels) {
            pressExpecting(1, person, label);
        }
    }

    private static Optional<ClientKey> find(ShownMessage message, String label) {
        return ChatDriver.keys(message)
                .filter(key -> key.label().replace("✓ ", "").startsWith(label))
                .findFirst();
    }

    /// Submits the open form; one answer comes.
    void fill(SandboxPerson person, String what, Runnable fill) {
        say("> %s submits: %s", person.name(), what);
        fill.run();
        answer(1);
    }

    /// One answer comes to each press.
    void press(SandboxPerson person, int... numbers) {
        for (int number : numbers) {
            pressExpecting(1, person, number);
        }
    }

    void happens(String what, int expected) {
        text.append("* ").append(what).append("\n\n");
        answer(expected);
    }

    /// If one message changes and another one comes, either may be first on Discord; the transcript
    /// begins with the change.
    private void answer(int expected) {
        await("answers to:\n" + text).until(this::pending, count -> count >= expected);
        synchronized (this) {
            List<SandboxEvent> first = answers.subList(0, expected);
            first.stream()
                    .sorted(Comparator.comparing(event -> !(event instanceof SandboxEvent.Edited)))
                    .forEach(this::tell);
            first.clear();
        }
    }

    /// Leaves out the earlier states of the message.
    void until(String said) {
        await(said).until(() -> position(said), at -> at >= 0);
        synchronized (this) {
            int at = position(said);
            tell(answers.get(at));
            answers.subList(0, at + 1).clear();
        }
    }

    private synchronized int position(String said) {
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) instanceof SandboxEvent.Edited(ShownMessage message)
                    && BotFixture.text(List.of(message)).contains(said)) {
                return i;
            }
        }
        return -1;
    }

    private synchronized int pending() {
        return answers.size();
    }

    private synchronized void seen(SandboxEvent event) {
        if (!places.test(event.place())) {
            return;
        }
        if (event instanceof SandboxEvent.Deleted deleted) {
            messages.remove(deleted.id());
        }
        Optional<ShownMessage> shown = BotFixture.fromBot(event);
        shown.ifPresent(message -> {
            messages.remove(message.id());
            messages.put(message.id(), message);
        });
        if (shown.isPresent() || !(event instanceof SandboxEvent.Shown || event instanceof SandboxEvent.Edited)) {
            answers.add(event);
        }
    }

    private synchronized ShownMessage newestWith(SandboxPerson person, Predicate<ShownMessage> wanted) {
        return messages.values().stream()
                .filter(message -> message.onlyFor().stream().allMatch(one -> one.id() == person.id()))
                .filter(wanted)
                .reduce((_, newer) -> newer)
                .orElseThrow(() -> new AssertionError("no message has such a button:\n" + text));
    }

    private static String label(ShownMessage message, int number) {
        for (ClientRow row : message.rows()) {
            switch (row) {
                case ClientRow.ButtonRow buttons -> {
                    for (ClientRow.ClientButton key : buttons.buttons()) {
                        if (key.number() == number) {
                            return key.label();
                        }
                    }
                }
                case ClientRow.SelectMenu menu -> {
                    if (menu.number() == number) {
                        return menu.choices().getFirst();
                    }
                }
                case ClientRow.Line _, ClientRow.AttachedFile _, ClientRow.Divider() -> {}
            }
        }
        return "";
    }

    private void tell(SandboxEvent event) {
        switch (event) {
            case SandboxEvent.Shown(ShownMessage message) -> message(message, "");
            case SandboxEvent.Edited(ShownMessage message) -> message(message, "(in its place)");
            case SandboxEvent.Deleted _ -> say("< (deleted)");
            case SandboxEvent.Toast toast ->
                say("< (over %s's screen) %s", toast.person().name(), toast.text());
            case SandboxEvent.FormOpened opened ->
                say(
                        "< (over %s's screen) %s",
                        opened.person().name(), opened.form().title());
            case SandboxEvent.Opened opened -> say("< (opens) %s", opened.url());
        }
    }

    @FormatMethod
    private void say(String format, Object... values) {
        text.append(format.formatted(values)).append("\n\n");
    }

    private void message(ShownMessage message, String how) {
        String alone = message.onlyFor()
                .map(person -> "(" + person.name() + " alone sees it)")
                .orElse("");
        text.append("< ")
                .append((in(message.place()).strip() + " " + how + " " + alone).strip())
                .append('\n');
        String lines = TerminalText.lines(message.rows(), WIDTH).stream()
                .map(line -> ("  " + line).stripTrailing() + "\n")
                .collect(Collectors.joining());
        text.append(COMMANDS.matcher(lines).replaceFirst("  • /…\n")).append('\n');
    }

    private static String in(SandboxPlace place) {
        return place.title().isEmpty() ? "" : " in " + place.title();
    }

    /// Compares the transcript with a golden file; `-Dgolden.write=true` rewrites the file, and the
    /// run still fails if it differed.
    synchronized void isAsWritten(String name) {
        assertThat(answers).as("nothing else was said").isEmpty();
        Golden.assertGolden("conversations/" + name, text.toString());
    }
}
