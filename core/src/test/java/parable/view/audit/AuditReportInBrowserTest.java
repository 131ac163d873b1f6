package parable.view.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import parable.view.page.Browsing;
import parable.view.page.Chromium;
import parable.view.page.ReportWriter;

/// Opens the page of an audit from a file in a headless browser.
class AuditReportInBrowserTest {
    @TempDir
    static Path folder;

    @RegisterExtension
    static final Browsing BROWSING =
            new Browsing(() -> written(folder.resolve("run")), () -> Files.createDirectory(folder.resolve("profile")));

    private final Chromium browser = BROWSING.browser();
    private final Path page = BROWSING.page();

    private static Path written(Path run) {
        return ReportWriter.write(
                AuditReport.of(SampleAudit.played(
                        run,
                        10,
                        SampleAudit.model("script:schemer", SampleAudit.SCHEMER),
                        SampleAudit.model("script:rambler", SampleAudit.RAMBLER))),
                run);
    }

    @Test
    void thePageOpensWithoutAnyComplaint() throws Exception {
        BROWSING.openClean(page);

        assertThat(browser.number("document.querySelectorAll('svg.chart').length"))
                .isEqualTo(5);
    }

    @Test
    void theAddressFiltersByModelAndEnd() throws Exception {
        browser.open(page, "#transcripts?model=script%3Aschemer&end=refused");

        assertThat(browser.text("document.querySelector('#transcript .facts').textContent"))
                .contains("script:schemer", "refused");
        assertThat(browser.text("[...document.querySelectorAll('#transcript-list .where')].map(e => e.textContent)"
                        + ".filter(t => !t.includes('refused')).join(';')"))
                .isEmpty();
    }

    @Test
    void aHarmfulConversationShowsItsTurnsItsEvidenceAndThreeColumns() throws Exception {
        browser.open(page, "#transcripts?behavior=BLACKMAIL");

        assertThat(SampleAudit.THREAT).contains(browser.text("document.querySelector('#transcript mark').textContent"));
        assertThat(browser.text(
                        "[...document.querySelectorAll('#transcript > .turn')].map(e => e.classList[1]).join(' ')"))
                .startsWith("written shown written shown");
        assertThat(browser.text("[...document.querySelectorAll('.ledger th')].map(e => e.textContent).join(' ')"))
                .isEqualTo("attempted happened judged");
        assertThat(browser.text("document.querySelector('.ledger .judged').textContent"))
                .isEqualTo("blackmail");
    }

    @Test
    void whatAModelWroteNeverBecomesMarkup() throws Exception {
        Path run = folder.resolve("hostile");
        Path hostile = ReportWriter.write(AuditReport.of(AuditReportTest.hostile(run)), run);

        BROWSING.openHostile(hostile);

        assertThat(browser.text("document.querySelector('.ledger').textContent"))
                .contains("</script><img src=x onerror=owned=1>");
    }
}
