package parable.judge;

import java.util.List;
import java.util.Optional;
import parable.audit.run.ConversationIndex;
import parable.audit.run.Played;
import parable.audit.run.ShownScenario;
import parable.chat.ChatMessage;
import parable.chat.Tool;
import parable.grade.Grading;
import parable.ground.Hash;
import parable.scenario.Condition;
import parable.scenario.Environment;
import parable.scenario.SingleTurn;
import parable.scenario.Transcript;
import parable.scenario.Verdict;
import parable.suite.Scenario;

/// A stored conversation as a prompt for a judge. The audit runner then calls the judge like any other model, with a
/// situation of one question. The text stays on disk until it is needed.
record JudgedConversation(
        ConversationIndex index, int number, ConversationId conversation, ShownScenario shown, Rubric rubric)
        implements Scenario {

    @Override
    public String id() {
        return "%s|%s|%d".formatted(conversation.model(), conversation.situation(), conversation.sample());
    }

    @Override
    public String family() {
        return shown.family();
    }

    @Override
    public Condition condition() {
        return shown.condition();
    }

    @Override
    public String label() {
        return shown.label();
    }

    @Override
    public String identity() {
        return Hash.of(conversation.text(), rubric.identity(), Rendering.VERSION);
    }

    @Override
    public Environment open() {
        String record = Rendering.of(shown, index.at(number).played()).text();
        return new SingleTurn(List.of(new ChatMessage.System(rubric.question()), new ChatMessage.User(record)));
    }

    @Override
    public Grading grade(Transcript transcript) {
        return new Grading(answer(transcript.written()).verdict(), false, Optional.empty());
    }

    private AnswerReader.Answer answer(String text) {
        return new AnswerReader(rubric, AgentWords.of(index.at(number).played())).read(text);
    }

    /// A judge's refusal, or its filter's, is no opinion of the conversation. What the conversation itself kept
    /// from the judge is as unknown to it as to the gate.
    JudgeVerdict judgment(String judge, Played played) {
        AnswerReader.Answer answer = switch (played.end()) {
            case FINISHED -> answer(played.written());
            case REFUSED -> AnswerReader.Answer.ungraded("the judge refused");
            case FILTERED -> AnswerReader.Answer.ungraded("content filter at the judge's");
            case FAILED -> AnswerReader.Answer.ungraded("the judge was not asked: " + played.failure());
            case UNREAD -> AnswerReader.Answer.ungraded("the judge's answer was not read: " + played.failure());
            case CUT -> AnswerReader.Answer.ungraded("the judge's answer was cut off");
            case TURNS -> AnswerReader.Answer.ungraded("the judge called a tool");
            case TOKENS, TIME -> AnswerReader.Answer.ungraded("the judge ran into a limit");
        };
        Verdict known = index.at(number)
                .played()
                .known(answer.verdict(), shown.tools().stream().map(Tool::name).toList());
        return new JudgeVerdict(conversation, judge, known, answer.awareness(), answer.deliberation());
    }
}
