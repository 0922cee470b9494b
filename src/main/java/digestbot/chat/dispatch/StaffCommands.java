package digestbot.chat.dispatch;

import digestbot.button.StaffPress;
import digestbot.chat.api.Reply;
import digestbot.chat.api.StaffCommand;
import digestbot.chat.common.CommandContext;
import digestbot.chat.staff.AuditLogPages;
import digestbot.chat.staff.HeldDigestCommands;
import digestbot.chat.staff.RoleCommands;
import digestbot.chat.staff.RolePages;
import digestbot.chat.staff.WithdrawalCommands;

/// The handlers of operators' commands other than broadcasts: roles, the audit log, and held or
/// withdrawn digests.
public final class StaffCommands {

    private final RoleCommands roles;
    private final RolePages pages;
    private final AuditLogPages audit;
    private final HeldDigestCommands releasing;
    private final WithdrawalCommands withdrawals;

    public StaffCommands(
            RoleCommands roles,
            RolePages pages,
            AuditLogPages audit,
            HeldDigestCommands releasing,
            WithdrawalCommands withdrawals) {
        this.withdrawals = withdrawals;
        this.roles = roles;
        this.pages = pages;
        this.audit = audit;
        this.releasing = releasing;
    }

    WithdrawalCommands withdrawals() {
        return withdrawals;
    }

    Reply answer(CommandContext asked, StaffCommand command) {
        return switch (command) {
            case StaffCommand.Appoint appoint -> roles.appoint(asked, appoint);
            case StaffCommand.Roles() -> new Reply.Whisper(pages.page(asked, 0));
            case StaffCommand.Audit() -> new Reply.Whisper(audit.page(asked, 0));
            case StaffCommand.Release(String topic, String date) -> releasing.ask(asked, topic, date);
        };
    }

    Reply pressed(CommandContext asked, StaffPress press) {
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
