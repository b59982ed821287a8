import java.util.*;
import java.util.function.BiFunction;
import java.util.stream.*;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.queryparser.simple.SimpleQueryParser;
import org.apache.lucene.search.*;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.util.*;

/** The query forms of programs, each as the query of Lucene that it names. */
final class Dsl {
    private static final Map<String, Occur> PARTS =
        Map.of("must", Occur.MUST, "should", Occur.SHOULD, "must_not", Occur.MUST_NOT, "filter", Occur.FILTER);

    static Query query(Map<String, Object> json) throws Exception {
        var form = json.keySet().iterator().next();
        var body = Json.map(json.get(form));
        switch (form) {
            case "match_all": return new MatchAllDocsQuery();
            case "bool": return bool(body);
            case "query_string": return classic(body);
            case "simple_query_string": return simple(body);
            case "exists": return new TermRangeQuery((String) body.get("field"), null, null, true, true);
            default: return ofField(form, body.keySet().iterator().next(), body.values().iterator().next());
        }
    }

    // { field: value } or { field: { value or query, further options } }
    private static Query ofField(String form, String field, Object body) {
        Map<String, Object> given = body instanceof Map ? Json.map(body) : Map.of("value", body);
        var value = given.getOrDefault("value", given.get("query"));
        var term = new Term(field, String.valueOf(value));
        var query = form.equals("match") ? match(field, term, given)
            : form.equals("match_phrase") ? phrase(field, (String) value, given)
            : form.equals("term") ? term(field, value)
            : form.equals("terms") ? terms(field, Json.list(value))
            : form.equals("prefix") ? new PrefixQuery(term)
            : form.equals("wildcard") ? new WildcardQuery(term)
            : form.equals("regexp") ? new RegexpQuery(term)
            : form.equals("fuzzy") ? new FuzzyQuery(term, (int) Json.number(given.get("fuzziness")))
            : range(field, given);
        return given.containsKey("boost") ? new BoostQuery(query, Json.number(given.get("boost"))) : query;
    }

    private static Query match(String field, Term term, Map<String, Object> given) {
        if (given.containsKey("fuzziness")) return new FuzzyQuery(term, (int) Json.number(given.get("fuzziness")));
        var occur = "and".equals(given.get("operator")) ? Occur.MUST : Occur.SHOULD;
        return inAnyLanguage(field, (one, builder) -> builder.createBooleanQuery(one, term.text(), occur));
    }

    private static Query phrase(String field, String text, Map<String, Object> given) {
        var slop = (int) Json.number(given.getOrDefault("slop", 0L));
        return inAnyLanguage(field, (one, builder) -> builder.createPhraseQuery(one, text, slop));
    }

    private static Query inAnyLanguage(String field, BiFunction<String, QueryBuilder, Query> make) {
        return any(Arrays.stream(Fields.of(field)).map(one -> make.apply(one, new QueryBuilder(Fields.ANALYZER))));
    }

    private static Query any(Stream<Query> queries) {
        var any = new BooleanQuery.Builder();
        queries.filter(Objects::nonNull).forEach(query -> any.add(query, Occur.SHOULD));
        return any.build();
    }

    private static Query term(String field, Object value) {
        return Fields.isNumber(field) ? LongPoint.newExactQuery(field, Json.number(value))
            : new TermQuery(new Term(field, (String) value));
    }

    private static Query terms(String field, List<Object> values) {
        return any(values.stream().map(value -> term(field, value)));
    }

    private static Query range(String field, Map<String, Object> ends) {
        var from = Json.text(ends.getOrDefault("gt", ends.get("gte")));
        var until = Json.text(ends.getOrDefault("lt", ends.get("lte")));
        var withFrom = !ends.containsKey("gt");
        var withUntil = !ends.containsKey("lt");
        return Fields.isNumber(field) ? Classic.numbers(field, from, until, withFrom, withUntil)
            : TermRangeQuery.newStringRange(field, from, until, withFrom, withUntil);
    }

    // Without a positive clause everything else matches, as in Orchard.
    private static Query bool(Map<String, Object> body) throws Exception {
        var query = new BooleanQuery.Builder();
        for (var part : PARTS.keySet()) for (var clause : Json.list(body.getOrDefault(part, List.of()))) {
            query.add(query(Json.map(clause)), PARTS.get(part));
        }
        var positive = !Collections.disjoint(body.keySet(), Set.of("must", "should", "filter"));
        if (!positive) query.add(new MatchAllDocsQuery(), Occur.MUST);
        var least = (int) Json.number(body.getOrDefault("minimum_should_match", 0L));
        return query.setMinimumNumberShouldMatch(least).build();
    }

    private static Query classic(Map<String, Object> body) throws Exception {
        var fields = body.containsKey("default_field") ? List.of((String) body.get("default_field")) : Fields.TEXTS;
        var all = "and".equals(body.get("default_operator"));
        var parser = new Classic(Fields.of(fields.toArray(String[]::new)), Fields.ANALYZER, all);
        return parser.parse((String) body.get("query"));
    }

    private static Query simple(Map<String, Object> body) {
        var fields = Json.list(body.getOrDefault("fields", Fields.TEXTS)).toArray(String[]::new);
        var weights = Arrays.stream(Fields.of(fields)).collect(Collectors.toMap(name -> name, name -> 1f));
        var parser = new SimpleQueryParser(Fields.ANALYZER, weights);
        if ("and".equals(body.get("default_operator"))) parser.setDefaultOperator(Occur.MUST);
        return parser.parse((String) body.get("query"));
    }
}
