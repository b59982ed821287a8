import java.nio.charset.StandardCharsets;
import java.util.*;
import org.apache.lucene.index.*;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.search.*;
import org.apache.lucene.store.ByteBuffersDirectory;

/**
 * What does Lucene itself find? Puts documents.json into an index of Lucene 8 with its own analyzers, asks what
 * queries.json asks, and prints a line per query: its name, a tab, the ids. .ci/run compares that with goldens.tsv.
 */
final class Goldens {
    public static void main(String[] files) throws Exception {
        try (var folder = new ByteBuffersDirectory()) {
            try (var writer = new IndexWriter(folder, new IndexWriterConfig(Fields.ANALYZER))) {
                for (var json : Json.file(files[0])) writer.addDocument(Fields.document(Json.map(json)));
            }
            try (var reader = DirectoryReader.open(folder)) {
                print(new IndexSearcher(reader), Json.file(files[1]));
            }
        }
    }

    private static void print(IndexSearcher searcher, List<Object> queries) throws Exception {
        var goldens = new StringBuilder();
        for (var asked : queries) goldens.append(line(searcher, Json.map(asked))).append('\n');
        System.out.write(goldens.toString().getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }

    private static String line(IndexSearcher searcher, Map<String, Object> asked) throws Exception {
        try {
            return asked.get("name") + "\t" + String.join(" ", ids(searcher, asked));
        } catch (ParseException refused) {
            return asked.get("name") + "\trefused";
        }
    }

    /** By id, unless an order is asked for; of a query about ranking only the first. */
    private static List<String> ids(IndexSearcher searcher, Map<String, Object> asked) throws Exception {
        var request = Json.map(asked.getOrDefault("query", Map.of()));
        var query = asked.containsKey("text")
            ? new Classic(Fields.of("title", "summary"), Fields.ANALYZER, true).parse((String) asked.get("text"))
            : Dsl.query(Json.map(request.get("query")));
        List<String> ids = new ArrayList<>();
        for (var hit : searcher.search(query, 1000, sort(asked, request)).scoreDocs) {
            ids.add(searcher.doc(hit.doc).get("id"));
        }
        var from = Math.min(ids.size(), Json.number(request.getOrDefault("from", 0L)));
        var size = asked.containsKey("first") ? 1 : Json.number(request.getOrDefault("size", 1000L));
        return ids.stream().skip(from).limit(size).toList();
    }

    private static Sort sort(Map<String, Object> asked, Map<String, Object> request) {
        var byId = new SortField("id", SortField.Type.STRING);
        if (asked.containsKey("first")) return new Sort(SortField.FIELD_SCORE, byId);
        if (!request.containsKey("sort")) return new Sort(byId);
        var down = request.get("sort") instanceof Map<?, ?> order && order.containsValue("desc");
        return new Sort(new SortField("year", SortField.Type.LONG, down), byId);
    }
}
