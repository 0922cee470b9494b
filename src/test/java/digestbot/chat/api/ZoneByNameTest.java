package digestbot.chat.api;

import static digestbot.chat.api.ConversationFixture.PRIVATE;
import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.button.AfterZoneChoice;
import digestbot.button.SettingsPress;
import digestbot.chat.api.Suggestions.Suggestion;
import digestbot.chat.dispatch.DigestSuggestions;
import digestbot.chat.settings.TimeZoneFinder;
import digestbot.chat.settings.TimeZones;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@InConversation
class ZoneByNameTest {

    private ConversationFixture conversation;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
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
            UTC+0               | UTC
            """)
    void aNameThatIsClearHoldsAtOnce(String typed, String zone) {
        Reply reply = conversation.privately(new Command.SetTimeZone(typed));
        assertThat(told(reply)).startsWith("Whisper: Your digests");
        assertThat(conversation.subscriber(PRIVATE).preferences().zone()).isEqualTo(ZoneId.of(zone));
    }

    @Test
    void everyPlaceIsFoundByItsNameAndByItsId() {
        for (ZoneId zone : TimeZones.places()) {
            assertThat(TimeZoneFinder.named(TimeZones.place(zone)))
                    .as(zone.getId())
                    .contains(zone);
        }
        for (String id : ZoneId.getAvailableZoneIds()) {
            assertThat(TimeZoneFinder.named(id)).as(id).isNotEmpty();
            assertThat(TimeZoneFinder.suggested(id)).as(id).isNotEmpty();
        }
    }

    @Test
    void aZonesOwnIdMeansItWhateverElseHasTheName() {
        for (ZoneId zone : TimeZones.places()) {
            assertThat(TimeZoneFinder.named(zone.getId())).containsExactly(zone);
        }
    }

    @Test
    void aPlaceIsOfferedOnceWhateverItWasCalledBefore() {
        assertThat(buttons(conversation.privately(new Command.SetTimeZone("+05:30"))))
                .extracting(button -> button.replaceAll(" · .*", ""))
                .containsExactly(
                        "Kolkata",
                        "Colombo",
                        button("Find by local time", new SettingsPress.ShowCities(0, new AfterZoneChoice.Settings())),
                        button("Settings", new SettingsPress.ShowSettings()));
        assertThat(TimeZones.places())
                .map(ZoneId::getId)
                .doesNotContain("Asia/Katmandu", "Asia/Saigon", "Australia/NSW");
    }

    @Test
    void severalPlacesAreOfferedWithTheirTime() {
        Reply reply = conversation.privately(new Command.SetTimeZone("lon"));
        assertThat(told(reply)).isEqualTo("""
                Whisper: Time zone
                Time zone: not chosen yet (UTC, now 12:00)
                Which place do you mean by “lon”?""");
        assertThat(buttons(reply))
                .startsWith(
                        button("London · 12:00", new SettingsPress.SetZone(ZoneId.of("Europe/London"))),
                        button("Longyearbyen · 13:00", new SettingsPress.SetZone(ZoneId.of("Arctic/Longyearbyen"))))
                .endsWith(
                        button("Find by local time", new SettingsPress.ShowCities(0, new AfterZoneChoice.Settings())),
                        button("Settings", new SettingsPress.ShowSettings()));
        assertThat(buttons(conversation.privately(new Command.SetTimeZone("usa"))))
                .hasSize(7 + 2);
        assertThat(buttons(conversation.privately(new Command.SetTimeZone("a"))))
                .hasSize(12 + 2);
    }

    @ParameterizedTest
    @CsvSource({"berln, Berlin", "sjanghai, Shanghai", "londn, London", "new yrok, New York", "stokholm, Stockholm"})
    void aMistakeIsAnsweredWithTheNearest(String typed, String place) {
        Reply reply = conversation.privately(new Command.SetTimeZone(typed));
        assertThat(told(reply)).endsWith("I don't know “" + typed + "”. Did you mean one of these?");
        assertThat(buttons(reply)).anyMatch(button -> button.startsWith(place + " · "));
        assertThat(buttons(reply))
                .endsWith(
                        button("Find by local time", new SettingsPress.ShowCities(0, new AfterZoneChoice.Settings())),
                        button("Settings", new SettingsPress.ShowSettings()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"the middle of nowhere", "???", "/", "+", "99:99", "12:99"})
    void anUnknownNameLeavesTheWayByTheTime(String typed) {
        Reply reply = conversation.privately(new Command.SetTimeZone(typed));
        assertThat(told(reply)).contains("I don't know “" + typed + "”.");
        assertThat(buttons(reply))
                .endsWith(
                        button("Find by local time", new SettingsPress.ShowCities(0, new AfterZoneChoice.Settings())),
                        button("Settings", new SettingsPress.ShowSettings()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+02:00", "+2", "UTC+2", "utc +0200", "GMT+02"})
    void anOffsetIsExplainedAndThePlacesThatHaveItNowAreOffered(String typed) {
        Reply reply = conversation.privately(new Command.SetTimeZone(typed));
        assertThat(told(reply))
                .endsWith("“" + typed + "” doesn't tell me about daylight saving. Pick a place with that time:");
        assertThat(buttons(reply))
                .hasSize(12 + 2)
                .startsWith(
                        button("Athens · 14:00", new SettingsPress.SetZone(ZoneId.of("Europe/Athens"))),
                        button("Cairo · 14:00", new SettingsPress.SetZone(ZoneId.of("Africa/Cairo"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+02:17", "-15", "−23:45", "UTC+99"})
    void anOffsetThatNobodyHasSaysSo(String typed) {
        assertThat(told(conversation.privately(new Command.SetTimeZone(typed))))
                .contains("No place uses “" + typed + "” now.");
    }

    @Test
    void aTimeOfDayIsWhatTimeItIsForThem() {
        Reply reply = conversation.privately(new Command.SetTimeZone("17:28"));
        assertThat(told(reply)).endsWith("Places where it's 17:28 now:");
        assertThat(buttons(reply))
                .startsWith(button("Kolkata · 17:30", new SettingsPress.SetZone(ZoneId.of("Asia/Kolkata"))));
        assertThat(buttons(conversation.privately(new Command.SetTimeZone("1:00"))))
                .as("today and tomorrow")
                .contains(
                        button("Auckland · 01:00", new SettingsPress.SetZone(ZoneId.of("Pacific/Auckland"))),
                        button("Midway · 01:00", new SettingsPress.SetZone(ZoneId.of("Pacific/Midway"))));
    }

    @Test
    void withoutANameItIsFoundByTapping() {
        Reply reply = conversation.privately(new Command.SetTimeZone(""));
        assertThat(told(reply)).endsWith("What time is it where you are?\nOr type /zone followed by a city.");
        var then = new AfterZoneChoice.Settings();
        assertThat(buttons(reply))
                .contains(
                        button("13:00 Berlin", new SettingsPress.SetZone(ZoneId.of("Europe/Berlin"))),
                        button("Other places…", new SettingsPress.ChooseRegion(then)));
        conversation.as(Platform.DISCORD, "de");
        assertThat(told(conversation.onDiscord(true, new Command.SetTimeZone(""))))
                .endsWith("/zeitzone und dahinter eine Stadt.");
    }

    @Test
    void discordSuggestsWhatIsTypedByItsNameThenById() {
        var suggestions = new DigestSuggestions(
                conversation.database, conversation.library, conversation.heldDigests, conversation.permissions);
        assertThat(suggestions.zones("berl"))
                .containsExactly(new Suggestion("Berlin (Europe/Berlin)", "Europe/Berlin"));
        assertThat(values(suggestions.zones("york"))).containsExactly("America/New_York");
        assertThat(values(suggestions.zones("san"))).contains("America/Santiago", "America/Los_Angeles");
        assertThat(values(suggestions.zones("indiana"))).contains("America/Indiana/Tell_City");
        assertThat(values(suggestions.zones("berln"))).contains("Europe/Berlin");
        assertThat(values(suggestions.zones(""))).hasSizeGreaterThan(25).startsWith("Europe/London");
        assertThat(values(suggestions.zones("nowhere at all"))).isEmpty();
    }

    private static List<String> values(List<Suggestion> suggestions) {
        return suggestions.stream().map(Suggestion::value).toList();
    }
}
