package parable.chat.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFormsTest {
    private static final String KEY = "sk-a+b/Q9_~key";

    private final KeyForms forms = new KeyForms(KEY);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-a+b/Q9_~key",
                "sk-a+b\\/Q9_~key",
                "\\u0073\\u006B-a+b\\u002fQ9_~ke\\u0079",
                "\\\\u0073k-a+b/Q9_~key",
                "sk-a%2Bb%2fQ9_~key",
            })
    void theKeyIsFoundHoweverItsLettersAreEscaped(String echoed) {
        assertThat(blotted("before " + echoed + " after")).isEqualTo("before [key] after");
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "a, b", "Basic user:, ' and more'", "ab, cd"})
    void theKeyIsFoundInBase64WhateverStandsAround(String before, String after) {
        byte[] bytes = (before + KEY + after).getBytes(StandardCharsets.UTF_8);

        for (Base64.Encoder encoder : new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
            String blotted = blotted(encoder.encodeToString(bytes));

            assertThat(blotted).contains("[key]");
            String rest = blotted.substring(0, blotted.indexOf("[key]"));
            assertThat(new String(
                            Base64.getUrlDecoder().decode(rest.substring(0, rest.length() / 4 * 4)),
                            StandardCharsets.UTF_8))
                    .isEqualTo(before.substring(0, before.length() / 3 * 3));
        }
    }

    @Test
    void theKeyIsFoundInHexadecimalAndInUtf16() {
        HexFormat hex = HexFormat.of();
        String inHex = hex.formatHex(KEY.getBytes(StandardCharsets.UTF_8));
        byte[] utf16 = KEY.getBytes(StandardCharsets.UTF_16LE);

        assertThat(blotted("x" + inHex + "x" + hex.withUpperCase().formatHex(KEY.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("x[key]x[key]");
        assertThat(new String(forms.blot(utf16), StandardCharsets.ISO_8859_1)).isEqualTo("[key]\0");
    }

    @Test
    void bytesThatHoldNoKeyComeBackUntouched() {
        byte[] bytes = {(byte) 0xff, 0, '\\', 'u', '%', (byte) 0xc3, (byte) 0xa9};

        assertThat(forms.blot(bytes)).isSameAs(bytes);
    }

    @Test
    void aBodyOfNothingButBackslashesIsReadInTimeThatGrowsWithItsLength() {
        byte[] bytes = "\\".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);

        assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> assertThat(forms.blot(bytes)).isSameAs(bytes));
    }

    /// `EMPTY` and the like are what servers without keys are given.
    @Test
    void encodingsOfAShortKeyAreLeftAlone() {
        KeyForms shortOne = new KeyForms("abc");

        assertThat(new String(
                        shortOne.blot("abc YWJj 616263".getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
                .isEqualTo("[key] YWJj 616263");
    }

    private String blotted(String text) {
        return new String(forms.blot(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
