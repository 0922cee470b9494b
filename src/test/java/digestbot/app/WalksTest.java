package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.delivery.outbox.DeliveryCause;
import digestbot.sandbox.SandboxPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The classes that ARCHITECTURE.md names on a walk, compared with stack traces of a real run on
/// both platforms.
@Tag("full")
class WalksTest extends BotStory {

    private static final Pattern TYPE = Pattern.compile("`([A-Z]\\w+)[^`]*`");
    private static final Pattern HELPERS = Pattern.compile("\\([^()]*\\)");

    /// Every other class works with these.
    private static final List<String> EVERYWHERE = List.of("digestbot.database.", "digestbot.concurrent.");

    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void aDigestPassesTheClassesOfItsWalk() throws Exception {
        begin();
        passes("A digest, from", 20, () -> {
            drop(TODAY, "News");
            bothShow("News");
            sent(DeliveryCause.DIGEST, 2);
        });
    }

    @Test
    void aRequestPassesTheClassesOfItsWalk() throws Exception {
        var group = new SandboxPlace(-1_001_000_000_507L, SandboxPlace.Kind.GROUP, "Readers");
        fixture.telegram.promote(group, ada);
        begin();
        drop(TODAY, "News");
        bothShow("News");
        ChatDriver inGroup = ChatDriver.onTelegram(fixture, group, ada);
        passes("A request, from", 15, () -> {
            telegram.tap("China", "The second side");
            discord.tap("China", "The second side");
            inGroup.write("/today", "News");
            inGroup.pressOnly(inGroup.newest(), "China");
            await().untilAsserted(() ->
                    assertThat(fixture.telegram.ephemeral(ada, group)).isNotEmpty());
        });
    }

    @Test
    void aBroadcastPassesTheClassesOfItsWalk() throws Exception {
        begin();
        ChatDriver olga = ChatDriver.onTelegram(fixture, fixture.privateChat(OLGA), OLGA);
        passes("A broadcast, from", 12, () -> {
            olga.write("/broadcast Hello everybody", "Hello everybody");
            olga.tap("Send", "Sent");
            bothShow("Hello everybody");
        });
    }

    private void begin() throws Exception {
        drop("2026-01-05", "An old one");
        start(OWNER);
        subscribe();
    }

    private void passes(String title, int most, ThrowingCallable run) throws Exception {
        String page = Files.readString(Path.of("ARCHITECTURE.md"));
        int from = page.indexOf("**" + title);
        String walk = page.substring(from, page.indexOf("\n\n", page.indexOf("\n1. ", from)));
        Set<String> listed = types(walk);
        Set<String> stations = types(HELPERS.matcher(walk).replaceAll(""));
        assertThat(stations).as("%s: stations, without their helpers", title).hasSizeLessThanOrEqualTo(most);

        List<List<String>> stacks = stacks(listed, run);
        assertThat(stacks.stream().flatMap(List::stream))
                .as("%s: the page lists no class that takes no part", title)
                .containsAll(listed);
        assertThat(stacks.stream().flatMap(stack -> between(stack, stations)).collect(Collectors.toSet()))
                .as("%s: the page lists every class between two stations", title)
                .isSubsetOf(listed);
    }

    /// The classes between two different stations.
    private static Stream<String> between(List<String> stack, Set<String> stations) {
        List<Integer> at = IntStream.range(0, stack.size())
                .filter(i -> stations.contains(stack.get(i)))
                .boxed()
                .toList();
        return IntStream.range(1, at.size())
                .filter(i -> !stack.get(at.get(i - 1)).equals(stack.get(at.get(i))))
                .boxed()
                .flatMap(i -> stack.subList(at.get(i - 1) + 1, at.get(i)).stream());
    }

    private static Set<String> types(String text) {
        return TYPE.matcher(text).results().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /// The bot's classes on each stack that a method of a listed class or a statement had, the
    /// innermost first.
    private List<List<String>> stacks(Set<String> listed, ThrowingCallable run) throws Exception {
        Path file = folder.resolve("run.jfr");
        try (var recording = new Recording()) {
            recording
                    .enable("jdk.MethodTrace")
                    .with("filter", String.join(";", compiled(listed)))
                    .withStackTrace();
            recording.start();
            try {
                run.call();
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
            recording.dump(file);
        }
        List<List<String>> stacks = new ArrayList<>();
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            if (!event.getEventType().getName().equals("jdk.MethodTrace")) {
                continue;
            }
            RecordedMethod method = event.getValue("method");
            stacks.add(Stream.concat(
                            Stream.of(method),
                            event.getStackTrace().getFrames().stream().map(RecordedFrame::getMethod))
                    .map(each -> each.getType().getName())
                    .filter(type ->
                            type.startsWith("digestbot.") && EVERYWHERE.stream().noneMatch(type::startsWith))
                    .map(type -> simple(type.replaceAll("\\$.*", "")))
                    .toList());
        }
        return stacks;
    }

    private static String simple(String type) {
        return type.substring(type.lastIndexOf('.') + 1);
    }

    /// The full names of these classes. JFR (JDK 25) breaks some nested records.
    private static List<String> compiled(Set<String> simple) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.map(file -> SOURCES.relativize(file).toString().replace('/', '.'))
                    .filter(file -> file.endsWith(".java"))
                    .map(file -> file.substring(0, file.length() - ".java".length()))
                    .filter(type -> simple.contains(simple(type)))
                    .toList();
        }
    }
}
