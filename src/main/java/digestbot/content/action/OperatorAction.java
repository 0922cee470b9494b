package digestbot.content.action;

import digestbot.audience.Permission;
import digestbot.audience.Platform;
import digestbot.content.action.CommandOption.Kind;
import digestbot.content.action.CommandOption.TypedPosition;
import digestbot.digest.DigestView;
import digestbot.markdown.TextCleaner;
import java.time.LocalDate;

/// The requests of operators, apart from broadcasts.
public sealed interface OperatorAction extends Action {

    /// Withdraws a digest from everybody who received it. The date is an ISO date.
    @Form(command = "withdraw", needs = Permission.WITHDRAW)
    record Withdraw(
            @Typed(value = Kind.TOPIC, hint = "choose-topic", required = true)
            String topic,

            @Typed(value = Kind.DATE, required = true, at = TypedPosition.DATE_AT_END)
            String date)
            implements OperatorAction {}

    /// Asks whether the topic's digests of that day are to be withdrawn.
    @Form(code = "d:w", needs = Permission.WITHDRAW)
    record AskToWithdraw(long topic, LocalDate day) implements OperatorAction {}

    @Form(code = "w", needs = Permission.WITHDRAW)
    record WithdrawDigest(long digest) implements OperatorAction {}

    @Form(code = "d:c", needs = Permission.WITHDRAW)
    record CancelWithdrawal() implements OperatorAction {}

    /// Publishes digests that are held for review; without a topic, lists all of them. The date may
    /// have any form that people type.
    @Form(code = "d:h", command = "release", needs = Permission.RELEASE)
    record Release(
            @Typed(Kind.TOPIC) String topic,

            @Typed(value = Kind.DATE, at = TypedPosition.DATE_AT_END)
            String date) implements OperatorAction {

        public Release() {
            this("", "");
        }
    }

    @Form(code = "d:l", needs = Permission.RELEASE)
    record PreviewHeld(long digest, DigestView view) implements OperatorAction {}

    @Form(code = "d:p", needs = Permission.RELEASE)
    record ReleaseDigest(long digest) implements OperatorAction {}

    @Form(code = "d:q", needs = Permission.RELEASE)
    record AskToReject(long digest) implements OperatorAction {}

    /// Decides that a digest that is held for review is not published.
    @Form(code = "d:n", needs = Permission.RELEASE)
    record RejectDigest(long digest) implements OperatorAction {}

    @Form(code = "d:r", command = "roles", needs = Permission.VIEW_ROLES)
    record ShowRoles(int page) implements OperatorAction {}

    /// Gives a person a role, or removes it.
    ///
    /// @param person the person's user id; prefixed with the other platform's name if it is from
    ///     there, as in `discord:1`
    /// @param role the role's id, or its name in any language; `none` removes the role
    /// @param name the person's name; empty if it is unknown
    @Form(command = "role", needs = Permission.ASSIGN_ROLES)
    record SetRole(
            @Typed(value = Kind.PERSON, required = true) String person,
            @Typed(value = Kind.ROLE, required = true) String role,
            @Typed(Kind.PERSON_NAME) String name)
            implements OperatorAction {

        public SetRole {
            name = TextCleaner.line(name);
        }
    }

    @Form(code = "d:t", needs = Permission.ASSIGN_ROLES)
    record RemoveRole(Platform platform, long userId) implements OperatorAction {}
}
