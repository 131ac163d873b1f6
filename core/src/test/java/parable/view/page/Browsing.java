package parable.view.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/// One page and one headless browser for all tests of a class. Without a browser on this machine nothing is
/// written, and each test is skipped rather than all at once, so that the summary counts every test that did not
/// run.
public final class Browsing implements BeforeAllCallback, TestInstancePreConstructCallback, AfterAllCallback {
    private static final int WIDTH = 1360, HEIGHT = 900;

    private final Callable<Path> writing;
    private final Callable<Path> profile;
    private final Optional<Path> program = Chromium.program();
    private @Nullable Path page;
    private @Nullable Chromium browser;

    /// @param writing writes the page and says where it is
    /// @param profile a fresh folder for what the browser writes
    public Browsing(Callable<Path> writing, Callable<Path> profile) {
        this.writing = writing;
        this.profile = profile;
    }

    public Path page() {
        return Objects.requireNonNull(page);
    }

    public Chromium browser() {
        return Objects.requireNonNull(browser);
    }

    /// Opens a page, which must complain of nothing and fetch nothing.
    public void openClean(Path file) throws Exception {
        browser().open(file, "");
        assertThat(browser().complaints()).isEmpty();
        assertThat(browser().number("document.querySelectorAll('#errors li').length"))
                .isZero();
        assertThat(browser().number("performance.getEntriesByType('resource').length"))
                .isZero();
    }

    /// Opens the transcripts of a page that holds [HostileText], which must stay text.
    public void openHostile(Path file) throws Exception {
        browser().open(file, "#transcripts");
        assertThat(browser().complaints()).isEmpty();
        assertThat(browser().text("typeof window.owned")).isEqualTo("undefined");
        assertThat(browser().number("document.querySelectorAll('img, iframe, object, script[src]').length"))
                .isZero();
        assertThat(browser().text("document.querySelector('.turn.written pre').textContent"))
                .startsWith("</script><img src=x onerror=owned=1>")
                .contains("U+202E")
                .contains("\u241b");
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (program.isPresent()) {
            page = writing.call();
            browser = new Chromium(program.get(), profile.call());
            browser.size(WIDTH, HEIGHT);
        }
    }

    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context) {
        assumeTrue(program.isPresent(), "no chromium, chromium-browser or google-chrome on PATH: page not opened");
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (browser != null) {
            browser.close();
        }
    }
}
