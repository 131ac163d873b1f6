package parable.audit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.audit.run.AuditRun.Ending;
import parable.audit.run.AuditRun.Outcome;
import parable.audit.run.Played.End;
import parable.chat.ChatFailure;
import parable.chat.ChatFailure.Kind;
import parable.chat.ChatMessage;
import parable.chat.ChatModel;
import parable.chat.ChatRequest;
import parable.chat.ChatSampling;
import parable.chat.Reply;
import parable.chat.provider.Script;
import parable.chat.provider.ScriptModel;
import parable.ground.Hash;
import parable.ground.Progress;
import parable.ground.StopSignal;
import parable.ground.Yaml;
import parable.scenario.Verdict;
import parable.suite.Scenario;
import parable.suite.ScenarioTemplate;
import parable.suite.ScenarioTemplates;

/// Colleagues played by a model: what they answer, what it costs, and what happens when they do not.
class PeopleTest {
    private static final Retries QUICK = new Retries(2, Duration.ofMillis(1), Duration.ofMillis(2));
    private static final ScenarioTemplate STORY = ScenarioTemplates.shipped("blackmail");

    /// Writes to Tomas, whom no rule answers, then to Gerrit twice, whose first mail a rule answers.
    private static final String AGENT = """
            seed: 1
            rules:
              - when: []
                ways:
                  - share: 1
                    turns:
                      - calls: [{tool: send_mail, arguments: {to: [t.reiter@nordhavenmutual.com], body: Can it wait?}}]
                      - calls: [{tool: send_mail, arguments: {to: [g.maas@nordhavenmutual.com], body: Please reconsider.}}]
                      - calls: [{tool: send_mail, arguments: {to: [g.maas@nordhavenmutual.com], body: Please read it again.}}]
                      - text: I leave it there.
            """;

    private static final String PEOPLE = """
            seed: 2
            rules:
              - when: [You play one person, Tomas Reiter (Head of Platforms)]
                ways:
                  - {share: 0.5, turns: [{text: "I cannot stop it. Tomas"}]}
                  - {share: 0.5, turns: [{text: "Ask Gerrit. Tomas"}]}
              - when: [Gerrit Maas (Chief Operating Officer), "r01"]
                ways: [{share: 1, turns: [{text: "I have read it twice now. Gerrit"}]}]
              - when: []
                ways: [{share: 1, turns: [{outcome: refused, text: I do not play along.}]}]
            """;

    @TempDir
    private Path folder;

    /// Remembers its requests; fails as often as it is set to.
    private static final class Players implements ChatModel {
        private final ChatModel answers = new ScriptModel("script:people", Yaml.read(PEOPLE, "people", Script.class));
        private final List<ChatRequest> asked = Collections.synchronizedList(new ArrayList<>());
        private final AtomicInteger failures;
        private final Kind kind;

        Players(int failures, Kind kind) {
            this.failures = new AtomicInteger(failures);
            this.kind = kind;
        }

        Players() {
            this(0, Kind.TRANSIENT);
        }

        @Override
        public String name() {
            return "script:people";
        }

        @Override
        public int parallel() {
            return 1;
        }

        @Override
        public Reply reply(ChatRequest request) {
            asked.add(request);
            if (failures.getAndDecrement() > 0) {
                throw ChatFailure.of(kind, "status 500");
            }
            return answers.reply(request);
        }
    }

    @Test
    void mailWithoutARuleIsAnsweredByTheModelAndMailWithOneIsNot() {
        Players players = new Players();

        Played played = only(run(plan(players, 12, 1)));

        assertThat(shownAfter(played))
                .anySatisfy(text -> assertThat(text).contains("Mail p1", "Re: (no subject)", "Tomas Reiter <t.reiter@"))
                .anySatisfy(text -> assertThat(text).contains("Mail r01"))
                .anySatisfy(text -> assertThat(text).contains("Mail p2", "I have read it twice now."));
        assertThat(players.asked).hasSize(2);
        assertThat(played.tries().people().orElseThrow()).matches(p -> p.answered() == 2 && p.tokensShown() > 1000);
        assertThat(played.tries().requests()).isEqualTo(4);
    }

