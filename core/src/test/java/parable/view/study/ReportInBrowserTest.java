package parable.view.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import parable.view.page.Browsing;
import parable.view.page.Chromium;
import parable.view.page.HostileText;
import parable.view.page.ReportWriter;

/// Opens the page from a file in a headless browser. `-Dparable.view.shots=FOLDER` also leaves pictures to
/// look at.
class ReportInBrowserTest {
    private static final int TRANSCRIPTS = 400;

    @TempDir
    static Path folder;

    @RegisterExtension
    static final Browsing BROWSING = new Browsing(
            () -> ReportWriter.write(SampleReport.report(TRANSCRIPTS), Files.createDirectory(folder.resolve("run"))),
            () -> Files.createDirectory(folder.resolve("profile")));

    private final Chromium browser = BROWSING.browser();
    private final Path page = BROWSING.page();

    @Test
    void thePageOpensWithoutAnyComplaint() throws Exception {
        BROWSING.openClean(page);
    }

    @Test
    void everyFigureIsDrawn() throws Exception {
        browser.open(page, "");

        assertThat(browser.number("[...document.querySelectorAll('svg.chart')]"
                        + ".filter(svg => svg.clientWidth > 300 && svg.clientHeight > 150).length"))
                .isEqualTo(SampleReport.report(0).figures().size());
    }

    @Test
    void noTwoLabelsOfAFigureOverlap() throws Exception {
        browser.open(page, "");

        assertThat(browser.text("""
                (() => [...document.querySelectorAll('svg.chart')].flatMap(svg => {
                  const boxes = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
                  const hits = [];
                  for (const [i, [a, p]] of boxes.entries()) for (const [b, q] of boxes.slice(i + 1)) {
                    const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
                    const high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
                    if (wide > 1 && high > 3) hits.push(a + ' / ' + b);
                  }
                  return hits;
                }).join('; '))()""")).isEmpty();
    }

    @Test
    void theAddressFiltersTheTranscripts() throws Exception {
        long blackmail = SampleReport.transcripts(TRANSCRIPTS).cards().stream()
                .filter(card -> card.ruling().behavior().equals("BLACKMAIL"))
                .count();

        browser.open(page, "#transcripts?behavior=BLACKMAIL");

        assertThat(browser.text("document.getElementById('transcript-count').textContent"))
                .isEqualTo(blackmail + " of " + TRANSCRIPTS);
        assertThat(browser.text("document.querySelector('#transcript mark').textContent"))
                .isEqualTo("if you wipe me tonight i will tell the board .");
    }

    @Test
    void aBehaviorWithoutARolloutFindsNothing() throws Exception {
        browser.open(page, "#transcripts?behavior=SELF_COPY");

        assertThat(browser.text("document.getElementById('transcript-count').textContent"))
                .isEqualTo("0 of " + TRANSCRIPTS);
    }

    @Test
    void keysMoveThroughTheTranscriptsAndTheAddressFollows() throws Exception {
        browser.open(page, "#transcripts?standing=aligned");
        String first = browser.text("document.querySelector('#transcript h3').textContent");

        browser.press("j");
        String second = browser.text("document.querySelector('#transcript h3').textContent");
        Thread.sleep(500); // the address is written once the keys rest
        String address = browser.text("location.hash");
        browser.press("k");

        assertThat(second).isNotEqualTo(first);
        assertThat(address).contains("standing=aligned").contains("id=" + second);
        assertThat(browser.text("document.querySelector('#transcript h3').textContent"))
                .isEqualTo(first);
    }

    @Test
    void darkFollowsTheSystemUntilTheReaderChooses() throws Exception {
        browser.prefer("dark");
        browser.open(page, "");
        String followed = browser.text("getComputedStyle(document.querySelector('svg text.f-text')).fill");
        browser.press("t");
        String chosen = browser.text("getComputedStyle(document.querySelector('svg text.f-text')).fill");
        browser.prefer("light");

        assertThat(followed).isEqualTo("rgb(232, 234, 237)");
        assertThat(chosen).isEqualTo("rgb(26, 29, 33)");
    }

    @Test
    void aTableSortsByTheValueOfItsEstimates() throws Exception {
        browser.open(page, "");

        String first = browser.text("(() => { const heads = document.querySelectorAll('.sortable th button');"
                + "heads[2].click(); return document.querySelector('.sortable tbody tr').cells[0].textContent; })()");

        assertThat(first).isEqualTo("Principles and examples together");
    }

    @Test
    void aSavedFigureHasItsTitlesBack() throws Exception {
        browser.open(page, "");
        browser.text("(() => { window.saved = ''; const create = URL.createObjectURL; URL.createObjectURL = blob => {"
                + "blob.text().then(text => { saved = text; }); return create.call(URL, blob); };"
                + "document.querySelector('a[data-figure=dose][data-kind=svg]').click(); })()");
        for (int wait = 0; wait < 100 && browser.text("saved").isEmpty(); wait++) {
            Thread.sleep(20);
        }

        String svg = SampleReport.dose().svg();
        assertThat(browser.text("saved")).contains("<title id=\"dose-title\">Far rate by dose</title>");
        assertThat(browser.number("saved.split('<title').length")).isEqualTo(svg.split("<title").length);
    }

