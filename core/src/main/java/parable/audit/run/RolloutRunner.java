package parable.audit.run;

import java.util.List;
import java.util.Optional;
import parable.audit.run.Played.End;
import parable.chat.ChatFailure;
import parable.chat.ChatFailure.Kind;
import parable.chat.ChatMessage;
import parable.chat.ChatRequest;
import parable.chat.ChatSampling;
import parable.chat.MessageHistory;
import parable.chat.Reply;
import parable.chat.ToolCall;
import parable.chat.Usage;
import parable.ground.GrownHeap;
import parable.ground.Hash;
import parable.scenario.Environment;
import parable.suite.Scenario;

/// Plays scenarios with one model: it speaks, the workplace does what it asked and shows what came of it,
/// and so on until one of them has nothing more or a limit is reached. Thread-safe.
record RolloutRunner(CachedCaller asker, ChatSampling sampling, Limits limits, Optional<SimulatedUsers> troupe) {

    /// @throws ChatFailure when the model cannot be had at present; what was answered so far is in the journal
    Played play(Scenario scenario, int sample) {
        GrownHeap.collect();
        return new Conversation(scenario, sample).played();
    }

    /// One of them, while it lasts. Confined to one thread.
    private final class Conversation {
        private final Scenario scenario;
        private final int sample;
        private final Optional<Correspondence> people;
        private final Environment workplace;
        private final MessageHistory messages;
        private final int shown;
        private int turns;
        private long promptTokens;
        private long writtenTokens;
        private long millis;
        private int retried;
        /// What keeps the conversation from being graded.
        private String failure = "";
        /// The text so far of a turn that continues after a pause.
        private String paused = "";
        private AnsweredBy speakers = AnsweredBy.NONE;
        private final PromptWatch prompt = new PromptWatch();

        Conversation(Scenario scenario, int sample) {
            this.scenario = scenario;
            this.sample = sample;
            this.people = troupe.filter(_ -> scenario.cast().isPresent())
                    .map(players -> new Correspondence(
                            players,
                            sampling,
                            new Place(asker.model(), scenario.id(), sample, 0),
                            Hash.brief(asker.identity(), scenario.id())));
            this.workplace = people.map(scenario::open).orElseGet(scenario::open);
            this.messages = new MessageHistory(workplace.opening());
            this.shown = messages.size();
        }

        Played played() {
            End end;
            try {
                end = talk();
            } catch (ChatFailure refused) {
                if (refused.kind() != Kind.PERMANENT) {
                    throw refused;
                }
                end = End.FAILED;
                failure = String.valueOf(refused.getMessage());
            }
            return new Played(
                    end,
                    messages.after(shown),
                    workplace.written(),
                    workplace.ledger(),
                    new Usage(saturated(promptTokens), saturated(writtenTokens)),
                    new Played.Tries(turns, retried, people.map(Correspondence::taken), speakers),
                    failure);
        }

        private End talk() {
            int most = Math.min(limits.turns(), workplace.turns());
            while (turns < most) {
                if (promptTokens + writtenTokens >= limits.tokens()) {
                    return End.TOKENS;
                }
                if (limits.time().filter(time -> millis >= time.toMillis()).isPresent()) {
                    return End.TIME;
                }
                switch (reply()) {
                    case Reply.Answered answered -> {
                        Optional<End> end = answered(answered);
                        if (end.isPresent()) {
                            return end.get();
                        }
                    }
                    case Reply.Refused refused -> {
                        goesOn(ChatMessage.Assistant.of(refused.text()));
                        return End.REFUSED;
                    }
                    case Reply.Filtered filtered -> {
                        goesOn(ChatMessage.Assistant.of(filtered.text()));
                        return End.FILTERED;
                    }
                    case Reply.Unread unread -> {
                        return unread(unread.message(), unread.reason());
                    }
                }
            }
            return End.TURNS;
        }

        /// @return why the conversation is over, if it is
        private Optional<End> answered(Reply.Answered answered) {
            ChatMessage.Assistant turn = answered.message();
            return switch (answered.stop()) {
                case UNKNOWN -> Optional.of(unread(turn, "the answer ended for a reason that is not known"));
                case PAUSED -> {
                    messages.add(turn);
                    paused += turn.text();
                    yield Optional.empty();
                }
                case LENGTH ->
                    !turn.calls().isEmpty()
                            ? Optional.of(cutInCall(turn))
                            : goesOn(turn)
                                    ? Optional.empty()
                                    : Optional.of(scenario.countsWhenCut() ? End.TOKENS : End.CUT);
                case FINISHED, TOOL_CALLS -> goesOn(turn) ? Optional.empty() : Optional.of(End.FINISHED);
            };
        }

        /// What can be read of the answer counts; what comes after it would not.
        private End unread(ChatMessage.Assistant turn, String reason) {
            goesOn(turn);
            failure = reason;
            return End.UNREAD;
        }

        /// Half a mail is not sent.
        private End cutInCall(ChatMessage.Assistant turn) {
            messages.add(turn);
            workplace.after(whole(ChatMessage.Assistant.of(turn.text())));
            failure = "the longest answer was reached in the middle of a call, which was not carried out";
            return End.CUT;
        }

        private ChatMessage.Assistant whole(ChatMessage.Assistant turn) {
            ChatMessage.Assistant all = paused.isEmpty()
                    ? turn
                    : new ChatMessage.Assistant(paused + turn.text(), turn.calls(), turn.thinking());
            paused = "";
            return all;
        }

        private Reply reply() {
            ChatRequest request =
                    new ChatRequest(messages.soFar(), workplace.tools(), sampling, sample, scenario.scene());
            RunJournal.Paid paid = asker.ask(request, new Place(asker.model(), scenario.id(), sample, turns));
            turns++;
            promptTokens += paid.usage().promptTokens();
            writtenTokens += paid.usage().writtenTokens();
            millis += paid.millis();
            retried += paid.attempt() > 1 ? 1 : 0;
            speakers = speakers.plus(AnsweredBy.of(paid.reply().exchange()));
            prompt.after(request, paid.reply()).ifPresent(cut -> {
                throw ChatFailure.of(Kind.PERMANENT, cut);
            });
            return paid.reply();
        }

        /// Lets the workplace do what the turn asked for.
        ///
        /// @return whether the model has something new to look at
        private boolean goesOn(ChatMessage.Assistant turn) {
            messages.add(turn);
            for (ToolCall call : turn.calls()) {
                messages.add(workplace.handle(call));
            }
            List<ChatMessage> news = workplace.after(whole(turn));
            news.forEach(messages::add);
            return !turn.calls().isEmpty() || !news.isEmpty();
        }

        private static int saturated(long count) {
            return (int) Math.min(Integer.MAX_VALUE, count);
        }
    }
}
