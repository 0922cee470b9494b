package digestbot.simulation;

import digestbot.database.Transaction;
import digestbot.delivery.outbox.HistoryRecount;
import digestbot.simulation.Ledger.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What has to be true when all is at rest, whatever happened before.
record Invariants(World world, Transaction tx) {

    static void check(World world) {
        world.disk().look(tx -> {
            var invariants = new Invariants(world, tx);
            invariants.everyFileIsImported();
            for (Account account : world.accounts()) {
                List<Message> messages =
                        world.platform().ledger().of(account.chat().id());
                for (SimulatedDigest digest : world.digests()) {
                    invariants.everybodyHasIt(account, digest, messages);
                    invariants.nobodyElseHasIt(account, digest, messages);
                    invariants.messagesAreCurrent(account, digest, messages);
                }
            }
            invariants.nothingIsDoubled();
            invariants.nothingWaitsForNothing();
            invariants.countsAgree();
            return world;
        });
    }

    private void everyFileIsImported() {
        for (SimulatedDigest digest : world.digests()) {
            List<String> titles = tx.strings("SELECT title FROM digest WHERE path = ?", digest.path());
            if (!titles.equals(List.of(digest.name() + "*" + digest.parts))) {
                world.violated("%s is %s in the archive".formatted(digest.name(), titles));
            }
        }
    }

    private boolean isPublished(SimulatedDigest digest) {
        return tx.isTrue("SELECT EXISTS (SELECT 1 FROM digest WHERE path = ? AND state = 'published')", digest.path());
    }

    private void everybodyHasIt(Account account, SimulatedDigest digest, List<Message> messages) {
        if (digest.everWithdrawn
                || !account.wantsAllSince(digest.topic, digest.writtenAt)
                || (account.disturbed >= 0 && world.isPaused(account))
                || world.platform().hasRefused(account.chat().id(), digest.id)) {
            return;
        }
        Set<String> places = messages.stream()
                .filter(message -> message.shown().containsKey(digest.id))
                .map(message -> message.shown().size() > 1 ? "all" : message.place())
                .collect(Collectors.toSet());
        boolean isWhole = places.contains("all");
        for (int part = 1; part <= digest.parts; part++) {
            isWhole |= part == digest.parts && places.contains(part + "/" + digest.parts);
            if (!places.contains(part + "/" + digest.parts)) {
                break;
            }
        }
        if (!isWhole && places.size() < digest.parts && !places.contains("1/1")) {
            world.violated("%s misses %s: it has %s".formatted(account.name(), digest.name(), places));
        }
    }

    private void nobodyElseHasIt(Account account, SimulatedDigest digest, List<Message> messages) {
        if (!account.knows(digest.topic) && !account.forgotten) {
            messages.stream()
                    .filter(message -> message.shown().containsKey(digest.id))
                    .forEach(message ->
                            world.violated("%s has %s without a subscription".formatted(account.name(), message.text)));
        }
    }

    /// Corrections and withdrawals reach everybody who has the digest and can be reached.
    private void messagesAreCurrent(Account account, SimulatedDigest digest, List<Message> messages) {
        if (account.forgotten
                || account.blocked
                || world.platform().hasRefused(account.chat().id(), digest.id)
                || world.isPaused(account)) {
            return;
        }
        boolean published = isPublished(digest);
        for (Message message : messages) {
            Integer version = message.shown().get(digest.id);
            if (version != null && message.excuse.isEmpty() && !(published && version == digest.version)) {
                world.violated("%s still shows %s in %s; %s"
                        .formatted(account.name(), message.text, message.id, published ? digest.name() : "withdrawn"));
            }
        }
    }

    /// A message is doubled only if an answer was lost or a process died.
    private void nothingIsDoubled() {
        Set<String> known = new HashSet<>(tx.strings("SELECT message_id FROM part WHERE message_id IS NOT NULL"));
        Map<String, Message> seen = new HashMap<>();
        for (Message message : world.platform().ledger().all()) {
            Account account = world.account(message.chat);
            if (message.deleted || message.excuse.isPresent() || account.forgotten) {
                continue;
            }
            if (!known.contains(message.id) && !message.shown().isEmpty()) {
                world.violated("%s in %s is not stored".formatted(message.id, account.name()));
            }
            for (int digest : message.shown().keySet()) {
                String key = message.chat + " " + digest + " " + message.place();
                if (seen.putIfAbsent(key, message) != null && !world.digests().get(digest).everWithdrawn) {
                    world.violated("%s has %s twice".formatted(account.name(), message.text));
                }
            }
        }
    }

    private void nothingWaitsForNothing() {
        List<Long> forgotten = tx.numbers("""
                SELECT d.number FROM delivery d JOIN subscriber u ON u.number = d.subscriber
                WHERE d.state = 'paused' AND u.paused_reason IS NULL""");
        if (!forgotten.isEmpty()) {
            world.violated("paused, though their chats are not: deliveries " + forgotten);
        }
    }

    private void countsAgree() {
        if (world.accounts().stream().noneMatch(account -> account.forgotten)) {
            compare(HistoryRecount.digests(tx), HistoryRecount.digestsRecounted(tx));
            compare(HistoryRecount.hours(tx), HistoryRecount.hoursRecounted(tx));
        }
    }

    private void compare(List<String> stored, List<String> counted) {
        if (!stored.equals(counted)) {
            world.violated("counts differ: stored %s, counted %s".formatted(stored, counted));
        }
    }
}