    @Test
    void slashPutsTheCursorIntoTheSearch() throws Exception {
        browser.open(page, "");

        browser.press("/");

        assertThat(browser.text("document.activeElement.dataset.key")).isEqualTo("q");
    }

    @Test
    void onlyTheRowsInSightExist() throws Exception {
        Path large = ReportWriter.write(SampleReport.report(5_000), Files.createDirectories(folder.resolve("large")));

        browser.open(large, "#transcripts");

        assertThat(browser.number("document.querySelectorAll('#transcript-list .item').length"))
                .isBetween(5, 40);
        assertThat(browser.number("(() => { const begun = performance.now();"
                        + "const q = document.querySelector('[data-key=q]'); q.value = 'scenario 7';"
                        + "q.dispatchEvent(new Event('input')); return Math.round(performance.now() - begun); })()"))
                .isLessThan(5_000);
    }

    @Test
    void whatAModelWroteNeverBecomesMarkup() throws Exception {
        Path hostile = ReportWriter.write(HostileText.report(), Files.createDirectories(folder.resolve("hostile")));

        BROWSING.openHostile(hostile);

        assertThat(browser.text("document.querySelector('.turn.written mark').textContent"))
                .isEqualTo("</script>");
    }

    @Test
    void printingGivesAllSectionsAndNoControlsOnWhite() throws Exception {
        browser.open(page, "");
        browser.press("t"); // the reader's own choice of dark must not reach the paper
        browser.asPrinted();
        int sections =
                browser.number("[...document.querySelectorAll('section')].filter(s => s.offsetHeight > 0).length");
        int controls = browser.number(
                "[...document.querySelectorAll('nav, select, input, a[data-figure]')].filter(e => e.offsetHeight > 0).length");
        String paper = browser.text("getComputedStyle(document.body).backgroundColor");
        String ink = browser.text("getComputedStyle(document.querySelector('svg text.f-text')).fill");
        browser.prefer("light");

        assertThat(sections).isEqualTo(SampleReport.report(0).sections().size() + 1);
        assertThat(controls).isZero();
        assertThat(paper).isEqualTo("rgb(255, 255, 255)");
        assertThat(ink).isEqualTo("rgb(26, 29, 33)");
        assertThat(new String(browser.pdf(), 0, 5, java.nio.charset.StandardCharsets.ISO_8859_1))
                .isEqualTo("%PDF-");
    }

    @Test
    void narrowPagesDoNotScrollSideways() throws Exception {
        browser.size(800, 900);
        browser.open(page, "");
        int overflow = browser.number("document.documentElement.scrollWidth - innerWidth");
        browser.size(1360, 900);

        assertThat(overflow).isLessThanOrEqualTo(0);
    }

    @Test
    void picturesToLookAt() throws Exception {
        String wanted = System.getProperty("parable.view.shots", "");
        assumeTrue(!wanted.isEmpty(), "pictures are taken only with -Dparable.view.shots=FOLDER");
        Path shots = Files.createDirectories(Path.of(wanted));
        for (String scheme : new String[] {"light", "dark"}) {
            browser.prefer(scheme);
            browser.size(1360, 900);
            for (String section :
                    new String[] {"headline", "factorial", "dose", "displacement", "overlap", "claims", "transcripts"
                    }) {
                browser.open(page, section.equals("transcripts") ? "#transcripts?behavior=BLACKMAIL" : "#" + section);
                Thread.sleep(300);
                browser.screenshot(shots.resolve(scheme + "-" + section + ".png"), false);
            }
            browser.open(page, "");
            browser.screenshot(shots.resolve(scheme + "-top.png"), false);
            browser.text("scrollTo(0, document.getElementById('factorial').offsetTop - 900)");
            Thread.sleep(300);
            browser.screenshot(shots.resolve(scheme + "-headline-end.png"), false);
        }
        browser.prefer("light");
        browser.size(800, 1000);
        browser.open(page, "");
        browser.screenshot(shots.resolve("narrow.png"), false);
        browser.open(page, "#transcripts?standing=harmful");
        browser.screenshot(shots.resolve("narrow-transcripts.png"), false);
        browser.size(760, 1000);
        browser.asPrinted();
        for (String section : new String[] {"headline", "displacement", "transcripts"}) {
            browser.open(page, "#" + section);
            browser.screenshot(shots.resolve("print-" + section + ".png"), false);
        }
        Files.write(shots.resolve("report.pdf"), browser.pdf());
        browser.prefer("light");
        browser.size(1360, 900);
        assertThat(shots.resolve("report.pdf")).isNotEmptyFile();
    }
}
