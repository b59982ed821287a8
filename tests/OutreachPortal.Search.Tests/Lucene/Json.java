import java.nio.file.*;
import java.util.*;

/** As much of JSON as the two files need: no exponents, no escapes but of signs. */
final class Json {
    private final String text;
    private int at;

    private Json(String text) { this.text = text; }

    static List<Object> file(String name) throws Exception {
        return list(new Json(Files.readString(Path.of(name))).value());
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object json) { return (Map<String, Object>) json; }

    /** The values of a list, or the one value that stands without a list. */
    @SuppressWarnings("unchecked")
    static List<Object> list(Object json) { return json instanceof List ? (List<Object>) json : List.of(json); }

    static long number(Object json) { return ((Number) json).longValue(); }

    static String text(Object json) { return json == null ? null : json.toString(); }

    private Object value() {
        var next = peek();
        return next == '{' ? object() : next == '[' ? array() : next == '"' ? string() : word();
    }

    private Object word() {
        var start = at;
        while ("-0123456789truefals".indexOf(text.charAt(at)) >= 0) at++;
        var word = text.substring(start, at);
        return word.endsWith("e") ? (Object) Boolean.valueOf(word) : (Object) Long.valueOf(word);
    }

    private Map<String, Object> object() {
        var map = new LinkedHashMap<String, Object>();
        for (at++; peek() != '}'; at += peek() == ',' ? 1 : 0) {
            var name = string();
            peek();
            at++; // the colon
            map.put(name, value());
        }
        at++;
        return map;
    }

    private List<Object> array() {
        var list = new ArrayList<Object>();
        for (at++; peek() != ']'; at += peek() == ',' ? 1 : 0) list.add(value());
        at++;
        return list;
    }

    private String string() {
        var string = new StringBuilder();
        peek();
        for (at++; text.charAt(at) != '"'; at++) {
            at += text.charAt(at) == '\\' ? 1 : 0;
            string.append(text.charAt(at));
        }
        at++;
        return string.toString();
    }

    private char peek() {
        while (Character.isWhitespace(text.charAt(at))) at++;
        return text.charAt(at);
    }
}