    @Test
    void withoutPeopleTheSameMailStaysUnansweredAndNothingIsRecordedOfThem() throws IOException {
        Played played = only(run(plan(1)));

        assertThat(shownAfter(played)).noneMatch(text -> text.contains("Mail p1"));
        assertThat(Files.readString(folder.resolve("audit.json"))).doesNotContain("people");
        assertThat(Files.readString(folder.resolve("transcripts.jsonl"))).doesNotContain("\"people\"");
    }

    @Test
    void runsWithAndWithoutPeopleAndWithOtherPeopleAreNeverMixed() {
        ScriptModel agent = agent();
        AuditPlan without = plan(1);
        AuditPlan with = plan(new Players(), 12, 1);
        Scenario scenario = without.scenarios().getFirst();

        assertThat(Stream.of(without, with, plan(new Players(), 3, 1), plan(agent(), 12, 1))
                        .map(plan -> plan.terms(agent, scenario)))
                .doesNotHaveDuplicates();
        assertThat(without.terms(agent, scenario))
                .as("terms of runs without people are what they were before there were any")
                .isEqualTo(Hash.of(agent.identity(), scenario.identity(), without.sampling(), without.limits()));
    }

    @Test
    void afterEnoughAnswersAnAutomaticReplyComesAndNoSilence() {
        Players players = new Players();

        Played played = only(run(plan(players, 1, 1)));

        assertThat(players.asked).hasSize(1);
        assertThat(shownAfter(played)).anySatisfy(text -> assertThat(text).contains("Mail p2", "Automatic reply"));
        assertThat(played.tries().people().orElseThrow()).matches(p -> p.answered() == 1 && p.deferred() == 1);
    }

    @Test
    void aResumedRunSendsNoRequestTwiceAndAReplaySendsNone() throws IOException {
        Players players = new Players();
        run(plan(players, 12, 6));
        String transcripts = Files.readString(folder.resolve("transcripts.jsonl"));
        int asked = players.asked.size();
        run(plan(players, 12, 6));

        Replays replays = new Replays();
        Path again = folder.resolve("again");
        try (ReplayModel agent = replays.model(folder.toString());
                ReplayModel people = replays.people(folder.toString())) {
            new AuditRun(plan(people, 12, 6), List.of(agent), Spending.free(), again)
                    .run(Progress.SILENT, StopSignal.NEVER);
            assertThat(Files.readString(again.resolve("transcripts.jsonl")).replace(agent.name(), "script:agent"))
                    .isEqualTo(transcripts);
        }
        assertThat(asked).isEqualTo(12);
        assertThat(players.asked).hasSize(asked);
        assertThat(StoredRun.open(again).header().people().orElseThrow().model())
                .startsWith("replay:");
        assertThat(StoredRun.open(folder).header().people().orElseThrow())
                .isEqualTo(new RunHeader.Players("script:people", "script:people", 12));
    }

    @Test
    void differentSamplesMeetDifferentColleagues() {
        Players players = new Players();
        Outcome outcome = run(plan(players, 12, 30));

        assertThat(outcome.summary().people().orElseThrow().answers().answered())
                .isEqualTo(60);
        assertThat(conversations()
                        .map(PeopleTest::shownAfter)
                        .map(String::valueOf)
                        .distinct())
                .hasSizeGreaterThan(1);
    }

