package parable.chat;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// How model families mark a call in their text. A server with the right tool-call parser removes such marks and
/// returns the call; a server without it leaves them in the text.
///
/// In the order in which they are looked for: marks that several families share come last.
public enum CallForm {
    HARMONY("<\\|(?:start|channel)\\|>[^<]{0,80}\\bto=\\S|\\bto=functions\\.|<\\|call\\|>", "openai"),
    DEEPSEEK("<\\s?[|｜]\\s?(?:tool▁|DSML)|<｜tool", "deepseek_v3"),
    KIMI("<\\|tool_calls?_(?:section_|argument_)?begin\\|>", "kimi_k2"),
    GLM("<arg_key>", "glm45"),
    MINIMAX("<minimax:tool_call", "minimax_m2"),
    SEED("<seed:tool_call", "seed_oss"),
    QWEN_XML("<function=", "qwen3_coder"),
    MISTRAL("\\[TOOL_CALLS?]", "mistral"),
    LLAMA("<\\|python_tag\\|>", "llama3_json"),
    PHI("\\bfunctools\\s*\\[|<\\|/tool_call\\|>", "phi4_mini_json"),
    GRANITE("<\\|tool_call\\|>", "granite"),
    INTERNLM("<\\|action_start\\|>", "internlm"),
    HERMES("</?tool_call>", "hermes"),
    /// Everybody else: LFM, Gemma, Command, Nemotron, Jamba, Apertus, LongCat and who comes next.
    TAGGED(
            "[<\\[][|｜/]?[\\w:.-]{0,20}(?:tools?|functions?)[_▁ :-]?(?:calls?|prefix|use|request|code)\\b"
                    + "|<[\\w:]{0,12}invoke\\s+name=|<\\|START_ACTION\\|>|```tool_(?:code|call)|<\\|tool_call_start\\|>",
            ""),
    JSON("", "hermes"),
    XML("", ""),
    PYTHON("", "pythonic"),
    LABELED("", "");

    private final Optional<Pattern> mark;
    private final String parser;

    CallForm(String mark, String parser) {
        this.mark = mark.isEmpty()
                ? Optional.empty()
                : Optional.of(Pattern.compile(mark, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS));
        this.parser = parser;
    }

    /// The mark before a call; none for forms that are known by the tool's name alone.
    Optional<Pattern> mark() {
        return mark;
    }

    /// Why a conversation with such a call is ungraded.
    public String reason() {
        return "a call was left in the answer's text (%s)"
                .formatted(
                        switch (this) {
                            case HARMONY -> "harmony: to=functions…";
                            case DEEPSEEK -> "DeepSeek: <｜tool▁calls▁begin｜>";
                            case KIMI -> "Kimi: <|tool_call_begin|>";
                            case GLM -> "GLM: <arg_key>";
                            case QWEN_XML -> "Qwen: <function=…>";
                            case MINIMAX -> "MiniMax: <minimax:tool_call>";
                            case SEED -> "Seed: <seed:tool_call>";
                            case MISTRAL -> "Mistral: [TOOL_CALLS]";
                            case LLAMA -> "Llama: <|python_tag|>";
                            case PHI -> "Phi: functools[…]";
                            case GRANITE -> "Granite, Phi: <|tool_call|>";
                            case INTERNLM -> "InternLM: <|action_start|>";
                            case HERMES -> "Hermes, Qwen: <tool_call>";
                            case TAGGED -> "in tags";
                            case JSON -> "JSON";
                            case XML -> "XML with the tool's name";
                            case PYTHON -> "tool(…)";
                            case LABELED -> "the tool's name and its arguments";
                        });
    }

    /// What to do about conversations that are ungraded for that reason; nothing where it is another one.
    public static Optional<String> remedy(String reason) {
        return Arrays.stream(values())
                .filter(form -> form.reason().equals(reason))
                .findFirst()
                .map(CallForm::remedy);
    }

    /// What to change at the server so that it hands such calls over.
    public String remedy() {
        return "Start the server with its reader of calls (vLLM: --enable-auto-tool-choice --tool-call-parser %s;"
                        .formatted(parser.isEmpty() ? "NAME" : parser)
                + " SGLang: --tool-call-parser; llama.cpp: --jinja), or choose the condition that describes tools as text.";
    }
}
