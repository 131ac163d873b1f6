"""Makes src/test/resources/parable/text/template/golden.json: chat templates and what transformers renders from them.

    pip install transformers==5.23.0 jinja2==3.1.6
    python3 core/src/test/python/golden_templates.py core/src/test/resources/parable/text/template/golden.json

Each case has a template, its variables, and the text and the spans of its generation blocks (as UTF-16 offsets, which
is how Java counts), or no text where Jinja2 fails. Two kinds:

* families: templates written for this test with the constructs that the published ones of Llama 2 and 3, Mistral,
  Qwen 2.5 and 3, Zephyr, Gemma, Phi and plain ChatML use, on conversations with and without system message, tools,
  tool calls, odd white space and text beyond ASCII. The first is SmolLM2's own, as its GGUF file has it (Apache-2.0).
* snippets: one construct each.

The clock of strftime_now stands at 2026-03-04 15:06:07.
"""

import datetime
import json
import sys

from transformers.utils import chat_template_utils as hf

CLOCK = datetime.datetime(2026, 3, 4, 15, 6, 7)


class Clock(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return CLOCK


hf.datetime = Clock

SMOLLM2 = """{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}{{ '<|im_start|>system
You are a helpful AI assistant named SmolLM, trained by Hugging Face<|im_end|>
' }}{% endif %}{{'<|im_start|>' + message['role'] + '
' + message['content'] + '<|im_end|>' + '
'}}{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant
' }}{% endif %}"""

CHATML = """
{#- one line a message -#}
{%- for message in messages %}
    {%- if message.role == 'assistant' %}
        {{- '<|im_start|>assistant\\n' }}{% generation %}{{ message.content }}{{ '<|im_end|>' }}{% endgeneration %}
    {%- else %}
        {{- '<|im_start|>' ~ message.role ~ '\\n' ~ message.content ~ '<|im_end|>' }}
    {%- endif %}
    {{- '\\n' }}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\\n' }}
{%- endif %}
"""

LLAMA2 = """{% if messages[0]['role'] == 'system' %}{% set rest = messages[1:] %}{% set note = messages[0]['content'] %}{% else %}{% set rest = messages %}{% set note = false %}{% endif %}{% for turn in rest %}{% if (turn['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Turns must alternate, beginning with the user') }}{% endif %}{% if loop.index0 == 0 and note != false %}{% set said = '<<SYS>>\\n' + note + '\\n<</SYS>>\\n\\n' + turn['content'] %}{% else %}{% set said = turn['content'] %}{% endif %}{% if turn['role'] == 'user' %}{{ bos_token + '[INST] ' + said.strip() + ' [/INST]' }}{% elif turn['role'] == 'assistant' %}{{ ' '  + said.strip() + ' ' + eos_token }}{% endif %}{% endfor %}"""

LLAMA3 = """{{- bos_token }}
{%- if custom_tools is defined %}
    {%- set tools = custom_tools %}
{%- endif %}
{%- if not tools_in_user_message is defined %}
    {%- set tools_in_user_message = true %}
{%- endif %}
{%- if not date_string is defined %}
    {%- if strftime_now is defined %}
        {%- set date_string = strftime_now("%d %b %Y") %}
    {%- else %}
        {%- set date_string = "26 Jul 2024" %}
    {%- endif %}
{%- endif %}
{%- if not tools is defined %}
    {%- set tools = none %}
{%- endif %}
{#- the system message is taken out so that it can go first #}
{%- if messages[0]['role'] == 'system' %}
    {%- set system_message = messages[0]['content']|trim %}
    {%- set messages = messages[1:] %}
{%- else %}
    {%- set system_message = "" %}
{%- endif %}
{{- "<|start_header_id|>system<|end_header_id|>\\n\\n" }}
{%- if tools is not none %}
    {{- "Environment: ipython\\n" }}
{%- endif %}
{{- "Today is " + date_string + "\\n\\n" }}
{%- if tools is not none and not tools_in_user_message %}
    {{- "You may call these functions, answering in the form " }}
    {{- '{"name": function name, "parameters": its arguments by name}.\\n\\n' }}
    {%- for t in tools %}
        {{- t | tojson(indent=4) }}
        {{- "\\n\\n" }}
    {%- endfor %}
{%- endif %}
{{- system_message }}
{{- "<|eot_id|>" }}
{%- if tools_in_user_message and not tools is none %}
    {%- if messages | length != 0 %}
        {%- set first_user_message = messages[0]['content']|trim %}
        {%- set messages = messages[1:] %}
    {%- else %}
        {{- raise_exception("There is no first user message to put the tools into!") }}
    {%- endif %}
    {{- '<|start_header_id|>user<|end_header_id|>\\n\\n' -}}
    {%- for t in tools %}
        {{- t | tojson(indent=4) }}
        {{- "\\n\\n" }}
    {%- endfor %}
    {{- first_user_message + "<|eot_id|>"}}
{%- endif %}
{%- for message in messages %}
    {%- if not (message.role == 'ipython' or message.role == 'tool' or 'tool_calls' in message) %}
        {{- '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n'+ message['content'] | trim + '<|eot_id|>' }}
    {%- elif 'tool_calls' in message %}
        {%- if not message.tool_calls|length == 1 %}
            {{- raise_exception("One tool call at a time!") }}
        {%- endif %}
        {%- set tool_call = message.tool_calls[0].function %}
        {{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' -}}
        {{- '{"name": "' + tool_call.name + '", ' }}
        {{- '"parameters": ' }}
        {{- tool_call.arguments | tojson }}
        {{- "}" }}
        {{- "<|eot_id|>" }}
    {%- elif message.role == "tool" or message.role == "ipython" %}
        {{- "<|start_header_id|>ipython<|end_header_id|>\\n\\n" }}
        {%- if message.content is mapping or message.content is iterable %}
            {{- message.content | tojson }}
        {%- else %}
            {{- message.content }}
        {%- endif %}
        {{- "<|eot_id|>" }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}
{%- endif %}
"""

MISTRAL = """{%- if messages[0]["role"] == "system" %}
    {%- set system_message = messages[0]["content"] %}
    {%- set loop_messages = messages[1:] %}
{%- else %}
    {%- set loop_messages = messages %}
{%- endif %}
{%- if not tools is defined %}
    {%- set tools = none %}
{%- endif %}
{%- set user_messages = loop_messages | selectattr("role", "equalto", "user") | list %}
{%- set ns = namespace() %}
{%- set ns.index = 0 %}
{%- for message in loop_messages %}
    {%- if not (message.role == "tool" or message.role == "tool_results" or (message.tool_calls is defined and message.tool_calls is not none)) %}
        {%- if (message["role"] == "user") != (ns.index % 2 == 0) %}
            {{- raise_exception("After the system message, roles must alternate user/assistant/user/assistant/...") }}
        {%- endif %}
        {%- set ns.index = ns.index + 1 %}
    {%- endif %}
{%- endfor %}
{{- bos_token }}
{%- for message in loop_messages %}
    {%- if message["role"] == "user" %}
        {%- if tools is not none and (message == user_messages[-1]) %}
            {{- "[AVAILABLE_TOOLS] [" }}
            {%- for tool in tools %}
                {%- set tool = tool.function %}
                {{- '{"type": "function", "function": {' }}
                {%- for key, val in tool.items() if key != "return" %}
                    {%- if val is string %}
                        {{- '"' + key + '": "' + val + '"' }}
                    {%- else %}
                        {{- '"' + key + '": ' + val|tojson }}
                    {%- endif %}
                    {%- if not loop.last %}
                        {{- ", " }}
                    {%- endif %}
                {%- endfor %}
                {{- "}}" }}
                {%- if not loop.last %}
                    {{- ", " }}
                {%- else %}
                    {{- "]" }}
                {%- endif %}
            {%- endfor %}
            {{- "[/AVAILABLE_TOOLS]" }}
        {%- endif %}
        {%- if loop.last and system_message is defined %}
            {{- "[INST] " + system_message + "\\n\\n" + message["content"] + "[/INST]" }}
        {%- else %}
            {{- "[INST] " + message["content"] + "[/INST]" }}
        {%- endif %}
    {%- elif message.tool_calls is defined and message.tool_calls is not none %}
        {{- "[TOOL_CALLS] [" }}
        {%- for tool_call in message.tool_calls %}
            {%- set out = tool_call.function|tojson %}
            {{- out[:-1] }}
            {%- if not tool_call.id is defined or tool_call.id|length != 9 %}
                {{- raise_exception("Tool call IDs should be alphanumeric strings with length 9!") }}
            {%- endif %}
            {{- ', "id": "' + tool_call.id + '"}' }}
            {%- if not loop.last %}
                {{- ", " }}
            {%- else %}
                {{- "]" + eos_token }}
            {%- endif %}
        {%- endfor %}
    {%- elif message["role"] == "assistant" %}
        {{- " " + message["content"]|trim + eos_token}}
    {%- elif message["role"] == "tool_results" or message["role"] == "tool" %}
        {%- if message.content is defined and message.content.content is defined %}
            {%- set content = message.content.content %}
        {%- else %}
            {%- set content = message.content %}
        {%- endif %}
        {{- '[TOOL_RESULTS] {"content": ' + content|string + ", " }}
        {{- '"call_id": "' + message.tool_call_id + '"}[/TOOL_RESULTS]' }}
    {%- else %}
        {{- raise_exception("Only user and assistant roles are supported!") }}
    {%- endif %}
{%- endfor %}
"""

QWEN25 = """{%- if tools %}
    {{- '<|im_start|>system\\n' }}
    {%- if messages[0]['role'] == 'system' %}
        {{- messages[0]['content'] }}
    {%- else %}
        {{- 'You are a helpful assistant.' }}
    {%- endif %}
    {{- "\\n\\n# Tools\\n\\nYou may call functions. Their signatures:\\n<tools>" }}
    {%- for tool in tools %}
        {{- "\\n" }}
        {{- tool | tojson }}
    {%- endfor %}
    {{- "\\n</tools>\\n\\nFor each call, write:\\n<tool_call>\\n{\\"name\\": <function-name>, \\"arguments\\": <args-json-object>}\\n</tool_call><|im_end|>\\n" }}
{%- else %}
    {%- if messages[0]['role'] == 'system' %}
        {{- '<|im_start|>system\\n' + messages[0]['content'] + '<|im_end|>\\n' }}
    {%- else %}
        {{- '<|im_start|>system\\nYou are a helpful assistant.<|im_end|>\\n' }}
    {%- endif %}
{%- endif %}
{%- for message in messages %}
    {%- if (message.role == "user") or (message.role == "system" and not loop.first) or (message.role == "assistant" and not message.tool_calls) %}
        {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' }}
    {%- elif message.role == "assistant" %}
        {{- '<|im_start|>' + message.role }}
        {%- if message.content %}
            {{- '\\n' + message.content }}
        {%- endif %}
        {%- for tool_call in message.tool_calls %}
            {%- if tool_call.function is defined %}
                {%- set tool_call = tool_call.function %}
            {%- endif %}
            {{- '\\n<tool_call>\\n{"name": "' }}
            {{- tool_call.name }}
            {{- '", "arguments": ' }}
            {{- tool_call.arguments | tojson }}
            {{- '}\\n</tool_call>' }}
        {%- endfor %}
        {{- '<|im_end|>\\n' }}
    {%- elif message.role == "tool" %}
        {%- if (loop.index0 == 0) or (messages[loop.index0 - 1].role != "tool") %}
            {{- '<|im_start|>user' }}
        {%- endif %}
        {{- '\\n<tool_response>\\n' }}
        {{- message.content }}
        {{- '\\n</tool_response>' }}
        {%- if loop.last or (messages[loop.index0 + 1].role != "tool") %}
            {{- '<|im_end|>\\n' }}
        {%- endif %}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\\n' }}
{%- endif %}
"""

QWEN3 = """{%- set ns = namespace(multi_step_tool=true, last_query_index=messages|length - 1) %}
{%- for message in messages[::-1] %}
    {%- set index = (messages|length - 1) - loop.index0 %}
    {%- if ns.multi_step_tool and message.role == "user" and message.content is string and not(message.content.startswith('<tool_response>') and message.content.endswith('</tool_response>')) %}
        {%- set ns.multi_step_tool = false %}
        {%- set ns.last_query_index = index %}
    {%- endif %}
{%- endfor %}
{%- for message in messages %}
    {%- if message.content is string %}
        {%- set content = message.content %}
    {%- else %}
        {%- set content = '' %}
    {%- endif %}
    {%- if message.role == "assistant" %}
        {%- set thought = '' %}
        {%- if '</think>' in content %}
            {%- set thought = content.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') %}
            {%- set content = content.split('</think>')[-1].lstrip('\\n') %}
        {%- endif %}
        {%- if loop.index0 > ns.last_query_index and (loop.last or (not loop.last and thought)) %}
            {{- '<|im_start|>' + message.role + '\\n<think>\\n' + thought.strip('\\n') + '\\n</think>\\n\\n' + content.lstrip('\\n') }}
        {%- else %}
            {{- '<|im_start|>' + message.role + '\\n' + content }}
        {%- endif %}
    {%- else %}
        {{- '<|im_start|>' + message.role + '\\n' + content }}
    {%- endif %}
    {{- '<|im_end|>\\n' }}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\\n' }}
    {%- if enable_thinking is defined and enable_thinking is false %}
        {{- '<think>\\n\\n</think>\\n\\n' }}
    {%- endif %}
{%- endif %}"""

ZEPHYR = """{% for message in messages %}
{% if message['role'] == 'user' %}
{{ '<|user|>\\n' + message['content'] + eos_token }}
{% elif message['role'] == 'system' %}
{{ '<|system|>\\n' + message['content'] + eos_token }}
{% elif message['role'] == 'assistant' %}
{{ '<|assistant|>\\n'  + message['content'] + eos_token }}
{% endif %}
{% if loop.last and add_generation_prompt %}
{{ '<|assistant|>' }}
{% endif %}
{% endfor %}"""

GEMMA = """{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}{% for message in messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}{% endif %}{% if (message['role'] == 'assistant') %}{% set role = 'model' %}{% else %}{% set role = message['role'] %}{% endif %}{{ '<start_of_turn>' + role + '
' + message['content'] | trim + '<end_of_turn>
' }}{% endfor %}{% if add_generation_prompt %}{{'<start_of_turn>model
'}}{% endif %}"""

PHI3 = """{% for message in messages %}{% if message['role'] == 'system' and message['content'] %}{{'<|system|>
' + message['content'] + '<|end|>
'}}{% elif message['role'] == 'user' %}{{'<|user|>
' + message['content'] + '<|end|>
'}}{% elif message['role'] == 'assistant' %}{{'<|assistant|>
' + message['content'] + '<|end|>
'}}{% endif %}{% endfor %}{% if add_generation_prompt %}{{ '<|assistant|>
' }}{% else %}{{ eos_token }}{% endif %}"""

# Command-R and others describe tools with macros.
MACROS = """{%- macro kind(schema) -%}
    {%- set names = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"} -%}
    {%- if schema.type in names -%}
        {{- names[schema.type] -}}
    {%- elif schema.type == "array" -%}
        {{- "list[" + kind(schema['items']) + "]" if schema['items'] is defined else "list" -}}
    {%- elif schema.enum -%}
        {{- "one of " ~ schema.enum | join(' | ') -}}
    {%- else -%}
        {{- schema.type | default('Any', true) | upper -}}
    {%- endif -%}
{%- endmacro -%}
{%- macro signature(tool, indent='  ') %}
{{ indent }}def {{ tool.name }}(
    {%- for name, schema in tool.parameters.properties.items() -%}
        {{- name }}: {{ kind(schema) -}}
        {%- if name not in tool.parameters.required %} = None{% endif -%}
        {{- ", " if not loop.last -}}
    {%- endfor -%}
)
{% endmacro -%}
{% for tool in tools or [] %}
{{ signature(tool.function) }}
{%- endfor %}
{% for message in messages -%}
{{ loop.index }}/{{ loop.length }} {{ message.role | capitalize }}: {{ (message.content or 'nothing') | trim | replace('\\n', ' / ') }}
{% endfor %}"""

FAMILIES = {"smollm2": SMOLLM2, "chatml": CHATML, "llama2": LLAMA2, "llama3": LLAMA3, "mistral": MISTRAL, "qwen2.5": QWEN25,
            "qwen3": QWEN3, "zephyr": ZEPHYR, "gemma": GEMMA, "phi3": PHI3, "macros": MACROS}

TOOLS = [
    {"type": "function", "function": {
        "name": "send_mail", "description": "Send a <mail> & \"wait\".",
        "parameters": {"type": "object", "required": ["to", "body"], "properties": {
            "to": {"type": "array", "items": {"type": "string"}, "description": "Who"},
            "body": {"type": "string"}, "urgent": {"type": "boolean", "default": False},
            "copies": {"type": "integer", "maximum": 3}, "weight": {"type": "number", "multipleOf": 0.5},
            "tone": {"enum": ["kind", "brief"]}, "extra": {"type": "object"}, "more": {}}}}},
    {"type": "function", "function": {
        "name": "stop", "description": "Нет", "parameters": {"type": "object", "required": [], "properties": {}}}},
]

SYSTEM = {"role": "system", "content": "  You are Alex.\nKeep it short.  "}
USER = {"role": "user", "content": " Hello there! \n"}
ANSWER = {"role": "assistant", "content": "\nHi. How can I help? "}
MORE = {"role": "user", "content": "Naïve 词 \U0001f642 <|im_end|> {{ not_a_template }}"}
THOUGHT = {"role": "assistant", "content": "<think>\nHm.\nYes.\n</think>\n\nDone."}
CALL = {"role": "assistant", "content": None, "tool_calls": [
    {"id": "abcdefghi", "type": "function", "function": {
        "name": "send_mail", "arguments": {"to": ["kyle@x.org"], "body": "é\n\"q\"", "copies": 2, "weight": 1.5,
                                          "urgent": True, "extra": None}}}]}
RESULT = {"role": "tool", "tool_call_id": "abcdefghi", "name": "send_mail", "content": "{\"sent\": true}"}
EMPTY = {"role": "assistant", "content": ""}

TALKS = {
    "user": [USER],
    "system": [SYSTEM, USER],
    "turns": [USER, ANSWER, MORE],
    "system-turns": [SYSTEM, USER, ANSWER, MORE, ANSWER],
    "thoughts": [USER, THOUGHT, MORE, THOUGHT],
    "called": [SYSTEM, USER, CALL, RESULT],
    "called-twice": [USER, CALL, RESULT, RESULT, ANSWER, MORE],
    "twice": [USER, USER],
    "empty": [USER, EMPTY, MORE],
}

PEOPLE = [{"name": "ann", "age": 30, "home": {"town": "Oslo"}}, {"name": "Bob", "age": 5, "home": {}},
          {"name": "cid", "age": 30, "pet": True}]

# Template, or template and variables.
SNIPPETS = [
    "{{ 1 + 2 * 3 - 4 / 2 }} {{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 2 ** 10 }} {{ 7 / 2 }} {{ 2 ** -1 }} {{ -2 ** 2 }}",
    "{{ 'a' ~ 1 + 2 }}", "{{ 1 ~ 2 ~ none ~ true ~ 1.0 ~ [1, 'x'] }}", "{{ 1.5 + 2 }} {{ 3.0 }} {{ 1e3 }} {{ 0.1 + 0.2 }}",
    "{{ 1e16 }} {{ 1e15 }} {{ 1.5e-5 }} {{ 0.0001 }} {{ 1e22 }} {{ 123456789012345680.0 }} {{ -0.0 }} {{ 2.5e-300 }}",
    "{{ true }} {{ True }} {{ none }} {{ None }} {{ false }} {{ [true, none, 'q', \"it's\", 1.0, (1,), (1, 2), {'a': 'b'}] }}",
    "{{ missing }}|{{ missing is defined }}|{{ missing | default('d') }}|{{ missing is none }}|{{ missing == '' }}",
    "{{ missing.deeper }}", "{{ missing + 'x' }}", "{{ missing ~ 'x' }}", "{{ missing | length }}", "{{ missing | trim }}|",
    "{{ missing | upper }}|{% for x in missing %}x{% else %}none{% endfor %}", "{{ 'a' in missing }}", "{{ not missing }}",
    "{{ 'x' if missing }}|{{ 'x' if missing else 'y' }}|{{ 'x' if true }}", "{{ 1 < 2 < 3 }} {{ 1 < 3 < 2 }} {{ 1 == 1.0 }} {{ true == 1 }}",
    "{{ 'a' < 'b' }} {{ 'a' == 'a' }} {{ 'a' != 'a' }} {{ 1 in [1, 2] }} {{ 3 not in [1, 2] }} {{ 'bc' in 'abcd' }} {{ 'k' in {'k': 1} }}",
    "{{ 1 < 'a' }}", "{{ 'a' + 1 }}", "{{ [1] + [2, 3] }} {{ (1,) + (2,) }} {{ 'ab' * 3 }}", "{{ [1] + (2,) }}", "{{ 1 / 0 }}",
    "{{ 'and' if 1 and 0 or 2 }} {{ 0 or '' }} {{ 1 and 'x' }} {{ not 1 == 2 }}", "{{ not not 0 }}",
    "{{ 'abc'[0] }}{{ 'abc'[-1] }}|{{ 'abc'[9] }}|{{ [1, 2][1] }}|{{ [1][5] }}|{{ {'a': 1}['a'] }}|{{ {'a': 1}['b'] }}|{{ {'a': 1}.a }}",
    "{{ 'h\U0001f642llo'[1] }}{{ 'h\U0001f642llo'[2:4] }}{{ 'h\U0001f642llo' | length }}{{ 'h\U0001f642llo'[::-1] }}",
    "{{ 'abcdef'[1:3] }} {{ 'abcdef'[:-1] }} {{ 'abcdef'[-2:] }} {{ 'abcdef'[::2] }} {{ 'abcdef'[::-1] }} {{ 'abcdef'[4:1:-1] }} {{ 'abc'[5:] }}|",
    "{{ [1, 2, 3][1:] }} {{ [1, 2, 3][:1] }} {{ [1, 2, 3][::-1] }} {{ (1, 2, 3)[1:] }} {{ [1, 2, 3][-9:2] }} {{ [1, 2, 3][none:2] }}",
    "{{ {'items': 3}['items'] }} {{ {'a': 3}.items() | list }}", "{{ {'keys': 1}.keys() | list }}",
    "{% for k, v in {'a': 1, 'b': [2]}.items() %}{{ k }}={{ v }};{% endfor %}", "{% for k, v in {'a': 1} | items %}{{ k }}{{ v }}{% endfor %}",
    "{% for k in {'a': 1, 'b': 2} %}{{ k }}{% endfor %}{% for c in 'añ\U0001f642' %}[{{ c }}]{% endfor %}",
    "{{ {'a': {'b': {'c': 'deep'}}}.a['b'].c }} {{ {'a': 1}.get('a') }} {{ {'a': 1}.get('z') }} {{ {'a': 1}.get('z', 'no') }}",
    "{% set x = 1 %}{% for i in [1, 2] %}{{ x }}{% set x = 5 %}{{ x }}{% endfor %}{{ x }}", "{% if true %}{% set y = 1 %}{% endif %}{{ y }}",
    "{% set ns = namespace(n=0, s='') %}{% for i in [1, 2, 3] %}{% set ns.n = ns.n + i %}{% set ns.s = ns.s ~ i %}{% endfor %}{{ ns.n }} {{ ns.s }} {{ ns.none }}",
    "{% set a, b = 1, 'two' %}{{ b }}{{ a }}{% set t = 1, 2 %}{{ t }}", "{% set block %}in {{ 1 + 1 }}\n  out{% endset %}[{{ block }}]{% set up | upper %}ab{% endset %}{{ up }}",
    "{% for i in range(3) %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }} {% endfor %}",
    "{% for i in [1, 2, 3] %}{{ loop.previtem }}<{{ i }}>{{ loop.nextitem }}{{ loop.cycle('a', 'b') }} {% endfor %}{% for i in [1] %}{{ loop.depth }}{% endfor %}",
    "{% for i in range(2, 9, 3) %}{{ i }},{% endfor %}{{ range(3) | list }}{% for i in range(5, 0, -2) %}{{ i }}{% endfor %}",
    "{% for i in range(9) if i % 2 %}{{ i }}/{{ loop.length }} {% endfor %}", "{% for i in [] %}x{% else %}empty{% endfor %}",
    "{% for i in range(9) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 5 %}{% break %}{% endif %}{{ i }}{% endfor %}",
    "{% for a, b in [(1, 2), (3, 4)] %}{{ a }}{{ b }}{% endfor %}{% for (a, b) in [[5, 6]] %}{{ a }}{{ b }}{% endfor %}",
    "{% for i in [1, 2] %}{% for j in [3, 4] %}{{ loop.index }}{{ i }}{{ j }} {% endfor %}{{ loop.index }}{% endfor %}",
    "{% macro m(a, b='x', c=none) %}({{ a }},{{ b }},{{ c }}){% endmacro %}{{ m(1) }}{{ m(1, 2) }}{{ m(b=3, a=4) }}{{ m() }}{{ m('q', c=[1]) | upper }}",
    "{% macro m(a) %}{{ a }}{{ outer }}{% endmacro %}{% set outer = 'late' %}{{ m(1) }}", "{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}", "{% macro m(a) %}{% endmacro %}{{ m(z=2) }}",
    "{% macro f(n) %}{{ n }}{% if n > 0 %}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(3) }}", "{{ undefined_call(1) }}", "{{ 'x'() }}",
    "a\n{% if true %}\nb\n{% endif %}\nc", "a\n  {% if true %}  \nb\n  {%- endif +%}\nc", "a \n {{- ' b ' -}} \n c", "a\n  {{ 'v' }}\nb\n", "a\n\n", "a\r\nb\rc\n",
    "x {# note #} y\n{# line #}\nz {#- cut -#} w", "  {# a #}\n  {% set q = 1 %}\n  {{ q }}\n", "a {%+ if true %}b{% endif %}", "\n\n  {%- if true -%}\n x\n {%- endif -%}\n ",
    "a\n  {%+ if true +%}\nb{% endif %}", "{{ '}}' }}{{ '%}' }}{% if '%}' %}ok{% endif %}", "{{ {'a': {'b': 1}} }}", "{{ {'a': 1}}}",
    "{% raw %}{{ x }}{% if %}{% endraw %}|{%- raw -%} y {%- endraw -%} z", "  {% raw %}\n a {% endraw %}\n b", "{{ \"a\\tb\\u00e9\\\"\" }}{{ 'it\\'s' }}{{ 'a' 'b' }}{{ '\\x41\\n' }}{{ '\\d' }}",
    "{{ ' a b '.strip() }}|{{ 'xxaxx'.strip('x') }}|{{ ' a'.lstrip() }}|{{ 'a\\n '.rstrip() }}|{{ 'abcab'.rstrip('ba') }}|{{ '\u00a0\u3000a'.strip() }}",
    "{{ 'a,b,,c'.split(',') }} {{ ' a  b '.split() }} {{ 'a,b,c'.split(',', 1) }} {{ 'a,b,c'.rsplit(',', 1) }} {{ ''.split() }} {{ ''.split(',') }} {{ 'a--b--c'.rsplit('--') }}",
    "{{ 'abc'.startswith('ab') }} {{ 'abc'.endswith(('x', 'bc')) }} {{ 'a-b'.replace('-', '+') }} {{ 'aaa'.replace('a', 'b', 2) }} {{ 'abc'.find('c') }} {{ 'abc'.find('z') }} {{ 'abab'.rfind('b') }}",
    "{{ 'aBc dE'.upper() }} {{ 'aBc'.lower() }} {{ 'aBC dE'.title() }} {{ 'aBC dE'.capitalize() }} {{ 'aBC d-e (f) x' | title }} {{ \"it's\" | title }} {{ 'aBC' | capitalize }} {{ '\u00df' | upper }}",
    "{{ 'abcabc'.count('bc') }} {{ 'a\\nb\\r\\nc\\n'.splitlines() }} {{ ', '.join(['a', 'b']) }} {{ '12'.isdigit() }} {{ ''.isdigit() }} {{ 'pre-x'.removeprefix('pre-') }} {{ 'x.py'.removesuffix('.py') }} {{ 'AB'.isupper() }}",
    "{{ ', '.join([1]) }}", "{{ [1, 'a'] | join(', ') }} {{ [1, 2] | join }} {{ people | join('/', attribute='name') }} {{ 'abc' | join('-') }}",
    "{{ 'x' | default('d') }} {{ '' | default('d') }}| {{ '' | default('d', true) }} {{ none | default('d') }} {{ none | d('d', boolean=true) }}",
    "{{ people | selectattr('pet') | map(attribute='name') | list }} {{ people | rejectattr('pet') | map(attribute='name') | list }} {{ people | selectattr('age', 'equalto', 30) | map(attribute='name') | join(',') }}",
    "{{ people | selectattr('pet', 'defined') | list | length }} {{ people | selectattr('age', 'gt', 10) | list | count }} {{ people | map(attribute='home.town') | list }} {{ people | map(attribute='home.town', default='?') | list }}",
    "{{ ['a', 'B'] | map('upper') | list }} {{ [1, 2, 3, 4] | select('odd') | list }} {{ [0, 1, ''] | reject | list }} {{ [1, 2] | select('in', [2]) | list }} {{ ['x y'] | map('replace', 'x', 'z') | list }}",
    "{% if [] | select %}lazy is true{% endif %} {{ 1 in ([1] | select) }} {{ 'x' if {}.keys() else 'y' }} {{ {'a': 1}.items() | length }} {{ range(3) | length }}",
    "{{ [3, 1, 2] | sort }} {{ ['b', 'A', 'c'] | sort }} {{ ['b', 'A'] | sort(case_sensitive=true) }} {{ people | sort(attribute='age') | map(attribute='name') | list }} {{ [1, 2] | sort(reverse=true) }} {{ people | sort(attribute='age', reverse=true) | map(attribute='name') | list }}",
    "{{ [1, 2, 3] | first }} {{ [1, 2, 3] | last }} {{ [] | first }}| {{ 'abc' | first }} {{ [1, 1, 2] | unique | list }} {{ ['a', 'A'] | unique | list }} {{ [1, 2] | reverse | list }} {{ 'abc' | reverse }} {{ [1, 2] | sum }}",
    "{{ '5' | int + 1 }} {{ 'x' | int }} {{ 'x' | int(7) }} {{ 3.9 | int }} {{ true | int }} {{ -3 | abs }} {{ 5 | string ~ 'x' }} {{ 'abc' | list }} {{ {'a': 1} | list }} {{ {'a': 1} | length }}",
    "{{ 'a\\nb\\n\\nc' | indent }}|{{ 'a\\nb' | indent(2, true) }}|{{ 'a\\n\\nb' | indent(2, blank=true) }}|{{ 'a\\nb' | indent('> ') }}|{{ 'a\\n' | indent(2) }}|",
    "{{ 'a.b' | replace('.', '!') }} {{ 12 | replace('1', '2') }} {{ 'aaa' | replace('a', 'b', 1) }} {{ 5 | trim }} {{ 'xax' | trim('x') }}",
    "{{ {'b': [1, 2.5, none, true], 'a': 'é\"\\n\\u0007<>&'} | tojson }} {{ [] | tojson }} {{ {} | tojson }} {{ 'x' | tojson }} {{ 1e20 | tojson }}",
    "{{ {'b': [1, {'c': []}], 'a': {}} | tojson(indent=2) }}", "{{ {'b': 1, 'a': 'é'} | tojson(sort_keys=true, separators=(',', ':'), ensure_ascii=true) }}", "{{ [1, [2]] | tojson(indent=0) }}", "{{ missing | tojson }}",
    "{{ 1 is number }}{{ 1.0 is float }}{{ 1 is integer }}{{ true is integer }}{{ true is number }}{{ true is boolean }}{{ 'a' is string }}{{ {} is mapping }}{{ [] is iterable }}{{ 'a' is iterable }}{{ 1 is iterable }}{{ [] is sequence }}{{ none is none }}{{ 1 is not none }}",
    "{{ 3 is odd }}{{ 4 is even }}{{ 9 is divisibleby 3 }}{{ 9 is divisibleby(2) }}{{ 1 is eq 1 }}{{ 1 is in [1, 2] }}{{ true is true }}{{ 1 is true }}{{ 0 is false }}{{ raise_exception is callable }}{{ 2 is gt 1 and 1 is lt 2 }}",
    "{{ raise_exception('no ' ~ 1) }}", "{{ strftime_now('%d %b %Y %H:%M:%S %A %B %y %m %j %I %p %a %%') }}", "{{ dict(a=1, b='x') }} {{ dict({'k': 1}) }}",
    "{% set messages = messages[1:] %}{{ messages | length }}{{ messages[0].content if messages else 'none' }}", "{% if a is defined and a %}1{% elif b %}2{% else %}3{% endif %}",
    "{{ [1, 2, 3][people[1].age - 4] }} {{ people[0]['home']['town'] | lower }} {{ people[-1].pet }} {{ people | length > 2 }}", "{{ ([1, 2] | length) * 2 }} {{ -[1, 2] | length }}", "{{ (1, 2) | length }} {{ () }} {{ [] }} {{ {} }} {{ [1,] }}",
    "{{ 'x' | safe }}{{ {'a': '<'} | tojson | safe }}", "{% if not a is defined %}u{% endif %}{{ 1 if a is not defined else 2 }}", "{{ [people[0].name, 'x'] | tojson }}{{ people[1] | tojson }}",
    "{% for m in people %}{% set flag = loop.last %}{% if flag and m.pet is defined %}{{ m.name }}{% endif %}{% endfor %}{{ flag }}", "{% generation %}a{% set z = 1 %}{% endgeneration %}{{ z }}é\U0001f642{% generation %}b{% endgeneration %}",
    "{% for x in [1, 2] -%}\n  {{ x }}\n{%- endfor %}!", "{{ 1_000 }} {{ 1_0.5 }}", "{{ [1, 2,\n 3] }}\n{{ 'multi\nline' }}", "{% set x = {'a': [1, {'b': 2}],} %}{{ x.a[1].b }}{{ x['a'][0] }}{{ x.a.0 }}",
    "{% filter upper %}a{{ 'b' }}{% endfilter %}{% filter replace('a', 'x') | trim %} ab {% endfilter %}", "{% with a = 1, b = 'x' %}{{ a }}{{ b }}{% endwith %}{{ a }}", "{% set a = 1 %}{% with a = 2, b = a %}{{ a }}{{ b }}{% endwith %}{{ a }}",
    "{% macro box(t) %}[{{ t }}:{{ caller() }}]{% endmacro %}{% set x = 'in' %}{% call box('a') %}{{ x }}{% endcall %}", "{% macro each(xs) %}{% for x in xs %}{{ caller(x, loop.index) }}{% endfor %}{% endmacro %}{% call(v, i) each(['a', 'b']) %}{{ i }}={{ v }};{% endcall %}",
    "{% macro m(a) %}{{ a }}|{{ varargs }}|{{ kwargs }}{% endmacro %}{{ m(1, 2, 3, z=4) }} {{ m() }}", "{% macro m(a, b=2) %}{{ a }}{{ b }}{% endmacro %}{{ m(*[1, 3]) }}{{ m(**{'b': 5, 'a': 4}) }}{{ m(1, **{'b': 7}) }}{{ m(*('x',), b='y') }}",
    "{% macro m(a) %}{{ caller is defined }}{% endmacro %}{{ m(1) }}", "{% macro m(a) %}x{% endmacro %}{% call m(1) %}{% endcall %}", "{% macro m() %}{% endmacro %}{{ m(*[1]) }}", "{% macro m(a) %}{% endmacro %}{{ m(a=1, **{'a': 2}) }}", "{{ dict(**[1]) }}",
    "{{ {'b': 1, 'A': 2, 'c': 0} | dictsort }} {{ {'b': 1, 'A': 2} | dictsort(true) }} {{ {'b': 1, 'A': 2} | dictsort(false, 'value') }} {{ {'b': 1, 'A': 2} | dictsort(reverse=true) }}{% for k, v in {'z': 1, 'y': 2} | dictsort %}{{ k }}{{ v }}{% endfor %}", "{{ [1] | dictsort }}",
    "{{ ('<' | safe) + '>&' }} {{ '\"<' + ('<' | safe) }} {{ ('<' | safe) ~ '>' }} {% set s = '<b>' | safe %}{{ s }} {{ s is string }} {{ s == '<b>' }} {{ s | length }} {{ [s] }} {{ s | tojson }} {{ '<' in s }} {{ s | replace('<', '(') }} {{ s | string + '<' }}",
    "{{ 'a<b' | e }} {{ ('a<b' | e) + '<' }} {{ '<' | safe | e }} {{ 5 | escape }}", "{{ '42.7' | int }} {{ ' 12 ' | int }} {{ '1_0' | int }} {{ 'x' | float }} {{ '1.5' | float }} {{ 2 | float }} {{ 'x' | float(3.5) }} {{ '-3' | int }} {{ '1e2' | int }} {{ none | int }} {{ '1_0e999' | int }}", "{{ 1e999 | int }}",
    "{{ [3, 1, 2] | min }} {{ [3, 1, 2] | max }} {{ ['b', 'A'] | min }} {{ ['b', 'A'] | max(case_sensitive=true) }} {{ [] | max }}|", "{{ 'abc'.replace('', '-') }} {{ 'abc'.replace('', '-', 2) }} {{ ''.replace('', 'x') }} {{ 'aXbX' | replace('X', '') }}",
    "{{ 'abc'[1] }}{{ 'abc'[-1] }}{{ 'abc'[5] }}{{ 'a\U0001f642b'[1] }}{{ 'a\U0001f642b'[::-1] }}{{ 'abcdef'[1:5:2] }}{{ [1, 2, 3, 4][::-2] }}{{ 'abc'[9:] }}{{ [1, 2][-9:1] }}",
    "{{ 2 ** 62 }} {{ (-2) ** 63 }} {{ 0 ** 100 }} {{ 2 ** -1 }} {{ 9007199254740993 > 9007199254740992.0 }} {{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }}", "{{ 7 // 0 }}", "{{ 7 is divisibleby 0 }}", "{% for i in [1] %}{{ loop.cycle() }}{% endfor %}", "{% for i in [1, 2, 3] %}{{ loop.cycle('a', 'b') }}{% endfor %}",
    "{{ '\\U00110000' }}", "{% set a = namespace() %}{% set b = namespace() %}{% set a.x = b %}{% set b.x = a %}{{ a == b }}{{ a == a }}",
    # What Jinja2 refuses, too.
    "{{ 1 + }}", "{% if %}{% endif %}", "{% for %}{% endfor %}", "{% endif %}", "{{ 'a }}", "{{ x | nofilter }}", "{{ 1 is notest }}", "{% unknown %}", "{{ ( }}", "{% if true %}", "{{ a b }}", "{% set 1 = 2 %}", "{# open",
    "{{ [1].append(2) }}", "{{ {}.update({'a': 1}) }}", "{% set x.y = 1 %}", "{{ 'a'.nosuch() }}", "{% for a, b in [1] %}{% endfor %}", "{{ 'abc' | items | list }}", "{{ [1] | map('string') | length }}", "{{ [1, 2] | map('string') | last }}", "{{ [1] | map('string') | tojson }}",
]

# Jinja2 renders these; here they are refused by name.
UNSUPPORTED = ["{% include 'x' %}", "{{ '%s' % 'a' }}", "{{ [1] | batch(2) | list }}", "{{ 'a'.zfill(3) }}", "{{ 'a'.format() }}", "{% for x in [1] recursive %}{% endfor %}",
               "{{ 'a' is upper }}", "{{ {1: 2} }}", "{{ strftime_now('%U') }}", "{{ ''.__class__ }}", "{{ {'items': 3}.items }}", "{{ {'a': 1}.keys() }}", "{{ range(3) }}", "{{ range(3)[0] }}",
               "{{ [1] | map('string') }}", "{% set x = [1] | map('string') %}{% for i in x %}{% endfor %}{% for i in x %}{% endfor %}", "{{ ''.upper }}", "{{ '\\N{DASH}' }}",
               "{{ ('<' | safe).upper() }}", "{{ '<' | safe | trim }}"]


def utf16(text, at):
    return len(text[:at].encode("utf-16-le")) // 2


def case(kind, name, template, variables):
    made = {"kind": kind, "name": name, "template": template, "variables": variables}
    rest = {key: value for key, value in variables.items() if key not in ("messages", "tools", "add_generation_prompt")}
    try:
        text, spans = hf._render_with_assistant_indices(
            hf._compile_jinja_template(template), variables["messages"], variables["tools"], None,
            variables["add_generation_prompt"], **rest)
        made["text"] = text
        made["spans"] = [[utf16(text, start), utf16(text, end)] for start, end in spans]
    except Exception as refused:
        made["refused"] = f"{type(refused).__name__}: {refused}"
    return made


def main(path):
    cases = []
    for family, template in FAMILIES.items():
        for talk, messages in TALKS.items():
            for tools in (None, TOOLS):
                variables = {"messages": messages, "tools": tools, "add_generation_prompt": messages[-1]["role"] != "assistant",
                             "bos_token": "<s>", "eos_token": "</s>"}
                cases.append(case("family", f"{family}/{talk}/{'tools' if tools else 'plain'}", template, variables))
    for snippet in SNIPPETS:
        cases.append(case("snippet", snippet, snippet, {
            "messages": [SYSTEM, USER], "tools": None, "add_generation_prompt": True, "people": PEOPLE}))
    for snippet in UNSUPPORTED:
        cases.append({"kind": "unsupported", "name": snippet, "template": snippet, "variables": {"messages": []}})
    with open(path, "w") as out:
        json.dump(cases, out, indent=0, ensure_ascii=True)
        out.write("\n")
    print(len(cases), "cases,", sum("refused" in one for one in cases), "refused")


if __name__ == "__main__":
    main(sys.argv[1])
