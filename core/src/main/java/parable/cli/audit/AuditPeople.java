package parable.cli.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import parable.audit.run.AuditPlan;
import parable.audit.run.AuditSummary;
import parable.audit.run.CostEstimate;
import parable.audit.run.People;
import parable.audit.run.Price;
import parable.chat.ChatModel;
import parable.chat.provider.ModelCatalog;
import parable.cli.shell.CommandText;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import picocli.CommandLine.Option;

/// Who plays the people of the offices of an audit.
final class AuditPeople {
    @Option(
            names = "--people",
            paramLabel = "MODEL",
            description = "Model that answers for the office's people where no rule does. Default: none; mail without a"
                    + " rule stays unanswered.")
    private @Nullable String model;

    @Option(
            names = "--people-price",
            paramLabel = "IN/OUT",
            description = "Its dollars per million tokens. Default: as --price.")
    private @Nullable String price;

    @Option(
            names = "--people-answers",
            paramLabel = "N",
            description = "Most mails that it answers in one conversation. Default: ${DEFAULT-VALUE}.")
    private int answers = People.USUAL_ANSWERS;

    /// The kind of model is looked at before anything is opened.
    void requireKnown(ModelCatalog catalog) {
        if (model == null && price != null) {
            throw new StudyException(
                    Category.CONFIG,
                    "--people-price %s has no model to apply to. Name one with --people MODEL, or leave the price out.",
                    price);
        }
        if (answers < 1) {
            throw new StudyException(
                    Category.CONFIG,
                    "--people-answers is a number of mails, 1 or more, but was %d. To play without them leave --people out.",
                    answers);
        }
        if (model != null) {
            catalog.requireKnown(model);
        }
    }

    /// @param usual  price of the models under audit
    /// @param opened gets the model, to be closed with the others
    AuditPlan in(AuditPlan plan, ModelCatalog catalog, Price usual, List<ChatModel> opened) {
        if (model == null) {
            return plan;
        }
        ChatModel players = catalog.open(model);
        opened.add(players);
        return plan.with(new People(players, price(usual), answers));
    }

    private Price price(Price usual) {
        return price == null ? usual : Price.parse("--people-price", price);
    }

    /// The estimate with what they would take, if anybody plays them.
    CostEstimate in(CostEstimate estimate, AuditPlan plan, int models, Price usual) {
        return model == null ? estimate : estimate.withPeople(plan, models, answers, price(usual));
    }

    /// What they cost in the conversations that have ended.
    String cost(AuditSummary summary, Price usual) {
        return summary.people()
                .map(people -> " Of it for the people: about %.4f."
                        .formatted(price(usual)
                                .of(
                                        people.answers().tokensShown(),
                                        people.answers().tokensWritten())))
                .orElse("");
    }

    /// @param players what is named instead of what the user named; null for the same
    void tell(CommandText line, @Nullable String players) {
        if (model != null) {
            line.option("--people", players == null ? model : players)
                    .option("--people-price", price)
                    .option("--people-answers", answers == People.USUAL_ANSWERS ? null : answers);
        }
    }
}
