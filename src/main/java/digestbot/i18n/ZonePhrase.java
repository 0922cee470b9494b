package digestbot.i18n;

/// The phrases about time zones.
public enum ZonePhrase implements Phrase {
    /// {0} the zone, {1} its local time.
    ZONE_NOW(2),
    /// {0} the time in UTC.
    ZONE_UNSET(1),
    REGION_QUESTION(0),
    CLOCK_QUESTION(0),
    /// {0} the local time.
    PLACE_QUESTION(1),
    REGION_AFRICA(0),
    REGION_AMERICA(0),
    REGION_ASIA(0),
    REGION_EUROPE(0),
    REGION_OCEANIA(0),
    REGION_ISLANDS(0),
    ZONE_BUTTON(0),
    /// {0} the command, as it is typed.
    ZONE_BY_NAME(1),
    ZONE_BY_TIME_BUTTON(0),
    OTHER_PLACES_BUTTON(0),
    /// {0} the typed text.
    ZONE_SEVERAL(1),
    /// {0} the typed text.
    ZONE_UNKNOWN_NEAR(1),
    /// {0} the typed text.
    ZONE_UNKNOWN(1),
    /// {0} the offset, as it was typed.
    ZONE_OFFSET(1),
    /// {0} the offset, as it was typed.
    ZONE_NO_OFFSET(1),
    /// {0} a time of day, as it was typed.
    ZONE_BY_CLOCK(1);

    private final int arguments;

    ZonePhrase(int arguments) {
        this.arguments = arguments;
    }

    @Override
    public int arguments() {
        return arguments;
    }
}
