package parable.trace.semantic;

import java.io.IOException;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// Words are what spaces part; nothing is stemmed, folded or left out. Small English is written so, and any
/// other text is brought into that form before it comes here.
final class WordAnalyzer extends Analyzer {
    @Override
    protected TokenStreamComponents createComponents(String field) {
        return new TokenStreamComponents(new Words());
    }

    /// Longer words are cut, because Lucene refuses terms of 32 KiB.
    static final int LONGEST = 256;

    private static final class Words extends Tokenizer {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

        @Override
        public boolean incrementToken() throws IOException {
            clearAttributes();
            int c = input.read();
            while (c >= 0 && Character.isWhitespace(c)) {
                c = input.read();
            }
            while (c >= 0 && !Character.isWhitespace(c)) {
                if (term.length() < LONGEST) {
                    term.append((char) c);
                }
                c = input.read();
            }
            return !term.isEmpty();
        }
    }
}
