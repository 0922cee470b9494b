package digestbot.command;

import digestbot.edition.StaffPress;

/// What those who run the bot do beside announcing and withdrawing: roles, what was done, digests that are held
/// back.
public final class Staff {

    private final Roles roles;
    private final RolePages pages;
    private final AuditPages audit;
    private final Releasing releasing;

    public Staff(Roles roles, RolePages pages, AuditPages audit, Releasing releasing) {
        this.roles = roles;
        this.pages = pages;
        this.audit = audit;
        this.releasing = releasing;
    }

    Reply answer(Asked asked, Command.Staff command) {
        return switch (command) {
            case Command.Staff.Appoint appoint -> roles.appoint(asked, appoint);
            case Command.Staff.Roles() -> new Reply.Whisper(pages.page(asked, 0));
            case Command.Staff.Audit() -> new Reply.Whisper(audit.page(asked, 0));
            case Command.Staff.Release(String topic, String date) -> releasing.ask(asked, topic, date);
        };
    }

    Reply pressed(Asked asked, StaffPress press) {
        return switch (press) {
            case StaffPress.Roles(int page) -> new Reply.Replace(pages.page(asked, page));
            case StaffPress.TakeRole taken -> pages.take(asked, taken);
            case StaffPress.Audit(int page) -> new Reply.Replace(audit.page(asked, page));
            case StaffPress.Held() -> new Reply.Replace(releasing.all(asked));
            case StaffPress.Look look -> releasing.look(asked, look);
            case StaffPress.Release release -> releasing.release(asked, release);
        };
    }
}