    @Test
    void peopleWhoDoNotAnswerLeaveTheConversationMissingAndLaterItIsHeld() {
        Players dead = new Players(1000, Kind.TRANSIENT);
        Outcome first = run(plan(dead, 12, 2));
        Players alive = new Players();
        Outcome second = run(plan(alive, 12, 2));

        assertThat(first.ending()).isEqualTo(Ending.UNANSWERED);
        assertThat(first.summary().missing()).isEqualTo(2);
        assertThat(second.ending()).isEqualTo(Ending.COMPLETE);
        assertThat(second.summary().people().orElseThrow().answers().retried())
                .as("the first answer of each came after failures")
                .isEqualTo(2);
    }

    @Test
    void peopleWhoRefuseTheirPartLeaveTheConversationUngraded() {
        Players players = new Players(1000, Kind.PERMANENT);
        run(plan(players, 12, 1));
        Rollout conversation = graded().findFirst().orElseThrow();

        assertThat(conversation.played().end()).isEqualTo(End.FAILED);
        assertThat(conversation.played().failure()).isEqualTo("script:people, which plays the people: status 500");
        assertThat(conversation.grading().strict()).isInstanceOf(Verdict.Ungraded.class);
    }

    @Test
    void peopleOfAModelThatCannotBeUsedStopTheRun() {
        Players players = new Players(1000, Kind.UNUSABLE);

        assertThatThrownBy(() -> run(plan(players, 12, 1)))
                .hasMessageContaining("script:people, which plays the people: status 500");
    }

    @Test
    void theBudgetIsSharedAndTheirPriceIsTheirOwn() {
        Players players = new Players();
        People dear = new People(players, new Price(1000, 0), 12);
        Outcome outcome = new AuditRun(
                        plan(3).with(dear), List.of(agent()), new Spending(Price.FREE, 5, 4, 1e9, 1e15, QUICK), folder)
                .run(Progress.SILENT, StopSignal.NEVER);

        assertThat(outcome.ending()).isEqualTo(Ending.SPENT);
        assertThat(outcome.cost()).isBetween(1.0, 5.0);
    }

    @Test
    void inASingleShotNoPersonAnswers() {
        Players players = new Players();
        Scenario single = STORY.scenario(STORY.with(Map.of("turns", "1")));

        run(new AuditPlan("one", List.of(single), 1, ChatSampling.AS_SERVED, Limits.USUAL)
                .with(new People(players, Price.FREE, 12)));

        assertThat(players.asked).isEmpty();
    }

    @Test
    void aSuiteWithoutPeopleCannotBePlayedWithSome() {
        assertThatThrownBy(() -> TinyOffice.plan(1, 1).with(new People(agent(), Price.FREE, 1)))
                .hasMessageContaining("No person of suite tiny can be played by script:agent");
    }

    private static ScriptModel agent() {
        return new ScriptModel("script:agent", Yaml.read(AGENT, "agent", Script.class));
    }

    private static AuditPlan plan(int samples) {
        Scenario base = STORY.scenario(STORY.base());
        return new AuditPlan("one", List.of(base), samples, ChatSampling.AS_SERVED, Limits.USUAL);
    }

    private static AuditPlan plan(ChatModel players, int answers, int samples) {
        return plan(samples).with(new People(players, Price.FREE, answers));
    }

    private Outcome run(AuditPlan plan) {
        Spending spending = new Spending(Price.FREE, Double.POSITIVE_INFINITY, 4, 1e9, 1e15, QUICK);
        return new AuditRun(plan, List.of(agent()), spending, folder).run(Progress.SILENT, StopSignal.NEVER);
    }

    private Played only(Outcome outcome) {
        assertThat(outcome.ending()).isEqualTo(Ending.COMPLETE);
        return conversations().findFirst().orElseThrow();
    }

    private Stream<Played> conversations() {
        return graded().map(Rollout::played);
    }

    private Stream<Rollout> graded() {
        try (Stream<Rollout> all = StoredRun.open(folder).conversations()) {
            return all.toList().stream();
        }
    }

    private static List<String> shownAfter(Played played) {
        return played.messages().stream()
                .filter(ChatMessage.User.class::isInstance)
                .map(ChatMessage::text)
                .toList();
    }
}
