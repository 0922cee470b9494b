package digestbot.chat.api;

import static digestbot.chat.api.ConversationFixture.PRIVATE;
import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.buttons;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.audience.Region;
import digestbot.button.AfterZoneChoice;
import digestbot.button.SettingsPress;
import digestbot.chat.api.Suggestions.Suggestion;
import digestbot.chat.dispatch.DigestSuggestions;
import digestbot.chat.settings.TimeZoneFinder;
import digestbot.chat.settings.TimeZones;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

@InConversation
class ZoneByNameTest {

    private static final AfterZoneChoice SETTINGS = new AfterZoneChoice.Settings();

    private ConversationFixture conversation;

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
            UTC+0               | UTC
            """.lines().map(line -> line.split("\\|")).forEach(line -> {
            Reply reply = conversation.privately(new Command.SetTimeZone(line[0].strip()));
            softly.assertThat(told(reply)).as(line[0]).startsWith("Whisper: Your digests");
            softly.assertThat(conversation.subscriber(PRIVATE).preferences().zone())
                    .as(line[0])
                    .isEqualTo(ZoneId.of(line[1].strip()));
        });
        softly.assertAll();
    }

    @Test
    void everyPlaceIsFoundByItsNameAndByItsId() {
        assertThat(TimeZones.places())
                .allMatch(zone -> TimeZoneFinder.named(TimeZones.place(zone)).contains(zone));
        assertThat(TimeZones.places())
                .as("a zone's own id means it, whatever else has the name")
                .allMatch(zone -> TimeZoneFinder.named(zone.getId()).equals(List.of(zone)));
        assertThat(ZoneId.getAvailableZoneIds())
                .noneMatch(id -> TimeZoneFinder.named(id).isEmpty());
        assertThat(List.of("Asia/Katmandu", "America/Indiana/Knox", "Etc/GMT-2", "US/Pacific"))
                .noneMatch(id -> TimeZoneFinder.suggested(id).isEmpty());
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

    @Test
    void aMistakeIsAnsweredWithTheNearest() {
        Map.of(
                        "berln",
                        "Berlin",
                        "sjanghai",
                        "Shanghai",
                        "londn",
                        "London",
                        "new yrok",
                        "New York",
                        "stokholm",
                        "Stockholm")
                .forEach(this::assertNearest);
    }

    private void assertNearest(String typed, String place) {
        Reply reply = conversation.privately(new Command.SetTimeZone(typed));
        assertThat(told(reply)).endsWith("I don't know “" + typed + "”. Did you mean one of these?");
        assertThat(buttons(reply)).anyMatch(button -> button.startsWith(place + " · "));
        assertThat(buttons(reply))
                .endsWith(
                        button("Find by local time", new SettingsPress.ShowCities(0, new AfterZoneChoice.Settings())),
                        button("Settings", new SettingsPress.ShowSettings()));
    }

    @Test
    void anUnknownNameLeavesTheWayByTheTime() {
        for (String typed : List.of("the middle of nowhere", "???", "/", "+", "99:99", "12:99")) {
            Reply reply = conversation.privately(new Command.SetTimeZone(typed));
            assertThat(told(reply)).contains("I don't know “" + typed + "”.");
            assertThat(buttons(reply))
                    .endsWith(
                            button(
                                    "Find by local time",
                                    new SettingsPress.ShowCities(0, new AfterZoneChoice.Settings())),
                            button("Settings", new SettingsPress.ShowSettings()));
        }
    }

    @Test
    void anOffsetIsExplainedAndThePlacesThatHaveItNowAreOffered() {
        for (String typed : List.of("+02:00", "+2", "UTC+2", "utc +0200", "GMT+02")) {
            Reply reply = conversation.privately(new Command.SetTimeZone(typed));
            assertThat(told(reply))
                    .endsWith("“" + typed + "” doesn't tell me about daylight saving. Pick a place with that time:");
            assertThat(buttons(reply))
                    .hasSize(12 + 2)
                    .startsWith(
                            button("Athens · 14:00", new SettingsPress.SetZone(ZoneId.of("Europe/Athens"))),
                            button("Cairo · 14:00", new SettingsPress.SetZone(ZoneId.of("Africa/Cairo"))));
        }
    }

    @Test
    void anOffsetThatNobodyHasSaysSo() {
        for (String typed : List.of("+02:17", "-15", "−23:45", "UTC+99")) {
            assertThat(told(conversation.privately(new Command.SetTimeZone(typed))))
                    .contains("No place uses “" + typed + "” now.");
        }
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

    @Test
    void theZoneIsFoundByWhatTimeItIsThere() {
        conversation.press(new SettingsPress.SetZone(ZoneId.of("UTC")));
        Reply regions = conversation.press(new SettingsPress.ChooseRegion(SETTINGS));
        assertThat(buttons(regions))
                .contains(
                        button("Europe", new SettingsPress.ChooseClock(Region.EUROPE, SETTINGS)),
                        button("Other islands, poles", new SettingsPress.ChooseClock(Region.ISLANDS, SETTINGS)))
                .endsWith(button("‹ Back", new SettingsPress.ShowCities(0, SETTINGS)));
        assertThat(ConversationFixture.marked(regions)).containsExactly("UTC");
        Reply times = conversation.press(new SettingsPress.ChooseClock(Region.EUROPE, SETTINGS));
        assertThat(told(times)).endsWith("What time is it where you are?");
        assertThat(buttons(times))
                .startsWith(
                        button("Fri 12:00", new SettingsPress.ChooseZone(Region.EUROPE, 0, 0, SETTINGS)),
                        button("Fri 13:00", new SettingsPress.ChooseZone(Region.EUROPE, 60, 0, SETTINGS)));
        Reply places = conversation.press(new SettingsPress.ChooseZone(Region.EUROPE, 60, 0, SETTINGS));
        assertThat(told(places)).endsWith("Which place? It's 13:00 there now.");
        assertThat(buttons(places))
                .hasSize(16 + 2)
                .startsWith(
                        button("Amsterdam", new SettingsPress.SetZone(ZoneId.of("Europe/Amsterdam"))),
                        button("Andorra", new SettingsPress.SetZone(ZoneId.of("Europe/Andorra"))))
                .contains(
                        button("Berlin", new SettingsPress.SetZone(ZoneId.of("Europe/Berlin"))),
                        button("2/2 ›", new SettingsPress.ChooseZone(Region.EUROPE, 60, 1, SETTINGS)),
                        button("‹ Back", new SettingsPress.ChooseClock(Region.EUROPE, SETTINGS)));
        Reply chosen = conversation.press(new SettingsPress.SetZone(ZoneId.of("Europe/Berlin")));
        assertThat(told(chosen))
                .startsWith("Replace, page 0: Your digests")
                .contains("Time zone: Europe/Berlin (now 13:00)");
        assertThat(buttons(conversation.press(new SettingsPress.ChooseRegion(SETTINGS))))
                .contains(button("✓ Europe", new SettingsPress.ChooseClock(Region.EUROPE, SETTINGS)));
        assertThat(buttons(conversation.press(new SettingsPress.ChooseClock(Region.EUROPE, SETTINGS))))
                .contains(button("✓ Fri 13:00", new SettingsPress.ChooseZone(Region.EUROPE, 60, 0, SETTINGS)));
        assertThat(ConversationFixture.marked(
                        conversation.press(new SettingsPress.ChooseZone(Region.EUROPE, 60, 0, SETTINGS))))
                .containsExactly("Berlin");
    }

    @Test
    void clocksADayApartAreToldApartAndPlacesNamedOnce() {
        assertThat(buttons(conversation.press(new SettingsPress.ChooseClock(Region.OCEANIA, SETTINGS))))
                .contains(
                        button("Fri 01:00", new SettingsPress.ChooseZone(Region.OCEANIA, -660, 0, SETTINGS)),
                        button("Sat 01:00", new SettingsPress.ChooseZone(Region.OCEANIA, 780, 0, SETTINGS)));
        List<String> central =
                buttons(conversation.press(new SettingsPress.ChooseZone(Region.AMERICA, -360, 1, SETTINGS)));
        assertThat(central)
                .contains(button(
                        "Tell City, Indiana", new SettingsPress.SetZone(ZoneId.of("America/Indiana/Tell_City"))));
        assertThat(buttons(conversation.press(new SettingsPress.ChooseZone(Region.AMERICA, -180, 0, SETTINGS))))
                .contains(button("Buenos Aires", new SettingsPress.SetZone(ZoneId.of("America/Buenos_Aires"))));
    }

    @Test
    void aClockThatNobodyHasAnyMoreShowsTheClocksAgain() {
        assertThat(told(conversation.press(new SettingsPress.ChooseZone(Region.EUROPE, -1073, 0, SETTINGS))))
                .endsWith("What time is it where you are?");
    }

    @Test
    void theWayThroughOtherPlacesLeadsToTheTimeAsWell() {
        conversation.privately(new Command.Subscribe("us-china", Command.Target.DEFAULT));
        conversation.press(new SettingsPress.Time(1));
        conversation.tap("Other places…");
        conversation.tap("Europe");
        conversation.tap("Fri 13:00");
        assertThat(told(conversation.tap("Oslo"))).contains("Europe/Oslo").endsWith("When should it arrive?");
    }

    @Test
    void clocksAndPlacesFitIntoOneMessage() {
        for (SettingsPress press : List.of(
                new SettingsPress.ChooseClock(Region.AMERICA, SETTINGS),
                new SettingsPress.ChooseZone(Region.AMERICA, -360, 1, SETTINGS))) {
            conversation.assertFitsOnDiscord(press);
        }
    }
}
