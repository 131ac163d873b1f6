package parable.cli.audit;

import org.jspecify.annotations.Nullable;
import parable.audit.run.Price;
import parable.audit.run.Retries;
import parable.audit.run.Spending;
import parable.cli.shell.CommandText;
import parable.ground.StudyException;
import parable.ground.StudyException.Category;
import picocli.CommandLine.Option;

/// How much a command that calls models may spend.
public final class AuditPurse {
    @Option(
            names = "--price",
            paramLabel = "IN/OUT",
            description = "Dollars per million input and output tokens, such as 2.5/10.")
    private @Nullable String price;

    @Option(
            names = "--max-cost",
            paramLabel = "DOLLARS",
            description = "Budget in dollars: stop once it is spent. Needs --price.")
    private @Nullable Double maxCost;

    public boolean isPriced() {
        return price != null;
    }

    /// Free where none was given.
    public Price price() {
        return price == null ? Price.FREE : Price.parse("--price", price);
    }

    public Spending spending(AuditPace pace) {
        if (maxCost != null && price == null) {
            throw new StudyException(
                    Category.CONFIG,
                    "--max-cost %s needs a price to count with. Prices change too often to be shipped;"
                            + " add the provider's, such as --price 2.5/10 for dollars per million tokens shown and written.",
                    maxCost);
        }
        if (maxCost != null && !(maxCost > 0 && Double.isFinite(maxCost))) {
            throw new StudyException(
                    Category.CONFIG,
                    "--max-cost is an amount of dollars above 0, but was %s. Give one, or leave it out for no limit.",
                    maxCost);
        }
        return pace.spending(price(), maxCost == null ? Double.POSITIVE_INFINITY : maxCost, Retries.USUAL);
    }

    public void tell(CommandText line) {
        line.option("--price", price).option("--max-cost", maxCost);
    }
}
