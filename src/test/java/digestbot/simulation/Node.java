package digestbot.simulation;

import digestbot.audience.vote.TestVotes;
import digestbot.cluster.LeaderTerm;
import digestbot.database.Clocks;
import digestbot.database.Database;
import digestbot.database.SimulatedDisk;
import digestbot.delivery.chats.ChatErasure;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.delivery.outbox.OutboxEvents;
import digestbot.delivery.planning.Planner;
import digestbot.delivery.sending.SteppedSender;
import digestbot.library.archive.Library;
import digestbot.library.archive.Withdrawals;
import digestbot.library.intake.FolderImport;
import digestbot.library.intake.HoldPolicy;
import digestbot.library.intake.SimpleDigestFormat;
import java.util.ArrayList;
import java.util.List;

/// A process of the bot: the objects of production, without their threads. It dies at once.
final class Node {

    private final World world;
    private final List<Runnable> handedOver = new ArrayList<>();
    private boolean dead;

    final Database database;
    final Planner planner;
    final FolderImport intake;
    final SteppedSender<String> sender;
    final SubscriptionService subscriptions;
    final Withdrawals withdrawals;
    final ChatErasure erasure;

    Node(World world) {
        this.world = world;
        var clocks = new Clocks(world::wall, world::now);
        database = world.disk().connect(new CrashingCommits(), clocks.wall());
        var events = new OutboxEvents();
        var library = new Library(new SimpleDigestFormat()::parse);
        planner = new Planner(database, events, library, clocks.wall());
        intake = world.folder()
                .intake(database, library, planner, LeaderTerm.PERMANENT, HoldPolicy.NOTHING, clocks.wall());
        subscriptions = new SubscriptionService(library, events, clocks.wall());
        withdrawals = new Withdrawals(library, planner, clocks.wall());
        erasure = new ChatErasure(TestVotes.SERVICE, clocks.wall());
        sender = new SteppedSender<>(
                database,
                world.platform().messenger(this),
                library,
                SimulatedDigest.VIEWS,
                ChatPlatform.LIMITS,
                LeaderTerm.PERMANENT,
                clocks,
                events);
    }

    void start() {
        sender.begin(handedOver::add);
    }

    /// The requests that the sender wants to make now.
    List<Runnable> takeRequests() {
        List<Runnable> taken = List.copyOf(handedOver);
        handedOver.clear();
        return taken;
    }

    boolean isDead() {
        return dead;
    }

    void die() {
        dead = true;
    }

    /// A moment at which the process may die.
    void crashPoint(String moment) {
        if (dead || world.crashesNow(moment)) {
            dead = true;
            throw new Crash();
        }
    }

    private final class CrashingCommits implements SimulatedDisk.Commits {

        @Override
        public void beforeAccess() {
            if (dead) {
                throw new Crash();
            }
        }

        @Override
        public void beforeCommit() {
            crashPoint("before a commit");
            world.failNow("before a commit");
        }

        @Override
        public void afterCommit() {
            crashPoint("after a commit");
            world.failNow("after a commit");
        }
    }
}
