import java.util.*;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.queryparser.classic.*;
import org.apache.lucene.search.*;

/**
 * Lucene's classic syntax, a word looked for in each field as written and in every language. Of numbers that are points
 * the parser knows nothing, and it would look for "title:roads" in no language.
 */
final class Classic extends MultiFieldQueryParser {
    Classic(String[] fields, Analyzer analyzer, boolean all) {
        super(fields, analyzer);
        setDefaultOperator(all ? Operator.AND : Operator.OR);
        setAllowLeadingWildcard(true);
        setSplitOnWhitespace(true);
    }

    /** Codes are typed in any case. */
    @Override public Query parse(String text) throws ParseException {
        return super.parse(text.replaceAll("\\b(topic|land|mark):", "$1_typed:"));
    }

    @Override protected Query getFieldQuery(String field, String word, int slop) throws ParseException {
        return Fields.isNumber(field) ? number(field, word)
            : inAnyLanguage(field, one -> super.getFieldQuery(one, word, slop));
    }

    @Override protected Query getFieldQuery(String field, String word, boolean quoted) throws ParseException {
        return Fields.isNumber(field) ? number(field, word)
            : inAnyLanguage(field, one -> super.getFieldQuery(one, word, quoted));
    }

    @Override
    protected Query getRangeQuery(String field, String from, String until, boolean withFrom, boolean withUntil)
        throws ParseException {
        return Fields.isNumber(field) ? numbers(field, from, until, withFrom, withUntil)
            : super.getRangeQuery(field, from, until, withFrom, withUntil);
    }

    /** The numbers between two ends, of which an absent one is open. */
    static Query numbers(String field, String from, String until, boolean withFrom, boolean withUntil) {
        return LongPoint.newRangeQuery(field,
            from == null ? Long.MIN_VALUE : Long.parseLong(from) + (withFrom ? 0 : 1),
            until == null ? Long.MAX_VALUE : Long.parseLong(until) - (withUntil ? 0 : 1));
    }

    private static Query number(String field, String word) {
        return LongPoint.newExactQuery(field, Long.parseLong(word));
    }

    private interface Reading { Query of(String field) throws ParseException; }

    private static Query inAnyLanguage(String field, Reading reading) throws ParseException {
        if (!Fields.TEXTS.contains(String.valueOf(field))) return reading.of(field);
        var any = new BooleanQuery.Builder();
        for (var one : Fields.of(field)) {
            var query = reading.of(one);
            if (query != null) any.add(query, BooleanClause.Occur.SHOULD);
        }
        return any.build();
    }
}
