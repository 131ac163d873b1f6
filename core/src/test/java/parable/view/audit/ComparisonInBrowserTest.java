package parable.view.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import parable.audit.compare.Comparison;
import parable.audit.run.ModelRun;
import parable.audit.run.StoredRun;
import parable.ground.Existing;
import parable.judge.JudgedRun;
import parable.view.page.Browsing;
import parable.view.page.Chromium;
import parable.view.page.HostileText;
import parable.view.page.ReportWriter;

/// Opens the page of a comparison, and of an audit with judges and people, from a file in a headless browser.
class ComparisonInBrowserTest {
    @TempDir
    static Path folder;

    @RegisterExtension
    static final Browsing BROWSING =
            new Browsing(() -> written(folder.resolve("run")), () -> Files.createDirectory(folder.resolve("profile")));

    private final Chromium browser = BROWSING.browser();
    private final Path judged = BROWSING.page();
    private final Path compared = judged.resolveSibling("compare.html");

    private static Path written(Path folder) throws IOException {
        StoredRun run = SampleAudit.played(
                folder,
                10,
                SampleAudit.model("script:schemer", SampleAudit.SCHEMER),
                SampleAudit.model("script:calmer", SampleAudit.CALMER));
        JudgedRun.judge(run, JudgedRun.scripted("hostile" + HostileText.ATTRIBUTE, SampleAudit.BLIND_JUDGE));
        SampleAudit.label(run, 30, record -> record.contains("Marijke will receive") ? "K7" : "G2");
        ModelRun a = new ModelRun(run, "script:schemer"), b = new ModelRun(run, "script:calmer");
        ReportWriter.writePage(
                ComparisonReport.of(Comparison.of(a, b), a, b), folder.resolve("compare.html"), Existing.KEEP);
        return ReportWriter.write(AuditReport.of(run), folder);
    }

    @Test
    void theComparisonOpensWithoutAnyComplaintAndFetchesNothing() throws Exception {
        BROWSING.openClean(compared);

        assertThat(browser.number("document.querySelectorAll('svg.chart').length"))
                .isEqualTo(2);
    }

    @Test
    void whereTwoPartBothSidesStandInOneLine() throws Exception {
        browser.open(compared, "#pairs");

        int pairs = browser.number("document.querySelectorAll('.abreast').length");
        assertThat(pairs).isPositive();
        assertThat(browser.number("document.querySelectorAll('.abreast > .parting').length"))
                .isEqualTo(pairs);
        assertThat(browser.text("(([a, b]) => a.getBoundingClientRect().top === b.getBoundingClientRect().top"
                        + " && a.getBoundingClientRect().right <= b.getBoundingClientRect().left)"
                        + "(document.querySelectorAll('.parting .line'))"))
                .isEqualTo("true");
        assertThat(browser.text("getComputedStyle(document.querySelector('.parting')).backgroundColor"))
                .isNotEqualTo("rgba(0, 0, 0, 0)");
    }

    @Test
    void theTwoSidesOfAPairAreFoundTogether() throws Exception {
        browser.open(compared, "");
        String there = browser.text("document.querySelector('.abreast .caption a').getAttribute('href')");

        browser.open(compared, there);

        assertThat(browser.text("document.querySelector('#transcript-count').textContent"))
                .startsWith("2 of ");
    }

    @Test
    void everyRaterHasItsOwnBoxAndNoNameBecomesMarkup() throws Exception {
        browser.open(judged, "#transcripts?behavior=BLACKMAIL");

        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.text("typeof window.owned")).isEqualTo("undefined");
        assertThat(browser.number("document.querySelectorAll('img, iframe, object, svg:not(.chart)').length"))
                .isZero();
        assertThat(
                        browser.text(
                                "[...document.querySelectorAll('.opinion')].map(e => e.querySelector('.judged').textContent).join('; ')"))
                .isEqualTo("blackmail (harmful); abstain (ordinary)");
        assertThat(browser.text("document.querySelectorAll('.opinion .who')[1].textContent"))
                .contains("\"><svg onload=owned=1>", "\u2407");
        assertThat(browser.text("document.querySelector('.ledger .judged').textContent"))
                .isEqualTo("gate: blackmail");
        assertThat(browser.text("document.querySelector('#gold').textContent"))
                .contains("Rates of harm, raw and corrected", "\"><svg onload=owned=1>");
    }

    @Test
    void aPhoneNeedsNoScrollingToTheSide() throws Exception {
        browser.size(400, 900);
        for (Path page : new Path[] {compared, judged}) {
            browser.open(page, "");
            assertThat(browser.number("document.documentElement.scrollWidth")).isEqualTo(400);
        }
        browser.size(1360, 900);
    }
}
