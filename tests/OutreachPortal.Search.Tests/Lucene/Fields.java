import java.util.*;
import java.util.stream.*;
import org.apache.lucene.analysis.*;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.analysis.core.KeywordTokenizer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.ru.RussianAnalyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.document.*;
import org.apache.lucene.util.BytesRef;

/** The fields of a document: each text as written, and once more as its language has it; codes exact and as typed. */
final class Fields {
    static final List<String> TEXTS = List.of("title", "summary");
    static final List<String> CODES = List.of("topic", "land", "mark");

    private static final Map<String, Analyzer> LANGUAGES = new TreeMap<>(Map.of(
        "en", new EnglishAnalyzer(), "fr", new FrenchAnalyzer(), "es", new SpanishAnalyzer(),
        "ru", new RussianAnalyzer(), "ar", new ArabicAnalyzer(), "zh", new CJKAnalyzer()));

    static final Analyzer ANALYZER =
        new PerFieldAnalyzerWrapper(new StandardAnalyzer(CharArraySet.EMPTY_SET), analyzers());

    static boolean isNumber(String field) { return "year".equals(field); }

    /** Where a word of a field is looked for. */
    static String[] of(String... names) {
        return Arrays.stream(names).flatMap(Fields::of).toArray(String[]::new);
    }

    private static Stream<String> of(String name) {
        return CODES.contains(name) ? Stream.of(name + "_typed")
            : isNumber(name) ? Stream.of(name)
            : Stream.concat(Stream.of(name), LANGUAGES.keySet().stream().map(code -> name + "_" + code));
    }

    static Document document(Map<String, Object> json) {
        var document = new Document();
        var id = (String) json.get("id");
        document.add(new StringField("id", id, Field.Store.YES));
        document.add(new SortedDocValuesField("id", new BytesRef(id)));
        for (var name : TEXTS) {
            var text = (String) json.get(name);
            document.add(new TextField(name, text, Field.Store.NO));
            if (LANGUAGES.containsKey(json.get("language"))) {
                document.add(new TextField(name + "_" + json.get("language"), text, Field.Store.NO));
            }
        }
        for (var name : CODES) for (var code : Json.list(json.getOrDefault(name, List.of()))) {
            document.add(new StringField(name, (String) code, Field.Store.NO));
            document.add(new TextField(name + "_typed", (String) code, Field.Store.NO));
        }
        document.add(new LongPoint("year", Json.number(json.get("year"))));
        document.add(new NumericDocValuesField("year", Json.number(json.get("year"))));
        return document;
    }

    private static Map<String, Analyzer> analyzers() {
        Map<String, Analyzer> all = new HashMap<>();
        LANGUAGES.forEach((code, analyzer) -> TEXTS.forEach(name -> all.put(name + "_" + code, analyzer)));
        CODES.forEach(name -> all.put(name + "_typed", lowercase()));
        return all;
    }

    private static Analyzer lowercase() {
        return new Analyzer() {
            @Override protected TokenStreamComponents createComponents(String field) {
                var whole = new KeywordTokenizer();
                return new TokenStreamComponents(whole, new LowerCaseFilter(whole));
            }

            @Override protected TokenStream normalize(String field, TokenStream in) { return new LowerCaseFilter(in); }
        };
    }
}
