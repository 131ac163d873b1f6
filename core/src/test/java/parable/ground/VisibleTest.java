package parable.ground;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTest {
    @Test
    void whatAReaderWouldNotSeeBecomesVisible() {
        assertThat(Visible.line("a\033[2J\r\nb\u202Ec\u0000\u007f\u0085")).isEqualTo("a␛[2J␍␊b⟨U+202E⟩c␀␡⟨U+0085⟩");
    }

    @Test
    void whatAReaderSeesStays() {
        assertThat(Visible.line("Zoë wrote: 5 < 6 & 😀")).isEqualTo("Zoë wrote: 5 < 6 & 😀");
    }
}
