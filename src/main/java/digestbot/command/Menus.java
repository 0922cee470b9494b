package digestbot.command;

import digestbot.edition.AskingPress;
import digestbot.edition.Content;
import digestbot.edition.Press;
import digestbot.edition.View;

/// Where links and the buttons below the bot's own words lead.
final class Menus {

    private final Looking looking;
    private final Asking asking;
    private final Subscribing subscribing;
    private final Greeting greeting;
    private final Mistakes mistakes;

    Menus(Looking looking, Asking asking, Subscribing subscribing, Greeting greeting, Mistakes mistakes) {
        this.looking = looking;
        this.asking = asking;
        this.subscribing = subscribing;
        this.greeting = greeting;
        this.mistakes = mistakes;
    }

    /// The first word, or a link's payload: a topic, or a press that opens something.
    Reply start(Asked asked, String payload) {
        if (payload.isEmpty()) {
            boolean resumed = asked.request().mayManage() && subscribing.resumeStopped(asked);
            return new Reply.Say(greeting.welcome(asked, resumed));
        }
        return Press.Link.opened(payload)
                .map(link -> open(asked, link))
                .orElseGet(() -> subscribing.subscribe(asked, payload, Command.Target.DEFAULT));
    }

    private Reply open(Asked asked, Press.Link link) {
        return switch (link) {
            case Press.Show show -> looking.show(asked, show);
            case Press.Open(long digest, View view) -> looking.show(asked, new Press.Show(digest, view, 0));
            case AskingPress press -> new Reply.Say(asking.content(asked, press));
            case Press.Today() -> looking.today(asked, "");
            case Press.Mistake mistake -> mistakes.ask(asked, mistake);
            case Press.Place place -> new Reply.Say(place(asked, place));
        };
    }

    Reply pressed(Asked asked, Press.Menu press) {
        return switch (press) {
            case Press.Subscribe(long topic) -> subscribing.pressed(asked, topic, true);
            case Press.Unsubscribe(long topic) -> subscribing.pressed(asked, topic, false);
            case Press.AllTopics(boolean wanted) -> subscribing.allTopics(asked, wanted);
            case Press.Place place ->
                asked.request().mayManage() ? new Reply.Replace(place(asked, place)) : aside(asked, place);
            case Press.Stop() -> new Reply.Replace(subscribing.stop(asked));
            case Press.Resume() -> new Reply.Replace(subscribing.resume(asked));
        };
    }

    /// What a button of a version that nobody knows any more gets: the newest.
    Reply outdated(Asked asked) {
        return asked.isPrivate() ? looking.today(asked, "") : aside(asked, new Press.Today());
    }

    private Reply aside(Asked asked, Press.Place press) {
        return new Reply.Aside(place(asked, press), 0, press.payload());
    }

    private Content place(Asked asked, Press.Place press) {
        return switch (press) {
            case Press.Topics(int page) -> subscribing.topics(asked, page);
            case Press.Today() -> looking.newest(asked);
            case Press.Help() -> greeting.help(asked);
        };
    }
}
