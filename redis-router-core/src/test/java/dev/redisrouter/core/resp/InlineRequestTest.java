package dev.redisrouter.core.resp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise: a typed line has the words that Redis finds in it. */
class InlineRequestTest {

    @Test
    void wordsAreSeparatedByBlanks() {
        assertThat(split("set key value")).containsExactly("set", "key", "value");
        assertThat(split("  set \t key   value  ")).containsExactly("set", "key", "value");
        assertThat(split("a\rb\nc")).containsExactly("a", "b", "c");
        assertThat(split("")).isEmpty();
        assertThat(split(" \t\u000b\f\r\n")).isEmpty();
    }

    /** C's isspace decides what is skipped before a word and what may follow a quote, a shorter list what ends a word. */
    @Test
    void verticalTabAndFormFeedDoNotEndAWord() {
        assertThat(split("a\u000bb\fc \u000bd")).containsExactly("a\u000bb\fc", "d");
        assertThat(split("\"a\"\u000bb")).containsExactly("a", "b");
    }

    @Test
    void doubleQuotesTakeEscapes() {
        assertThat(split("\"a b\" \"\"")).containsExactly("a b", "");
        assertThat(split("\"\\n\\r\\t\\b\\a\\\\\\\"\\q\"")).containsExactly("\n\r\t\b\u0007\\\"q");
        assertThat(split("\"\\x41\\xfF\\x00\"")).containsExactly("A\u00ff\0");
        assertThat(split("\"\\x4\\xzz\\x\"")).containsExactly("x4xzzx");
    }

    @Test
    void singleQuotesTakeOnlyTheirOwnEscape() {
        assertThat(split("'a b' ''")).containsExactly("a b", "");
        assertThat(split("'a\\'b\\n\\x41\"'")).containsExactly("a'b\\n\\x41\"");
    }

    @Test
    void outsideQuotesABackslashIsABackslash() {
        assertThat(split("a\\nb \\x41")).containsExactly("a\\nb", "\\x41");
    }

    @Test
    void aQuotedPartMayEndAWord() {
        assertThat(split("a\"b c\" a'b c'")).containsExactly("ab c", "ab c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "'", "\"a", "'a", "\"a\"b", "'a'b", "\"a\"'b'", "\"\\", "'\\'", "a\"b", "x \"\\\""})
    void quotesThatDoNotMatchAreTold(String line) {
        assertThat(new InlineRequest(line.getBytes(ISO_8859_1)).split(new Arguments()))
                .isEqualTo(InlineRequest.UNBALANCED);
    }

    private static List<String> split(String line) {
        InlineRequest request = new InlineRequest(line.getBytes(ISO_8859_1));
        Arguments arguments = new Arguments();
        assertThat(request.split(arguments)).isEqualTo(arguments.count());
        List<String> words = new ArrayList<>();
        for (int i = 0; i < arguments.count(); i++) {
            words.add(new String(request.text(), arguments.offset(i), arguments.length(i), ISO_8859_1));
        }
        return words;
    }
}
