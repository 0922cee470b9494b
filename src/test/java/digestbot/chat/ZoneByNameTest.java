package digestbot.chat;

import static digestbot.chat.ConversationFixture.PRIVATE;
import static digestbot.chat.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.chat.SuggestionProvider.Suggestion;
import digestbot.chat.dispatch.DigestSuggestions;
import digestbot.chat.settings.TimeZones;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SettingsAction.Screen;
import digestbot.content.action.SubscribeAction;
import digestbot.i18n.Texts;
import java.time.ZoneId;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@InConversation
class ZoneByNameTest {

    private ConversationFixture chat;

    @Test
    void aNameThatIsClearHoldsAtOnce() {
        var softly = new SoftAssertions();
        """
        berlin              | Europe/Berlin
        BERLIN              | Europe/Berlin
        Europe/Berlin       | Europe/Berlin
        europe berlin       | Europe/Berlin
        berl                | Europe/Berlin
        münchen             | Europe/Berlin
        Munchen             | Europe/Berlin
        deutschland         | Europe/Berlin
        Zürich              | Europe/Zurich
        new york            | America/New_York
        New_York            | America/New_York
        newyork             | America/New_York
        york                | America/New_York
        nueva york          | America/New_York
        São Paulo           | America/Sao_Paulo
        sao-paulo           | America/Sao_Paulo
        buenos              | America/Buenos_Aires
        Ho Chi Minh         | Asia/Ho_Chi_Minh
        beijing             | Asia/Shanghai
        北京                | Asia/Shanghai
        mumbai              | Asia/Kolkata
        Tell City           | America/Indiana/Tell_City
        calcutta            | Asia/Kolkata
        Asia/Katmandu       | Asia/Kathmandu
        kiev                | Europe/Kyiv
        tell city, indiana  | America/Indiana/Tell_City
        utc                 | UTC
        cet                 | CET
        Etc/GMT-2           | Etc/GMT-2
        """.lines().map(line -> line.split("\\|")).forEach(line -> {
            Reply reply = chat.privately(new SettingsAction.SetTimeZone(line[0].strip()));
            softly.assertThat(told(reply)).as(line[0]).startsWith("Whisper: Your digests");
            softly.assertThat(chat.subscriber(PRIVATE).preferences().zone())
                    .as(line[0])
                    .isEqualTo(ZoneId.of(line[1].strip()));
        });
        softly.assertAll();
    }

    @Test
    void everyPlaceIsFoundByItsNameAndByItsId() {
        assertThat(TimeZones.places())
                .allMatch(zone -> TimeZones.named(TimeZones.place(zone)).contains(zone));
        assertThat(TimeZones.places())
                .as("a zone's own id means it, whatever else has the name")
                .allMatch(zone -> TimeZones.named(zone.getId()).equals(List.of(zone)));
        assertThat(ZoneId.getAvailableZoneIds())
                .noneMatch(id -> TimeZones.named(id).isEmpty());
        assertThat(List.of("Asia/Katmandu", "America/Indiana/Knox", "Etc/GMT-2", "US/Pacific"))
                .noneMatch(id -> TimeZones.suggested(id).isEmpty());
    }

    @Test
    void aPlaceIsOfferedOnceWhateverItWasCalledBefore() {
        assertThat(TimeZones.places())
                .map(ZoneId::getId)
                .doesNotContain("Asia/Katmandu", "Asia/Saigon", "Australia/NSW");
    }

    @Test
    void namesOfSeveralPlacesMistakesAndUnknownNamesAreAnsweredWithTheNearestPlaces() {
        assertAnswer("lon", "Which place do you mean by “lon”?\n    [12:00 London] ", "[13:00 Longyearbyen]");
        assertAnswer("usa", "Which place do you mean by “usa”?\n    [07:00 New York]", "[02:00 Honolulu]");
        assertAnswer("a", "Which place do you mean by “a”?\n    [12:00 Abidjan]", "[03:00 Anchorage]");
        assertAnswer("berln", "I don't know “berln”. Did you mean one of these?\n    [13:00 Berlin]");
        assertAnswer("sjanghai", "Did you mean one of these?\n    [20:00 Shanghai]");
        assertAnswer("londn", "Did you mean one of these?\n    [12:00 London]");
        assertAnswer("new yrok", "Did you mean one of these?\n    [07:00 New York]");
        assertAnswer("stokholm", "Did you mean one of these?\n    [13:00 Stockholm]");
        for (String unknown : List.of("the middle of nowhere", "???", "/", "+", "99:99", "UTC+99")) {
            assertAnswer(unknown, "I don't know “" + unknown + "”. Try the nearest large city.", "[‹ Back]");
        }
    }

    @Test
    void withoutANameItIsFoundByTapping() {
        assertAnswer(
                "",
                "What time is it where you are?",
                "Or type /zone followed by a city.",
                "    [12:00 London] SetZone[zone=Europe/London");
        chat.as(Platform.DISCORD, "de");
        chat.onDiscord(true, new SettingsAction.SetTimeZone(""));
        chat.assertSays("Oder schreib /zeitzone und dahinter eine Stadt.");
    }

    private void assertAnswer(String typed, String... answer) {
        chat.assertAnswers(new SettingsAction.SetTimeZone(typed), answer);
    }

    @Test
    void discordSuggestsWhatIsTypedByItsNameThenById() {
        DigestSuggestions suggestions = chat.suggestions();
        assertThat(zones(suggestions, "berl"))
                .containsExactly(new Suggestion("Berlin (Europe/Berlin)", "Europe/Berlin"));
        assertThat(values(zones(suggestions, "york"))).containsExactly("America/New_York");
        assertThat(values(zones(suggestions, "san"))).contains("America/Santiago", "America/Los_Angeles");
        assertThat(values(zones(suggestions, "indiana"))).contains("America/Indiana/Tell_City");
        assertThat(values(zones(suggestions, "berln"))).contains("Europe/Berlin");
        assertThat(values(zones(suggestions, ""))).hasSizeGreaterThan(25).startsWith("Europe/London");
        assertThat(values(zones(suggestions, "nowhere at all"))).isEmpty();
    }

    private static List<Suggestion> zones(DigestSuggestions suggestions, String typed) {
        return suggestions.zones(typed, Texts.of("en"));
    }

    private static List<String> values(List<Suggestion> suggestions) {
        return suggestions.stream().map(Suggestion::value).toList();
    }

    @Test
    void aNameThatIsTypedLeadsToTheOverview() {
        chat.privately(new SubscribeAction.Subscribe("us-china", SubscribeAction.Target.DEFAULT));
        chat.press(new SettingsAction.Open(1, Screen.TIME));
        chat.privately(new SettingsAction.SetTimeZone("berln"));
        chat.assertSays("I don't know “berln”. Did you mean one of these?\n    [13:00 Berlin]");
        assertThat(told(chat.tap("13:00 Berlin"))).contains("Your digests", "Time zone: Berlin");
    }

    @GoldenTest
    void citiesAreInTheReadersLanguageAndTheirRegionComesFirst() {
        for (String language : List.of("en", "de", "es", "zh-hans")) {
            chat.as(Platform.TELEGRAM, language);
            chat.privately(new SettingsAction.SetTimeZone(""));
        }
        chat.press(new SettingsAction.ShowCities(1, new SettingsAction.Open(0, Screen.OVERVIEW)));
        chat.assertAnswers(new SettingsAction.SetTimeZone("罗马"), "罗马（现在 13:00）");
        chat.assertStored(PRIVATE, "zone=Europe/Rome");
    }
}
