package digestbot.chat.api;

import digestbot.audience.Permission;

public enum HelpSection {
    READ,
    /// Settings of what arrives, when and where.
    SCHEDULE,
    DATA,
    OPERATE;

    static HelpSection of(Permission permission) {
        return switch (permission) {
            case READ -> READ;
            case CHANGE_SETTINGS -> SCHEDULE;
            case MANAGE_DATA -> DATA;
            case BROADCAST, WITHDRAW, RELEASE, VIEW_AUDIT, ASSIGN_ROLES -> OPERATE;
        };
    }
}
