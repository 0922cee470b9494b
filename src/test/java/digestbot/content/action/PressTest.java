package digestbot.content.action;

import static digestbot.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.digest.DigestView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PressTest {

    private static final int MOST_BYTES = 60;

    /// Larger than any number in a database.
    private static final long MANY = 1_000_000_000_000L;

    /// The data of buttons, one of each kind, with the permission that it needs and what it asks
    /// for. Buttons stay in chats for years: a line may be added, but none may change.
    private static final String KINDS = "buttons/kinds.txt";

    private static final String MALFORMED = """
            : 1 1: 2:t 0:t 01:t 1:t: 1:T 1:v 1:v:1 1:v:1: 1:v:1:x 1:v:1:s 1:v:1:s-1 1:v:1:s+1
            1:v:-1:o 1:v:-0:o 1:v:+1:o 1:v:１:o 1:v::o 1:v:1:o: 1:v:1:o:-1
            1:g:z:x1 1:g:z:q 1:g:z:1q 1:v:1:o:1:1 1:v:99999999999999999999:o 1:s 1:s: 1:s:x 1:v4 1:g: 1:g:k
            1:g:o:1 1:g:o:1:x 1:g:s:1:time 1:g:s:1:Time:0800 1:g:s:1:time:08+0 1:v:1:bb 1:v:1:rb
            1:v:1:rsa 1:v:1:rx 1:g:z:x 1:c: 1:c:Settings 1:g:zc 1:g:c:Europe/Nowhere 1:g:c:+09:00
            1:k 1:k:x 1:k:e:1 1:q:d:20261301 1:q:d:1 1:m:1 1:y:1:x 1:j:1 1:j:1:x 1:b 1:b:v:1 1:b:x
            1:b:s:1 1:b:s:1: 1:b:s:1:x 1:g
            """;

    private static final SealedSamples SAMPLES = new SealedSamples()
            .with(String.class, List.of(""))
            .with(long.class, List.of(0L, 1L, Long.MAX_VALUE))
            .with("broadcast", long.class, List.of(1L, MANY))
            .with("topic", long.class, List.of(0L, MANY))
            .with(int.class, List.of(0, 1, 99))
            .with("page", int.class, List.of(0, 1, 9_999))
            .with("outlet", int.class, List.of(0, 9_999))
            .with("setting", String.class, List.of("z".repeat(16)))
            .with("value", String.class, List.of("2200-0700", "A".repeat(16)))
            .with("command", String.class, List.of("unsubscribe"))
            .with("search", String.class, List.of("1", "z".repeat(24)))
            .with(Platform.class, Platform.all())
            .with(OptionalInt.class, List.of(OptionalInt.empty(), OptionalInt.of(12)))
            .with(LocalDate.class, List.of(LocalDate.of(1969, 7, 20), LocalDate.of(2026, 2, 5)))
            .with("version", long.class, List.of(1L, MANY))
            .with(
                    ZoneId.class,
                    ZoneId.getAvailableZoneIds().stream().map(ZoneId::of).toList());

    private static boolean hasButton(Class<?> kind) {
        return ActionSpec.of(kind.asSubclass(Action.class)).hasButton();
    }

    @Test
    void everyPressIsReadAsItWasWrittenAndIsShort() {
        List<String> faults = new ArrayList<>();
        for (Action press : SAMPLES.of(Action.class, PressTest::hasButton)) {
            String data = press.encode();
            if (!ActionSpec.decode(data).equals(Optional.of(press))) {
                faults.add("%s is written as %s, but read as %s".formatted(press, data, ActionSpec.decode(data)));
            } else if (data.length() > MOST_BYTES || !data.matches("[0-9A-Za-z:/_+-]+")) {
                faults.add("%s is written as %s: too long, or of other characters".formatted(press, data));
            }
        }
        assertThat(faults).as("presses that do not survive a button").isEmpty();
    }

    @Test
    void everyKindOfButtonKeepsItsDataAndItsPermission() throws IOException {
        List<String> data = Files.readString(Path.of("src/test/resources/golden", KINDS))
                .lines()
                .map(line -> line.substring(0, line.indexOf(" | ")))
                .toList();
        assertGolden(KINDS, data.stream().map(PressTest::told).collect(Collectors.joining()));
        assertThat(data.stream()
                        .flatMap(each -> ActionSpec.decode(each).stream())
                        .<Class<?>>map(Action::getClass))
                .as("each kind once in golden/%s", KINDS)
                .containsExactlyInAnyOrderElementsOf(ActionSpec.leaves(Action.class)
                        .filter(PressTest::hasButton)
                        .toList());
    }

    private static String told(String data) {
        return ActionSpec.decode(data)
                .map(press -> "%s | %s | %s%n".formatted(press.encode(), press.permission(), press))
                .orElse(data + " is not read%n".formatted());
    }

    @Test
    void whatIsOfAnotherVersionOrMalformedAsksForNothing() {
        assertThat(ActionSpec.decode("1:v:20512:r3:0"))
                .contains(new ReadAction.Show(20512, new DigestView.Sources(3), 0));
        assertThat(ActionSpec.decode("1:v:20512:r:0"))
                .contains(new ReadAction.Show(20512, new DigestView.Sources(), 0));
        assertThat(ActionSpec.decode("1:t:0")).contains(new SubscribeAction.ShowTopics(0));
        assertThat(Stream.concat(Stream.of("", " 1:t"), Stream.of(MALFORMED.split("\\s+")))
                        .filter(data -> ActionSpec.decode(data).isPresent()))
                .as("malformed data that asks for something")
                .isEmpty();
    }

    @Test
    void everyKindHasACodeOfItsOwn() {
        List<String> codes = ActionSpec.leaves(Action.class)
                .filter(PressTest::hasButton)
                .map(kind -> ActionSpec.of(kind.asSubclass(Action.class)).code())
                .toList();
        assertThat(codes).doesNotHaveDuplicates().allMatch(code -> code.matches("[a-z](:[a-z]{1,2})?"));
        assertThat(codes)
                .as("a family's letter is no button's")
                .doesNotContainAnyElementsOf(codes.stream()
                        .filter(code -> code.contains(":"))
                        .map(code -> code.substring(0, 1))
                        .toList());
    }
}
